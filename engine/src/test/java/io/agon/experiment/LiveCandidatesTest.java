package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.config.ConfigException;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts, said to a model over HTTP, judged, decided. */
class LiveCandidatesTest {

    @TempDir
    Path root;

    private Experiment experiment(String provider, String more) throws IOException {
        Files.writeString(root.resolve("tests.csv"), "input,__expected\n\"2+2\",4\n\"3+3\",6\n");
        Files.writeString(root.resolve("agon.yaml"), """
            prompts:
              - {id: good, user: "Add {{input}}"}
              - {id: bad, user: "Multiply {{input}}"}
              - {id: silent, user: "Say nothing to {{input}}"}
            providers: [{id: openai:m, config: {%s, max_tokens: 50}, price: {input: 1, output: 2}}]
            tests: file://tests.csv
            experiment: {budget: {comparisons: 500, usd: 1}}
            %s
            """.formatted(provider, more));
        return Experiment.load(root);
    }

    private RunResult run(Experiment experiment) throws InterruptedException {
        try (Store store = SqliteStore.open(root.resolve("agon.db"))) {
            return new Runner(experiment, store, ProgressListener.NONE).run();
        }
    }

    @Test
    void bestPrompt_isFound_andPaidFor() throws Exception {
        try (var server = FaultServer.start(ask -> FaultAnswer.text(it -> answer(it.prompt())))) {
            RunResult result = run(experiment("apiBaseUrl: '%s'".formatted(server.baseUrl()), ""));
            assertThat(result.best()).isEqualTo("good");
            assertThat(result.cost()).isPositive();
            assertThat(server.asks())
                    .allSatisfy(it ->
                            assertThat(it.body().path("max_tokens").asInt()).isEqualTo(50));
        }
    }

    private static String answer(String prompt) {
        boolean two = prompt.endsWith("2+2");
        return prompt.startsWith("Add") ? two ? "4" : "6" : prompt.startsWith("Multiply") ? two ? "4" : "9" : ".";
    }

    @Test
    void missingKey_hindersTheRun_butNotThePlan() throws Exception {
        Experiment experiment = experiment("apiKeyEnvar: AGON_TEST_NO_SUCH_KEY", "");
        assertThat(experiment.plan().policies()).containsExactly("good", "bad", "silent");
        assertThatThrownBy(() -> run(experiment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("set AGON_TEST_NO_SUCH_KEY in the environment");
    }

    @Test
    void fingerprint_coversPromptFiles_andTests_andNoKey() throws Exception {
        Files.writeString(root.resolve("p.txt"), "one\n---\ntwo");
        String yaml = "providers: [ollama:m]\nprompts: [file://p.txt]\ntests: [{vars: {a: 1}, expected: 1}, t.jsonl]\n";
        Files.writeString(root.resolve("agon.yaml"), yaml);
        Files.writeString(root.resolve("t.jsonl"), "{\"vars\": {\"a\": 1}, \"expected\": 1}");
        String before = Experiment.load(root).fingerprint();
        Files.writeString(root.resolve(".env"), "OPENAI_API_KEY=sk-something");
        assertThat(Experiment.load(root).fingerprint()).isEqualTo(before);
        Files.writeString(root.resolve("t.jsonl"), "{\"vars\": {\"a\": 2}, \"expected\": 1}");
        String other = Experiment.load(root).fingerprint();
        assertThat(other).isNotEqualTo(before);
        Files.writeString(root.resolve("p.txt"), "one\n---\ntwo!");
        assertThat(Experiment.load(root).fingerprint()).isNotEqualTo(other);
    }
}
