package io.agon.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which signals a process started from here can get. */
final class Signals {

    private static final int INTERRUPT = 2;

    private Signals() {}

    /** Skips a test where there are none. */
    static void arePosix() {
        assumeTrue(File.separatorChar == '/', "signals and pipes of POSIX are needed");
    }

    /** Skips a test where Ctrl-C is ignored: processes inherit that, and the JVM leaves it so. */
    static void reachChildren() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return;
        }
        boolean ignored = Files.readAllLines(status).stream()
                .filter(it -> it.startsWith("SigIgn:"))
                .anyMatch(it -> new BigInteger(it.substring("SigIgn:".length()).strip(), 16).testBit(INTERRUPT - 1));
        assumeFalse(ignored, "SIGINT is ignored here, as in jobs of the background; run this test in the foreground");
    }
}
