package io.agon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidatesTest {

    private static final String TESTS = "tests: inputs.jsonl\njudge: exact\n";

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void folder() {
        folder = Folder.in(root);
        folder.write("warm.txt", "Be warm. {{input}}\n");
        folder.write("terse.txt", "Be terse. {{input}}\n---\nBe very terse. {{ input }}\n");
        folder.write(
                "chat.json",
                "[{\"role\": \"system\", \"content\": \"You are {{\"}, {\"role\": \"user\", \"content\":"
                        + " \"{{input}}\"}]");
    }

    private ArenaLoader.Loaded open(String yaml) {
        return ArenaLoader.open(ExperimentReader.read(folder.experiment(yaml), Set.of()));
    }

    private List<String> names(String yaml) {
        return open(yaml).arena().policies();
    }

    @Test
    void promptsTimesProviders_areTheCandidates() {
        assertThat(names(TESTS + """
            prompts: [file://warm.txt, file://terse.txt]
            providers: [ollama:llama3.1, {id: ollama:qwen3, label: qwen}]
            """))
                .containsExactly(
                        "warm, ollama:llama3.1",
                        "warm, qwen",
                        "terse-1, ollama:llama3.1",
                        "terse-1, qwen",
                        "terse-2, ollama:llama3.1",
                        "terse-2, qwen");
        assertThat(names(TESTS + """
            prompts: ["{{input}}", {id: short, user: "{{input}}"}, file://w*.txt]
            providers: ollama:llama3.1
            """)).containsExactly("prompt-1", "short", "warm");
    }

    @Test
    void matrix_isTheProduct_lessWhatIsLeftOut_andItsLevelsAreFactors() {
        ArenaLoader.Loaded loaded = open(TESTS + """
            prompts: [file://warm.txt, file://terse.txt]
            providers: [ollama:llama3.1, ollama:qwen3]
            candidates:
              matrix:
                prompt: [warm, terse-*]
                provider: all
                temperature: [0, 0.70]
                max_tokens: 100
                workflow: [direct, best-of-3, {vote: 5, by: last-number}]
              exclude: [{provider: "*qwen3", workflow: "best-of-*"}, {prompt: terse-?, temperature: 0.7}]
            """);
        assertThat(loaded.arena().policies())
                .hasSize(3 * 2 * 2 * 3 - 3 * 2 - 2 * 6 + 2)
                .contains(
                        "warm, ollama:llama3.1, t=0.7, best-of-3", "terse-2, ollama:qwen3, t=0, vote-5 by last-number")
                .doesNotContain("warm, ollama:qwen3, t=0, best-of-3")
                .doesNotHaveDuplicates();
        assertThat(loaded.spec().features())
                .isInstanceOfSatisfying(
                        FeatureSource.Levels.class,
                        it -> assertThat(it.levels().getFirst())
                                .isEqualTo(Map.of(
                                        "prompt",
                                        "warm",
                                        "provider",
                                        "ollama:llama3.1",
                                        "temperature",
                                        "0",
                                        "workflow",
                                        "direct")));
        assertThat(FeatureLoader.load(loaded.spec(), loaded.arena().policies())).isPresent();
    }

    @Test
    void oneVaryingFactor_isShared_onlyIfTheSpaceAsks() {
        String yaml = TESTS + "prompts: [file://warm.txt, file://terse.txt]\nproviders: [ollama:llama3.1]\n";
        assertThat(open(yaml).spec().features()).isInstanceOf(FeatureSource.None.class);
        assertThat(open(yaml + "experiment: {space: linear}\n").spec().features())
                .isInstanceOf(FeatureSource.Levels.class);
    }

    @Test
    void problems_areSaidTogether_withTheMend() {
        assertThatThrownBy(() -> open("""
            prompts: [file://nope.txt, {id: x}, {user: u, raw: r}]
            providers: [gpt-4o, {label: x}, {id: openai:o, config: {apiKey: sk-123, temperature: -1}}]
            candidates: {matrix: {temprature: 1, workflow: [best-of-1, ensemble, {vote: 3, by: first}]}}
            """))
                .hasMessageContaining("there is no file 'nope.txt'")
                .hasMessageContaining("prompts[1] needs exactly one of raw")
                .hasMessageContaining("prompts[2] needs exactly one of raw")
                .hasMessageContaining("'gpt-4o' names no provider")
                .hasMessageContaining("providers[1].id is missing")
                .hasMessageContaining("keys do not belong into files")
                .hasMessageNotContaining("sk-123")
                .hasMessageContaining("temperature is -1")
                .hasMessageContaining("did you mean 'temperature'?")
                .hasMessageContaining("best-of-1 is not possible")
                .hasMessageContaining("cannot be the text 'ensemble'")
                .hasMessageContaining("cannot be 'first'")
                .hasMessageContaining("tests is missing");
    }

    @Test
    void loading_saysWhatDoesNotFit() {
        folder.write("two.jsonl", "{\"id\": \"a\", \"input\": 1}\n{\"id\": \"b\", \"inptu\": 1}\n");
        assertThatThrownBy(() -> open("tests: two.jsonl\n"
                        + "judge: {java: {class: x.Y}}\n"
                        + "prompts: ['a {{input}}', 'b {{ input }} {{style}}']\n"
                        + "providers: ollama:m\n"))
                .hasMessageContaining(
                        "the prompt 'prompt-1' has the variable {{input}}, which the test 'b' lacks; did you mean"
                                + " 'inptu'?")
                .hasMessageContaining("the prompt 'prompt-2' has the variable {{style}}, which the test 'a' lacks");
        String head =
                TESTS + "prompts: ['a {{input}}', {id: b, user: 'b {{input}}'}]\nproviders: [ollama:m, nobody:x]\n";
        assertThatThrownBy(() -> open(head)).hasMessageContaining("There is no provider 'nobody'");
        assertThatThrownBy(() -> open(head + "candidates: {matrix: {prompt: [c]}}"))
                .hasMessageContaining("candidates.matrix.prompt: there is no prompt 'c'");
        assertThatThrownBy(() -> open(head + "candidates: {exclude: [{prompt: c}]}"))
                .hasMessageContaining("candidates.exclude[0] matches no candidate");
        assertThatThrownBy(() -> open(head + "candidates: {include: [{prompt: b, provider: 'ollama:*'}]}"))
                .hasMessageContaining("there is 1 candidate, but a comparison needs at least 2");
        assertThatThrownBy(
                        () -> open(TESTS + "prompts: [file://warm.txt, {label: warm, raw: x}]\nproviders: ollama:m\n"))
                .hasMessageContaining("there are two prompts called 'warm'");
        assertThatThrownBy(() -> open(TESTS + "prompts: [file://chat.json, x]\nproviders: ollama:m\n"))
                .hasMessageContaining("the prompt 'chat' cannot be read as a template");
    }

    @Test
    void missingKey_hindersOnlyRunning() {
        ArenaLoader.Loaded loaded =
                open(TESTS + """
                    prompts: [a, b]
                    providers: {id: openai:gpt-4o-mini, config: {apiKeyEnvar: AGON_TEST_NO_SUCH_KEY}}
                    """.replace("providers: {", "providers: [{").replace("}}", "}}]"));
        assertThat(loaded.obstacles())
                .singleElement()
                .satisfies(it -> assertThat(it.toString())
                        .contains("agon.yaml:4", "No key for openai: set AGON_TEST_NO_SUCH_KEY"));
    }

    @Test
    void oddCandidates_areNoticed() {
        assertThat(open(TESTS
                                + "prompts: [a, 'b {{input}}']\nproviders: ollama:m\n"
                                + "candidates: {matrix: {temperature: [0, 1], workflow: [direct, vote-3]}}\n")
                        .notices())
                .containsExactly(
                        "The prompt 'prompt-1' has no variable: it says the same for every test.",
                        "At temperature 0 the samples of vote-3 are nearly the same; leave it out with"
                                + " candidates.exclude.");
    }

    @Test
    void moneyBudget_needsPrices() {
        String yaml =
                TESTS + "prompts: [a, b]\nexperiment: {budget: {usd: 1}}\nproviders: [{id: openai:own-model%s}]\n";
        assertThatThrownBy(() -> open(yaml.formatted("")))
                .hasMessageContaining("nobody knows what openai:own-model costs")
                .hasMessageContaining("price: {input")
                .hasMessageContaining("drop experiment.budget.usd");
        assertThat(open(yaml.formatted(", price: {input: 1, output: 2}"))
                        .arena()
                        .policies())
                .hasSize(2);
    }
}
