package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example with a real language model in this process. */
@Timeout(600)
class TinyLlmTest {

    @TempDir
    Path folder;

    @Test
    void run_tinyLlm_decidesOffline() {
        Path demo = folder.resolve("tiny");
        Cli.agon("init", demo, "--example", "tiny-llm").succeeds();
        assertThat(Cli.agon("run", "--dry-run", demo).succeeds().out())
                .contains("16 policies on 12 queries")
                .contains("prompt (4) x temperature (2) x top_p (2)");
        Cli run = Cli.agon("run", demo, "--json").succeeds();
        assertThat(run.json().at("/status").asString()).isEqualTo("decided");
        assertThat(run.json().at("/best").asString()).isEqualTo("owner, t=0.5, top_p=0.5");
        assertThat(run.json().at("/cost").asDouble()).isZero();
        assertThat(run.json().at("/missing").asInt()).isZero();
    }
}
