package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandLookTest {

    @TempDir
    Path root;

    @BeforeEach
    void shell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh to write programs for");
    }

    private Outcome look(String script, Duration limit) throws Exception {
        Path file = Files.writeString(root.resolve("judge.sh"), script);
        var program = new Program(List.of("/bin/sh", file.toString()), root, limit);
        return new CommandLook(program)
                .at(
                        new Query("q", Map.of("v", "$(touch evil)"), null),
                        "`touch evil`",
                        "b\u0000",
                        new Scripted.Bench());
    }

    private Outcome look(String script) throws Exception {
        return look(script, Duration.ofSeconds(20));
    }

    @Test
    void program_readsOneDocumentAndSaysTheOutcome() throws Exception {
        assertThat(look("cat > in.json\necho '{\"outcome\": \"second\"}'")).isEqualTo(Outcome.LOSS);
        assertThat(Files.readString(root.resolve("in.json")))
                .isEqualTo("{\"query\":{\"id\":\"q\",\"vars\":{\"v\":"
                        + "\"$(touch evil)\"},\"expected\":null},\"first\":\"`touch evil`\",\"second\":\"b\\u0000\"}");
        assertThat(root.resolve("evil")).doesNotExist();
        assertThat(look("echo '{\"outcome\": 0.75, \"why\": 1}'")).isEqualTo(new Outcome.Graded(0.75));
        assertThat(look("echo '{\"outcome\": 1}'")).isEqualTo(Outcome.WIN);
        for (int i = 0; i < 50; i++) { // whether it ends before or after its output is read
            assertThat(look("echo '{\"outcome\": \"tie\"}'")).isEqualTo(Outcome.TIE);
        }
    }

    @Test
    void program_thatFails_isNoOutcome() {
        assertThatThrownBy(() -> look("echo so; printf '\\033[2Jno model\\n' >&2; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessage("the program ended with exit code 3: \u241b[2Jno model");
        assertThatThrownBy(() -> look("echo first")).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> look("true")).hasMessageContaining("outcome");
        for (String outcome : List.of("2", "-0.1", "\"a\"", "null", "{}")) {
            assertThatThrownBy(() -> look("echo '{\"outcome\": %s}'".formatted(outcome)))
                    .hasMessageContaining("from 0 to 1");
        }
        assertThatThrownBy(() -> look("yes")).hasMessageContaining("more than");
        assertThatThrownBy(() -> new Program(List.of("no-such-program"), root, Duration.ofSeconds(1)).run(""))
                .hasMessageContaining("'no-such-program' cannot be started");
    }

    @Test
    void program_thatTakesTooLong_isKilledWithItsChildren() throws Exception {
        assertThatThrownBy(() -> look("sleep 300 & echo $! > pid; wait", Duration.ofMillis(700)))
                .hasMessageContaining("longer than 0.7 s");
        gone();
    }

    @Test
    void program_thatIsInterrupted_isKilledWithItsChildren() throws Exception {
        Thread caller = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            while (!Files.exists(root.resolve("pid"))) {
                Thread.onSpinWait();
            }
            caller.interrupt();
        });
        assertThatThrownBy(() -> look("sleep 300 & echo $! > tmp; mv tmp pid; wait"))
                .isInstanceOf(InterruptedException.class);
        gone();
    }

    private void gone() throws Exception {
        long pid = Long.parseLong(Files.readString(root.resolve("pid")).strip());
        for (int i = 0; i < 200 && alive(pid); i++) {
            Thread.sleep(20);
        }
        assertThat(alive(pid)).isFalse();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
