package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that ask models, from the first call to the result, against a server that is none. */
class LiveExamplesTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "openai, agon.yaml",
        "openai, second-word-letter.yaml",
        "openai, object-counting.yaml",
        "openai, word-unscrambling.yaml",
        "ollama, agon.yaml",
        "ollama, second-word-letter.yaml",
        "ollama, object-counting.yaml",
        "ollama, word-unscrambling.yaml"
    })
    void example_runs(String provider, String file) throws Exception {
        copy(provider);
        Path yaml = root.resolve(file);
        Files.writeString(yaml, Files.readString(yaml).replace("comparisons: 3000", "comparisons: 60"));
        try (var server = FaultServer.start(ask -> FaultAnswer.text("4"))) {
            Files.writeString(
                    root.resolve(".env"),
                    "OPENAI_BASE_URL=%s%nOLLAMA_BASE_URL=%s%n".formatted(server.baseUrl(), server.root()));
            try (Store store = SqliteStore.open(root.resolve("agon.db"))) {
                RunResult result = new Runner(Experiment.load(yaml), store, ProgressListener.NONE).run();
                assertThat(result.comparisons()).isEqualTo(60);
                assertThat(result.missing()).isZero();
                assertThat(result.cost() > 0).isEqualTo(provider.equals("openai"));
            }
            assertThat(server.asks())
                    .hasSize(120)
                    .allSatisfy(
                            it -> assertThat(it.prompt()).doesNotContain("{{").contains("only"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "ollama"})
    void data_ofBothExamples_areTheSame(String provider) throws Exception {
        for (String folder : List.of("data", "prompts")) {
            try (Stream<Path> files = Files.list(examples("openai").resolve(folder))) {
                for (Path file : files.toList()) {
                    assertThat(examples(provider).resolve(folder).resolve(file.getFileName()))
                            .hasSameTextualContentAs(file);
                }
            }
        }
    }

    private static Path examples(String name) {
        return Path.of(System.getProperty("agon.root", ".."), "examples", name);
    }

    private void copy(String provider) throws IOException {
        Path from = examples(provider);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = root.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }
}
