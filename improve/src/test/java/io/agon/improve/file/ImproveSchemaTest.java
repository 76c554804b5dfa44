package io.agon.improve.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.agon.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reader and published schema accept and reject the same files. */
class ImproveSchemaTest {

    private static final List<String> RIGHT = List.of(
            "{task: {world: gains}}",
            "{description: x, task: {inventory: 'inventory(lead-time=4)'}, editable: order, optimizer: synthetic}",
            "{task: {inventory: inventory}, artifact: {order: {language: rule, documentation: d, constraint: c}}}",
            "{task: {inventory: inventory}, artifact: {order: {language: java, sandbox: none}}, optimizer: {provider:"
                    + " 'openai:x'}}",
            "{task: {world: gains}, batch: 3, credit: {trace: all, feedback: run}, memory: 5, concurrency: 8, seed:"
                    + " -3}",
            "{task: {world: gains}, batch: {size: 1, template: episodic, order: shuffled, replacement: true}, credit:"
                    + " {trace: 3}}",
            "{task: {world: gains}, feedback: [score, improvement, {staged: [{below: 0.5, say: low}, {below: 0.8, say:"
                    + " mean}], otherwise: good}]}",
            "{task: {world: gains}, feedback: []}",
            "{task: {world: gains}, accept: strict, select: best-validation, search: beam}",
            "{task: {world: gains}, accept: {rule: strict, threshold: 0.1}, select: {rule: last}, search: {kind:"
                    + " sequential}}",
            "{task: {world: gains}, accept: {rule: llm-po, confidence: 0.9, duels: 50}, select: {rule: llm-po,"
                    + " candidates: 3, duels: 100, confidence: 0.99}}",
            "{task: {world: gains}, search: {kind: ucb, c: 0, memory: 4, validations: 0}}",
            "{task: {world: gains}, search: {kind: priority, by: time, candidates: 2, proposals: 2}}",
            "{task: {world: gains}, certify: {confidence: 0.99, queries: 0}, budget: {updates: 3, evaluations: 100,"
                    + " usd: 0.5, minutes: 0.1}}",
            "{task: {inventory: inventory}, optimizer: {provider: 'openai:gpt-4o-mini', form: json}}",
            "{task: {inventory: inventory}, optimizer: {replay: replies.jsonl, form: criticism}}",
            "{task: {answers: {tests: tests.jsonl, provider: 'openai:x', check: exact}}, artifact: {prompt:"
                    + " 'Say {{x}}'}, optimizer: {phrases: [a, b]}}",
            "{task: {answers: {tests: tests.jsonl, provider: 'openai:x', check: exact}}, artifact: {prompt:"
                    + " 'Say {{x}}'}, optimizer: {phrases: 'file://lines.txt'}}",
            "{task: {answers: {tests: tests.jsonl, provider: 'openai:x', check: exact}}, artifact: {prompt:"
                    + " 'Say {{x}}'}, optimizer: {snippets: [a b, c d]}, accept: validation}",
            "{task: {answers: {tests: tests.jsonl, provider: 'openai:x', check: exact}}, artifact: {prompt:"
                    + " 'Say {{x}}', system: Hi}, optimizer: {snippets: 'file://lines.txt', component: prompt, alike:"
                    + " 0.5, clusters: 3}, select: best-validation}",
            "{task: {answers: {tests: tests.jsonl, provider: {id: 'openai:x'}, check: {number: {tolerance: 1}}, frame:"
                    + " {user: '{{prompt}}'}, keep: [x], split: {training: 2, order: shuffled}}}, artifact: {prompt:"
                    + " 'Say {{x}}', extract: {kind: code, body: 'extract(answer)\\nanswer'}}, optimizer: {provider:"
                    + " 'openai:y'}}");

    private static final List<String> WRONG = List.of(
            "{}",
            "{task: {}}",
            "{task: gains}",
            "{task: {world: gains, inventory: inventory}}",
            "{task: {world: ' '}}",
            "{task: {worlds: gains}}",
            "{task: {world: gains}, rounds: 3}",
            "{task: {world: gains}, batch: 0}",
            "{task: {world: gains}, batch: 1.5}",
            "{task: {world: gains}, batch: {sizes: 3}}",
            "{task: {world: gains}, batch: {template: all}}",
            "{task: {world: gains}, credit: {trace: some}}",
            "{task: {world: gains}, credit: {trace: 0}}",
            "{task: {world: gains}, credit: {feedback: all}}",
            "{task: {world: gains}, feedback: score}",
            "{task: {world: gains}, feedback: [score, score]}",
            "{task: {world: gains}, feedback: [praise]}",
            "{task: {world: gains}, feedback: [{staged: [{below: 1}]}]}",
            "{task: {world: gains}, feedback: [{otherwise: x}]}",
            "{task: {world: gains}, memory: -1}",
            "{task: {world: gains}, accept: maybe}",
            "{task: {world: gains}, accept: {confidence: 0.9}}",
            "{task: {world: gains}, accept: {rule: strict, duels: 3}}",
            "{task: {world: gains}, accept: {rule: llm-po, confidence: 1}}",
            "{task: {world: gains}, accept: {rule: llm-po, confidence: 0.5}}",
            "{task: {world: gains}, select: first}",
            "{task: {world: gains}, select: {rule: llm-po, candidates: 1}}",
            "{task: {world: gains}, search: {kind: beam, c: 1}}",
            "{task: {world: gains}, search: {width: 3}}",
            "{task: {world: gains}, search: {kind: best-of-n, proposals: 0}}",
            "{task: {world: gains}, certify: {queries: -1}}",
            "{task: {world: gains}, certify: true}",
            "{task: {world: gains}, budget: {updates: 0}}",
            "{task: {world: gains}, budget: {usd: 0}}",
            "{task: {world: gains}, budget: {minutes: -1}}",
            "{task: {world: gains}, budget: {comparisons: 5}}",
            "{task: {world: gains}, concurrency: 0}",
            "{task: {world: gains}, seed: 0.5}",
            "{task: {world: gains}, optimizer: clever}",
            "{task: {world: gains}, optimizer: {form: trace}}",
            "{task: {world: gains}, optimizer: {provider: 'openai:x', phrases: [a]}}",
            "{task: {world: gains}, optimizer: {provider: 'openai:x', form: poem}}",
            "{task: {world: gains}, optimizer: {provider: 'openai:x', alike: 0.5}}",
            "{task: {world: gains}, optimizer: {snippets: []}}",
            "{task: {world: gains}, optimizer: {snippets: [a], form: trace}}",
            "{task: {world: gains}, optimizer: {snippets: [a], alike: 0}}",
            "{task: {world: gains}, optimizer: {snippets: [a], clusters: 0}}",
            "{task: {inventory: inventory}, artifact: {}}",
            "{task: {inventory: inventory}, artifact: {order: {kind: program}}}",
            "{task: {inventory: inventory}, artifact: {order: {language: python}}}",
            "{task: {inventory: inventory}, artifact: {order: {text: x}}}",
            "{task: {inventory: inventory}, artifact: {order: {sandbox: none}}}",
            "{task: {inventory: inventory}, artifact: {order: {language: java, sandbox: mine}}, optimizer: {provider:"
                    + " 'openai:x'}}",
            "{task: {inventory: inventory}, artifact: {'my order': x}}",
            "{task: {answers: {tests: tests.jsonl, check: exact}}, artifact: {p: x}, optimizer: {phrases: [a]}}",
            "{task: {answers: {tests: tests.jsonl, provider: 'openai:x', check: {}}}, artifact: {p: x}, optimizer:"
                    + " {phrases: [a]}}",
            "{task: {answers: {tests: tests.jsonl, provider: 'openai:x', check: exact, prompts: [a]}}, artifact: {p:"
                    + " x}, optimizer: {phrases: [a]}}");

    @TempDir
    Path folder;

    @Test
    void docs_haveTheSchemaOfTheJar() throws IOException {
        assertThat(Files.readString(docs())).isEqualTo(schema());
    }

    @Test
    void schema_overManyFiles_agreesWithTheReader() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(), InputFormat.JSON);
        Files.writeString(folder.resolve("replies.jsonl"), "{\"reply\": \"x\"}\n");
        Files.writeString(folder.resolve("lines.txt"), "a b\n\nc d\n");
        Files.writeString(folder.resolve("tests.jsonl"), "{\"vars\": {\"x\": \"1\"}, \"expected\": \"1\"}\n");
        for (String text : RIGHT) {
            assertThat(bySchema(schema, text)).as(text).isEmpty();
            assertThat(byReader(text)).as(text).isEmpty();
        }
        for (String text : WRONG) {
            assertThat(bySchema(schema, text)).as(text).isNotEmpty();
            assertThat(byReader(text)).as(text).isNotEmpty();
        }
    }

    private static String bySchema(Schema schema, String text) {
        return String.join(
                "\n",
                schema.validate(new YAMLMapper().readTree(text).toString(), InputFormat.JSON).stream()
                        .map(Object::toString)
                        .toList());
    }

    private String byReader(String text) throws IOException {
        try {
            var unused = ImproveReader.read(Files.writeString(folder.resolve("improve.yaml"), text));
            return "";
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Path docs() {
        return Path.of(System.getProperty("agon.root", ".."), "docs", "reference", "improve.schema.json");
    }

    private static String schema() throws IOException {
        try (InputStream in = ImproveReader.class.getResourceAsStream("improve.schema.json")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
