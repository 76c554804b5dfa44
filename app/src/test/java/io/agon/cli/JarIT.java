package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process of its own: signals, pipes, and what libraries print. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JarIT {

    private static final Path JAR = Path.of("target/agon.jar").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeEach
    void posix() {
        Signals.arePosix();
        assertThat(JAR).isRegularFile();
    }

    @Test
    void firstRun_saysNothingBesideTheAnswer() throws Exception {
        Path demo = Cli.starter(folder);
        Process process = shell(agon("run --json") + " " + demo + " 2>" + folder.resolve("err"));
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out.lines()).hasSize(1);
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void closedPipe_isNoError() throws Exception {
        Path demo = Cli.starter(folder);
        Cli.agon("run", demo).succeeds();
        Process process = shell(
                "{ %s; echo code $? >&2; } 2>%s | head -1".formatted(agon("export " + demo), folder.resolve("err")));
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("index,model_a,model_b,winner,item,value,reason\n");
        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("err")).hasContent("code 0");
    }

    @Test
    void interruptedRun_savesAll_andResumes() throws Exception {
        Signals.reachChildren();
        Files.writeString(folder.resolve("m.csv"), "p,a,b\na,.5,.5001\nb,.4999,.5\n");
        Path file = Files.writeString(
                folder.resolve("agon.yaml"),
                "policies: {recorded: {matrix: m.csv}}\n"
                        + "experiment: {confidence: 0.999999, budget: {comparisons: 900000000}}\n");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                JAR.toString(),
                "run",
                "--json",
                file.toString()));
        Process process = new ProcessBuilder(command).start();
        String err;
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).contains(" comparisons, 2 of 2 policies possible");
            assertThat(shell("kill -INT " + process.pid()).waitFor()).isZero();
            err = String.join("\n", lines.lines().toList());
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Exit.INTERRUPTED);
        assertThat(err).contains("to go on: agon resume " + file);
        var json = new Cli(0, out, err).json();
        assertThat(json.get("ending").asString()).isEqualTo("stopped");
        long done = json.get("dispatched").asLong();
        assertThat(done).isGreaterThan(100);

        Cli.change(file, "900000000", Long.toString(done + 500));
        Cli resumed = Cli.agon("resume", "--json", folder);
        assertThat(resumed.code()).isEqualTo(Exit.UNDECIDED);
        assertThat(resumed.err()).contains("Resuming run");
        assertThat(resumed.json().get("run").asString())
                .isEqualTo(json.get("run").asString());
        assertThat(resumed.json().get("comparisons").asLong()).isEqualTo(done + 500);
    }

    private static String agon(String words) {
        return "'%s' --enable-native-access=ALL-UNNAMED -jar '%s' %s"
                .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), JAR, words);
    }

    private static Process shell(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", command).start();
    }
}
