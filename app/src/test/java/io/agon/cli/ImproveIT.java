package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code agon improve} and {@code agon view} as processes of their own: killed, stopped, looked at meanwhile. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImproveIT {

    private static final Path JAR = Path.of("target/agon.jar").toAbsolutePath();
    private static final String RULE = """
        task: {inventory: inventory}
        batch: 5
        accept: {rule: llm-po, duels: 100}
        select: best-validation
        certify: {queries: 50}
        budget: {updates: %d}
        """;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @BeforeEach
    void posix() {
        Signals.arePosix();
        assertThat(JAR).isRegularFile();
    }

    private Process agon(Object... words) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                JAR.toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static void await(Path file, Process process) throws Exception {
        while (!Files.exists(file) || Files.size(file) == 0) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
    }

    @Test
    void killed_andRunAgain_comesToTheSame() throws Exception {
        Path file = Files.writeString(folder.resolve("improve.yaml"), RULE.formatted(25));
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        Cli once = Cli.agon("improve", file, "--out", whole);
        assertThat(once.code()).isIn(Exit.OK, Exit.UNDECIDED);
        for (int kill = 0; kill < 2; kill++) {
            Process process = agon("improve", file, "--out", broken);
            await(broken.resolve("improvement.json"), process);
            process.destroyForcibly().waitFor();
        }
        Cli again = Cli.agon("improve", file, "--out", broken);
        assertThat(again.code()).isEqualTo(once.code());
        assertThat(broken.resolve("improvement.json")).hasSameBinaryContentAs(whole.resolve("improvement.json"));
    }

    @Test
    void interrupted_saysHowToGoOn_whileAPageShowsIt() throws Exception {
        Signals.reachChildren();
        Path file = Files.writeString(folder.resolve("improve.yaml"), RULE.formatted(100_000));
        Path out = folder.resolve("improved");
        Process loop = agon("improve", file, "--json");
        await(out.resolve("improvement.json"), loop);
        Files.move(folder.resolve("err"), folder.resolve("err-of-loop"));
        Files.move(folder.resolve("out"), folder.resolve("out-of-loop"));
        Process view = agon("view", out);
        await(folder.resolve("out"), view);
        URI address = URI.create(Files.readString(folder.resolve("out")).strip());
        try (var browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            HttpResponse<String> page = browser.send(
                    HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("RUNNING", "script nonce=");
        } finally {
            view.destroyForcibly().waitFor();
        }
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(loop.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(loop.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.exitValue()).isEqualTo(Exit.INTERRUPTED);
        assertThat(Files.readString(folder.resolve("err-of-loop"))).contains("To go on: agon improve " + file);
        assertThat(Files.readString(folder.resolve("out-of-loop"))).startsWith("{\"status\":\"stopped\"");
        assertThat(Cli.agon("show", out).succeeds().out()).startsWith("RUNNING  ");
    }
}
