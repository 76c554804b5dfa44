package io.agon.improve.code;

import java.time.Duration;
import java.util.List;

/**
 * What Java of a candidate may take.
 *
 * @param compile by the clock, the start of the child among it
 * @param call by the clock, each
 * @param megabytes of heap
 */
public record JavaLimits(Duration compile, Duration call, int megabytes) {

    /** Half a minute to compile, two seconds a call, 128 MB. */
    public static final JavaLimits USUAL = new JavaLimits(Duration.ofSeconds(30), Duration.ofSeconds(2), 128);

    /** Most characters of a program. */
    static final int SOURCE = 20_000;

    /** Most characters of a text, and most numbers in a list, that a call gives. */
    static final int RESULT = 1_000_000;

    public JavaLimits {
        if (compile.toMillis() < 1 || call.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "Java of candidates has at least 1 ms, but it has %s to compile and %s a call."
                            .formatted(compile, call));
        }
        if (megabytes < 32 || megabytes > 4096) {
            throw new IllegalArgumentException(
                    "Java of candidates has 32 to 4096 MB of heap, but it is given %d; the compiler needs 64."
                            .formatted(megabytes));
        }
    }

    /** Bytes of address space: heap, and what a small Java machine takes besides. */
    long addressSpace() {
        return (megabytes + 1024L) * 1024 * 1024;
    }

    List<String> flags() {
        return List.of(
                "-Xmx%dm".formatted(megabytes),
                "-Xss512k",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-Xshare:auto",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                "-Dfile.encoding=UTF-8");
    }
}
