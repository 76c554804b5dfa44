package io.agon.improve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.config.ConfigException;
import io.agon.config.Problems;
import io.agon.config.Section;
import io.agon.improve.code.RuleLanguage;
import io.agon.model.Message.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerSpecTest {

    private static final String QUERIES = """
        tests:
          - vars: {input: ["1+1", "1+2"], hint: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o]}
            expected: "2"
        """;

    @TempDir
    Path folder;

    private AnswerSpec read(String text) throws Exception {
        Path file = folder.resolve("answers.yaml");
        Files.writeString(file, text);
        var problems = new Problems(file);
        Optional<AnswerSpec> spec = AnswerSpec.read(Section.root(problems, ""), problems, file);
        problems.raise();
        return spec.orElseThrow();
    }

    private AnswerSpec.Opened open(AnswerSpec spec, OptionalDouble usd) {
        return spec.open(
                Asking.artifact(Asking.INSTRUCTION, Asking.EXTRACT),
                Optional.of(new RuleLanguage()),
                List.of(),
                usd,
                1);
    }

    @Test
    void aFile_saysQueriesModelCheckFrameAndDivision() throws Exception {
        AnswerSpec spec = read(QUERIES + """
            provider: {id: "openai:gpt-4o-mini", config: {max_tokens: 50, temperature: 0}}
            check: {number: {tolerance: 0.5}}
            frame: {system: "Be exact.", user: "{{instruction}} ({{hint}})"}
            keep: [input]
            split: {training: 3, validation: 4, acceptance: 5, fresh: 6, order: shuffled}
            """);
        AnswerSpec.Opened opened = open(spec, OptionalDouble.of(1));
        AnswerTask task = opened.task();
        assertThat(task.queries()).hasSize(30);
        assertThat(task.check()).isEqualTo(new Check.Number(0.5));
        assertThat(task.frame().parts().getFirst().role()).isEqualTo(Role.SYSTEM);
        assertThat(task.decoding().maxTokens()).isEqualTo(50);
        assertThat(task.items().fresh().size()).hasValue(6);
        assertThat(task.items().training().size()).hasValue(3);
        assertThat(task.judge()).isEmpty();
        // Without a key it can be planned with, though not run.
        assertThat(task.estimate(task.start(), 10).usd().high()).isPositive();
    }

    @Test
    void aJudge_isThatOfExperiments() throws Exception {
        AnswerSpec spec = read(QUERIES + """
            provider: openai:gpt-4o-mini
            check: exact
            judge: {llm: {provider: "openai:gpt-4o"}}
            """);
        AnswerTask task = open(spec, OptionalDouble.of(1)).task();
        assertThat(task.judge()).isPresent();
        assertThat(task.judging(task.start())).isPositive();
    }

    @Test
    void everyProblem_isNamedWithItsMend() {
        assertThatThrownBy(() -> read("check: exakt\nsplit: {training: 0}\nanswers: 3\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tests is missing")
                .hasMessageContaining("provider is missing")
                .hasMessageContaining("check cannot be 'exakt'")
                .hasMessageContaining("split.training is 0")
                .hasMessageContaining("answers is not a known key");
        assertThatThrownBy(() -> read(QUERIES + "provider: openai:x\ncheck: {regex: {pattern: \"(\"}}"))
                .hasMessageContaining("check.regex.pattern");
        assertThatThrownBy(() -> read(QUERIES + "provider: openai:x\ncheck: exact\njudge: human"))
                .hasMessageContaining("does not judge answers here");
        assertThatThrownBy(() -> read(QUERIES + "provider: openai:x\ncheck: exact\nframe: {system: hm}"))
                .hasMessageContaining("must end with a message of the user");
    }

    @Test
    void data_thatDoNotFit_areRefused() throws Exception {
        assertThatThrownBy(() -> open(
                        read(QUERIES + "provider: openai:gpt-4o-mini\ncheck: exact\nsplit: {fresh: 100}"),
                        OptionalDouble.empty()))
                .hasMessageContaining("There are 30 queries")
                .hasMessageContaining("smaller numbers under split");
        assertThatThrownBy(() -> open(
                        read(QUERIES + "provider: openai:gpt-4o-mini\ncheck: {regex: {pattern: \"{{colour}}\"}}"),
                        OptionalDouble.empty()))
                .hasMessageContaining("has no 'colour'");
        assertThatThrownBy(() -> open(
                        read(QUERIES + "provider: openai:nobody-knows\ncheck: exact"), OptionalDouble.of(1)))
                .hasMessageContaining("nobody knows what");
        AnswerSpec spec = read(QUERIES.replace("input", "text") + "provider: openai:gpt-4o-mini\ncheck: exact");
        assertThatThrownBy(() -> open(spec, OptionalDouble.empty()))
                .hasMessageContaining("instruction: has the variable {{input}}");
    }
}
