package io.agon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.policy.Query;
import io.agon.preference.Duel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people have them for promptfoo. */
class PromptfooTest {

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void folder() {
        folder = Folder.in(root);
    }

    private ArenaLoader.Loaded open(String yaml) {
        return ArenaLoader.open(ExperimentReader.read(folder.experiment(yaml), Set.of()));
    }

    private List<Query> queries(String tests) {
        return open("prompts: [one, two]\nproviders: [ollama:m]\n" + tests)
                .arena()
                .queries(new Duel(0, 1));
    }

    @Test
    void ordinaryFile_loadsUnchanged_andSaysWhatIsNotUsed() {
        ArenaLoader.Loaded loaded = open("""
            # yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
            description: My eval
            prompts:
              - 'Translate to {{language}}: {{ text }}'
              - id: second
                label: formal
                raw: 'Formally, in {{language}}: {{text}}'
            providers:
              - openai:gpt-4o-mini
              - id: anthropic:messages:claude-3-5-sonnet-20241022
                label: sonnet
                config: {temperature: 0.2, max_tokens: 300}
            defaultTest:
              vars: {language: French}
              assert:
                - {type: latency, threshold: 5000}
                - {type: equals, value: '{{expected}}'}
            tests:
              - vars: {text: hello, expected: bonjour}
              - description: in Spanish
                vars: {language: Spanish, text: [yes, "no"], expected: x}
                assert: [{type: equals, value: si}, {type: llm-rubric, value: polite}]
                options: {provider: openai:gpt-4o}
            outputPath: out.html
            sharing: true
            evaluateOptions: {maxConcurrency: 4}
            """);
        assertThat(loaded.arena().policies())
                .containsExactly(
                        "prompt-1, openai:gpt-4o-mini",
                        "prompt-1, sonnet",
                        "formal, openai:gpt-4o-mini",
                        "formal, sonnet");
        List<Query> queries = loaded.arena().queries(new Duel(0, 1));
        assertThat(queries).extracting(Query::id).containsExactly("1", "2", "3");
        assertThat(queries).extracting(Query::expected).containsExactly("bonjour", "si", "si");
        assertThat(queries.get(0).vars()).containsEntry("language", "French");
        assertThat(queries.get(2).vars()).isEqualTo(Map.of("language", "Spanish", "text", "no", "expected", "x"));
        assertThat(loaded.notices())
                .containsExactly(
                        "Asserts of latency, llm-rubric are not used: the judge decides. Only equals is read, as an"
                                + " expected answer.",
                        "Of the tests options is not used.",
                        "Of promptfoo's keys evaluateOptions, outputPath, sharing is not used.");
    }

    @Test
    void tests_comeInManyForms() {
        folder.write("t.csv", "question,__expected,__description\n\"a, b\",yes,x\nc,equals: no,y\n");
        folder.write("t.yaml", "- vars: {q: file://p.txt}\n  expected: [a, b]\n");
        folder.write("t.json", "[{\"vars\": {\"q\": {\"deep\": 1}}, \"expected\": 3}]");
        folder.write("t.jsonl", "{\"id\": 7, \"input\": \"x\", \"n\": 2, \"answers\": [\"three\", 3]}\n");
        List<Query> all =
                queries("tests: [file://t.csv, t.yaml, file://t.json, t.jsonl, {vars: {q: z}, expected: 1}]\n");
        assertThat(all)
                .containsExactly(
                        new Query("t.csv/2", Map.of("question", "a, b"), "yes"),
                        new Query("t.csv/3", Map.of("question", "c"), "no"),
                        new Query("t.yaml/1", Map.of("q", "Answer {{input}}.\n"), "a", List.of("b")),
                        new Query("t.json/1", Map.of("q", "{\"deep\":1}"), "3"),
                        new Query("t.jsonl/7", Map.of("input", "x", "n", "2"), "three", List.of("3")),
                        new Query("6", Map.of("q", "z"), "1"));
    }

    @Test
    void tests_withFaults_sayWhere() {
        folder.write("t.yaml", "- vars: {q: 1}\n- var: {q: 1}\n");
        assertThatThrownBy(() -> queries("tests: t.yaml\n"))
                .hasMessageContaining("t.yaml:2:3: tests[1].var is not a known key; did you mean 'vars'?")
                .hasMessageContaining("tests[1].vars is missing");
        folder.write("t.jsonl", "{\"var\": {\"q\": 1}}\n");
        assertThatThrownBy(() -> queries("tests: t.jsonl\n")).hasMessageContaining("t.jsonl:1: vars is missing");
        assertThatThrownBy(() -> queries("tests: [{id: a, vars: {q: 1}}, {id: a, vars: {q: 2}}]\n"))
                .hasMessageContaining("the id 'a' stands twice");
        assertThatThrownBy(() -> queries("tests: [{vars: {q: file://make.py}}]\n"))
                .hasMessageContaining("there is no file 'make.py'");
        assertThatThrownBy(() -> queries("tests: [{vars: {q: 1}}]\n"))
                .hasMessageContaining("has no expected answer, which this judge compares with");
    }

    @Test
    void prompts_comeInManyForms() {
        folder.write(
                "chat.json", "[{\"role\": \"system\", \"content\": \"s\"}, {\"role\": \"user\", \"content\": \"u\"}]");
        folder.write("list.yaml", "- {id: short, user: s}\n- plain text\n- {messages: [{role: user, content: x}]}\n");
        folder.write(
                "lines.jsonl",
                "[{\"role\": \"user\", \"content\": \"a\"}]\n[{\"role\": \"user\", \"content\": \"b\"}]\n");
        assertThat(open("""
            prompts:
              - file://chat.json
              - file://list.yaml
              - lines.jsonl
              - '[{"role": "user", "content": "inline"}]'
            providers: [ollama:m]
            tests: [{vars: {q: 1}, expected: 1}]
            """).arena().policies())
                .containsExactly("chat", "short", "list-1", "list-2", "lines-1", "lines-2", "prompt-4");
    }
}
