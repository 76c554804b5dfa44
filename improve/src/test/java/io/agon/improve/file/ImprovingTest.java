package io.agon.improve.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.config.ConfigException;
import io.agon.improve.LoopListener;
import io.agon.improve.run.Shape;
import io.agon.loop.LoopFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on in a folder and what is refused there, and that what a file may say can be run. */
class ImprovingTest {

    private static final String GAINS = "{task: {world: gains}, certify: {queries: 10}, budget: {updates: %d}}";

    /** The key is any variable that every process has: nobody is asked. */
    private static final String ANSWERS = """
        task:
          answers:
            tests: [{vars: {input: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]}, expected: "2"}]
            provider: {id: "openai:a", config: {apiKeyEnvar: PATH, apiBaseUrl: "http://127.0.0.1:%s/v1"},
              price: {input: 1, output: 2}}
            check: number
            split: {training: 3, validation: 2}
        artifact: {prompt: "{{input}}?"}
        optimizer: {provider: {id: "openai:o", config: {apiKeyEnvar: PATH, apiBaseUrl: "http://127.0.0.1:%s/v1"},
          price: {input: 10, output: 20}}}
        budget: {updates: 3, usd: %s}
        """;

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void names() {
        out = folder.resolve("improved");
    }

    private Improving improving(String text) throws Exception {
        return Improvements.of(ImproveReader.read(Files.writeString(folder.resolve("improve.yaml"), text)));
    }

    @Test
    void fewerUpdatesThanAreKept_areRefused_andNothingIsLost() throws Exception {
        improving(GAINS.formatted(6)).run(out, 1, LoopListener.SILENT);
        assertThatThrownBy(() -> improving(GAINS.formatted(2)).run(out, 1, LoopListener.SILENT))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("holds 6 updates, but 2 are asked for; ask for at least 6")
                .hasMessageContaining("--new");
        assertThat(Improving.in(out).orElseThrow().rounds()).hasSize(6);
        assertThat(improving(GAINS.formatted(6)).conflict(out)).isEmpty();
        assertThat(improving(GAINS.formatted(7)).conflict(out)).isEmpty();
    }

    @Test
    void folderAtWork_isRefused_toRunAndToForget() throws Exception {
        Improving improving = improving(GAINS.formatted(2));
        try (var lock = new LoopFolder(out).lock()) {
            assertThatThrownBy(() -> improving.run(out, 1, LoopListener.SILENT))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("another process");
            assertThatThrownBy(() -> Improving.forget(out)).hasMessageContaining("another process");
        }
        improving.run(out, 1, LoopListener.SILENT);
        Improving.forget(out);
        assertThat(Improving.in(out)).isEmpty();
    }

    @Test
    void anotherAddress_isAnotherLoop() throws Exception {
        Improving first = improving(ANSWERS.formatted(7001, 7002, 1));
        assertThat(first.obstacles()).isEmpty();
        new LoopFolder(out).open(Shape.of(first.loop(), first.task(), first.contents()));
        assertThat(improving(ANSWERS.formatted(7001, 7002, 2)).conflict(out)).isEmpty();
        assertThat(improving(ANSWERS.formatted(7003, 7002, 1)).conflict(out).orElseThrow())
                .contains("the model that answers was openai:a at http://127.0.0.1:7001", "7003")
                .doesNotContain("Items[");
        assertThat(improving(ANSWERS.formatted(7001, 7004, 1)).conflict(out).orElseThrow())
                .contains("the model that proposes was openai:o at http://127.0.0.1:7002", "7004");
    }

    @Test
    void moneyForNoUpdate_isForetold() throws Exception {
        assertThat(improving(ANSWERS.formatted(7001, 7002, 1)).shortage()).isEmpty();
        assertThat(improving(ANSWERS.formatted(7001, 7002, 0.1)).shortage().orElseThrow())
                .contains("usd 0.1 may not reach for one update", "max_tokens 8192", "raise usd");
        assertThat(improving(GAINS.formatted(1)).shortage()).isEmpty();
    }

    @Test
    void curriculumWithoutEnd_isRefused_whereItIsRead() throws Exception {
        for (String task : List.of("{world: landscape}", "{inventory: inventory}")) {
            assertThatThrownBy(() -> improving("{task: %s, batch: {order: curriculum}}".formatted(task)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("no end of them; write shuffled");
        }
        assertThat(improving("{task: {world: rules}, batch: {order: curriculum}}")
                        .loop())
                .isNotNull();
    }

    /** Whatever a file may say is refused where it is read, or runs. */
    @Test
    void anyFile_runs_orIsRefusedWhenRead() throws Exception {
        var random = new SplittableRandom(6);
        int run = 0;
        for (int i = 0; i < 150; i++) {
            String text = drawn(random);
            Improving improving;
            try {
                improving = improving(text);
            } catch (ConfigException e) {
                assertThat(text).contains("order: "); // nothing else that is drawn is wrong
                continue;
            }
            try {
                improving.run(folder.resolve("run " + i), 1, LoopListener.SILENT);
            } catch (RuntimeException e) {
                throw new AssertionError(text, e);
            }
            run++;
        }
        assertThat(run).isGreaterThan(75);
    }

    private static String one(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String drawn(SplittableRandom random) {
        return """
            task: {world: "%s"}
            batch: {size: %s, template: %s, order: %s, replacement: %s}
            credit: {trace: %s, feedback: %s}
            feedback: %s
            memory: %s
            accept: %s
            select: %s
            search: %s
            certify: {queries: %s}
            budget: %s
            """.formatted(
                        one(
                                random,
                                "landscape",
                                "landscape(kind=coupled, components=many, pairs=1)",
                                "paddleball(steps=8)",
                                "shooter(steps=9)",
                                "rules(m=1, training=1)",
                                "rules",
                                "equal",
                                "gains(noise=0)"),
                        one(random, "1", "3", "40"),
                        one(random, "interactive", "batch", "episodic"),
                        one(random, "dataset", "shuffled", "shuffled", "shuffled", "curriculum"),
                        one(random, "true", "false", "false"),
                        one(random, "all", "1", "5", "1000"),
                        one(random, "steps", "run"),
                        one(
                                random,
                                "[]",
                                "[score]",
                                "[score, notes, reference, improvement]",
                                "[{staged: [{below: 0.5, say: low}], otherwise: high}]"),
                        one(random, "0", "1", "100"),
                        one(
                                random,
                                "always",
                                "strict",
                                "{rule: strict, threshold: 1}",
                                "validation",
                                "{rule: llm-po, duels: 1}",
                                "{rule: llm-po, duels: 9}"),
                        one(
                                random,
                                "last",
                                "best-validation",
                                "{rule: llm-po, candidates: 2, duels: 1}",
                                "{rule: llm-po, candidates: 9, duels: 30}"),
                        one(
                                random,
                                "sequential",
                                "{kind: best-of-n, proposals: 1, validations: 0}",
                                "{kind: best-of-n, proposals: 5, validations: 2}",
                                "{kind: beam, width: 1, proposals: 1, validations: 0}",
                                "{kind: beam, width: 5, proposals: 2, validations: 3}",
                                "{kind: ucb, c: 0, memory: 1, validations: 0}",
                                "{kind: ucb, validations: 1}",
                                "{kind: priority, by: time, candidates: 4, validations: 0}",
                                "{kind: priority, by: ucb, proposals: 3, validations: 2}",
                                "{kind: pareto, validations: 0}",
                                "{kind: pareto, validations: 2}"),
                        one(random, "0", "1", "9"),
                        one(random, "{updates: 1}", "{updates: 2}", "{updates: 5}", "{updates: 5, evaluations: 1}"));
    }
}
