package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The examples that ask models: what works without a key and without a server. */
class LiveExamplesTest {

    @TempDir
    Path folder;

    static List<Path> files() {
        Path examples = Path.of(System.getProperty("agon.root", ".."), "examples");
        try (Stream<Path> files = Stream.of("openai", "ollama").flatMap(it -> list(examples.resolve(it)))) {
            return files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void example_isFine_andSaysWhatItTakes_withoutAKey(Path file) {
        assertThat(Cli.agon("validate", file).succeeds().out()).contains("is fine: ", "prompt (", "provider (2)");
        assertThat(Cli.agon("run", "--dry-run", file).succeeds().out())
                .contains("one takes  about 2 calls", "Estimates suppose four bytes to a token", "cost", "time");
        JsonNode plan = Cli.agon("run", "--dry-run", "--json", file).succeeds().json();
        JsonNode one = plan.get("comparison");
        assertThat(one.get("models")).hasSize(2);
        assertThat(one.get("unpriced")).isEmpty();
        assertThat(one.get("usd").get("high").asDouble()).isLessThan(0.001);
        assertThat(plan.get("cases").get(0).get("seconds").get("high").asDouble())
                .isPositive();
        assertThat(file.resolveSibling(".agon").resolve("agon.db")).doesNotExist();
    }
}
