package io.agon.improve.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.config.ConfigException;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LoopListener;
import io.agon.improve.Problem;
import io.agon.improve.task.Drawing;
import io.agon.improve.trace.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImproveReaderTest {

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("improve.yaml"), text);
    }

    @Test
    void everythingWrong_isSaidAtOnce_withLines() throws Exception {
        Path file = file("""
            task: {world: gainz}
            acept: strict
            batch: 0
            search: {kind: beem}
            certify: {confidence: 2}
            """);
        assertThatThrownBy(() -> ImproveReader.read(file)).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.problems()).extracting(it -> it.line()).containsExactly(1, 2, 3, 4, 5);
            assertThat(e.getMessage())
                    .contains("did you mean 'gains'", "did you mean 'accept'", "between 1 and", "did you mean 'beam'")
                    .contains("0.95 is usual");
        });
    }

    @Test
    void littleFile_hasTheDefaultsOfItsTask() throws Exception {
        LearningLoop loop = Improvements.of(ImproveReader.read(file("task: {inventory: inventory}")))
                .loop();
        assertThat(loop.editable()).containsExactly("order");
        assertThat(loop.batching()).isEqualTo(new Batching(5, Batching.Template.BATCH, Batching.Order.SHUFFLED, false));
        assertThat(loop.acceptance()).isEqualTo(new AcceptanceRule.LlmPo(0.05, 300));
        assertThat(loop.certificate()).isEqualTo(new LearningLoop.CertificateRule(0.05, 500));
        assertThat(loop.budget().updates()).isEqualTo(40);
        assertThat(loop.optimizer()).isEqualTo("synthetic");
    }

    @Test
    void worlds_bringTheirOwnBatches_unlessTheFileSaysOthers() throws Exception {
        LearningLoop own = Improvements.of(ImproveReader.read(file("task: {world: shooter}")))
                .loop();
        assertThat(own.batching().template()).isEqualTo(Batching.Template.EPISODIC);
        LearningLoop other = Improvements.of(
                        ImproveReader.read(file("{task: {world: shooter}, batch: 2, credit: {trace: 3}}")))
                .loop();
        assertThat(other.batching().template()).isEqualTo(Batching.Template.BATCH);
        assertThat(other.credit().traceSteps()).hasValue(3);
        assertThat(other.budget().updates()).isEqualTo(own.budget().updates());
    }

    private Improving improving(String text) throws Exception {
        return Improvements.of(ImproveReader.read(file(text)));
    }

    @Test
    void stock_hasAMomentForEachPeriod_whereStepsMatter() throws Exception {
        for (String steps : List.of(", batch: {size: 2, template: episodic}", ", credit: {trace: 4}")) {
            assertThat(moments("{task: {inventory: inventory}" + steps + "}")).isGreaterThan(10);
        }
        for (String whole : List.of("", ", batch: 2", ", credit: {trace: all}")) {
            assertThat(moments("{task: {inventory: inventory}" + whole + "}")).isOne();
        }
    }

    private int moments(String text) throws Exception {
        Improving it = improving(text);
        return it.task().run(it.loop().start(), 0, Drawing.of(1)).moments().size();
    }

    @Test
    void answers_areNotContinuedWithAnotherFrameDecodingOrModel_andTheirCodeHasASignature() throws Exception {
        Files.writeString(
                folder.resolve("queries.jsonl"),
                IntStream.range(0, 30)
                        .mapToObj(it -> "{\"vars\": {\"input\": \"%d\"}, \"expected\": \"%d\"}\n".formatted(it, it))
                        .collect(Collectors.joining()));
        String text = """
            task:
              answers: {tests: file://queries.jsonl, check: exact, provider: {id: 'openai:x', config: {max_tokens: 50}}}
            artifact:
              prompt: 'Repeat {{input}}'
              extract: {kind: code, body: "extract(answer)\\ntrim(answer)"}
            optimizer: {provider: 'openai:y'}
            """;
        Improving one = improving(text);
        assertThat(one.loop().start().component("extract").signature()).isEqualTo("extract(answer)");
        assertThat(one.loop().start().component("prompt").signature()).isEmpty();
        assertThat(improving(text).contents()).isEqualTo(one.contents());
        for (String other : List.of(
                text.replace("max_tokens: 50", "max_tokens: 51"),
                text.replace("check: exact,", "check: exact, frame: {user: 'Now: {{prompt}}'},"),
                text.replace("openai:x", "openai:z"))) {
            assertThat(improving(other).contents()).as(other).isNotEqualTo(one.contents());
        }
    }

    @Test
    void bodies_standInFilesOfTheirOwn() throws Exception {
        Files.writeString(
                folder.resolve("order.txt"),
                "order(stock, position, demand, ordered, arrived, profit,"
                        + " holding, lead_time, period)\nmax(demand)\n");
        var improving = Improvements.of(
                ImproveReader.read(file("{task: {inventory: inventory}, artifact: {order: 'file://order.txt'}}")));
        assertThat(improving.loop().start().body("order")).contains("max(demand)");
        assertThatThrownBy(() -> ImproveReader.read(
                        file("{task: {inventory: inventory}, artifact: {order: 'file://none.txt'}}")))
                .hasMessageContaining("there is no file 'none.txt'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {task: {world: gains}, artifact: {text: x}} | a world has its own
        {task: {world: gains}, editable: [txt]} | there is no component 'txt'; did you mean 'text'
        {task: {inventory: inventory}, artifact: {ordr: x}} | one component, order
        {task: {inventory: bernoulli}} | stock is not ordered in bernoulli
        {task: {inventory: inventory}, optimizer: {phrases: [a]}} | this task is about code
        {task: {inventory: inventory}, optimizer: {snippets: [a]}} | this task is about code
        {task: {world: gains}, optimizer: {snippets: [a]}} | no phrases or snippets are put into a world
        {task: {world: gains}, optimizer: {snippets: ["a\\nb"]}} | of several lines
        {task: {world: gains}, optimizer: {snippets: [a], form: json}} | optimizer.form has no meaning with snippets
        {task: {inventory: inventory}, artifact: {order: {language: java}}} | the rule language alone
        {task: {world: gains}, updates: 3} | write budget: {updates: ...}
        {task: {world: gains}, optimizer: gpt} | write synthetic, or a model
        {task: {world: gains}, batch: {order: dataset, replacement: true}} | shuffle them
        """)
    void whatDoesNotFit_isSaidWithTheMend(String text, String said) throws Exception {
        Path file = file(text);
        assertThatThrownBy(() -> ImproveReader.read(file)).hasMessageContaining(said);
    }

    private static final String ANSWERS = """
        task: {answers: {tests: tests.jsonl, provider: {id: 'openai:gpt-4o-mini', config: {apiKeyEnvar: NO_SUCH_KEY}},
            check: exact%s}}
        artifact: {prompt: 'Say {{x}}', system: Be brief.}
        """;

    private Path answers(String more, String rest) throws Exception {
        var tests = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            tests.append("{\"vars\": {\"x\": \"the number %d\"}, \"expected\": \"%1$d\"}\n".formatted(i));
        }
        Files.writeString(folder.resolve("tests.jsonl"), tests);
        return file(ANSWERS.formatted(more) + rest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        optimizer: {snippets: [a], component: prompt} | write select: best-validation
        optimizer: {snippets: [a]}; accept: validation | optimizer.component is missing
        optimizer: {snippets: [a], component: promt}; accept: validation | did you mean 'prompt'
        optimizer: {snippets: [a], component: prompt}; editable: [system]; accept: validation | under editable
        """)
    void snippets_needScoresAndAPrompt(String rest, String said) throws Exception {
        Path file = answers("", rest.replace("; ", "\n"));
        assertThatThrownBy(() -> ImproveReader.read(file)).hasMessageContaining(said);
    }

    @Test
    void snippets_areAddedToTheirPrompt_oneClusterAfterAnother() throws Exception {
        Files.writeString(folder.resolve("lines.txt"), "Think step by step.\n\nThink step by step!\nBe careful.\n");
        var improving = Improvements.of(ImproveReader.read(answers("", """
            optimizer: {snippets: 'file://lines.txt', component: system, clusters: 2}
            select: best-validation
            """)));
        assertThat(improving.loop().optimizer())
                .isEqualTo("3 snippets for system, clustered from similarity 0.6, at most 2 clusters kept");
        assertThat(improving.forecast().proposals()).isZero();
        assertThat(improving.contents()).containsKey("snippets");
        var problem = new Problem(
                2,
                "",
                improving.loop().start(),
                List.of("system"),
                new Summary(List.of(), new LinkedHashMap<>(), List.of(), List.of(), List.of(), List.of(), ""),
                List.of(),
                List.of(),
                List.of());
        var proposal = improving.optimizer().propose(problem, Drawing.of(1));
        assertThat(proposal.bodies()).isEqualTo(Map.of("system", "Be brief.\nBe careful."));
    }

    @Test
    void forecast_countsProposalsAndJudge() throws Exception {
        String judge = ", judge: {llm: {provider: 'openai:gpt-4o-mini'}}";
        String model = """
            optimizer: {provider: {id: 'openai:gpt-4o', config: {apiKeyEnvar: NO_SUCH_KEY}}, form: %s}
            budget: {updates: 10}
            certify: {queries: 10}
            """;
        for (String form : List.of("trace", "json", "score-history", "criticism", "reflective")) {
            Forecast takes = Improvements.of(ImproveReader.read(answers("", model.formatted(form))))
                    .forecast();
            var proposing = takes.proposing().orElseThrow();
            assertThat(proposing.calls()).as(form).isBetween(10.0, (double) takes.proposals());
            // A prompt of a few thousand characters, and the batch.
            assertThat(proposing.input().high() / proposing.calls()).as(form).isBetween(200.0, 20_000.0);
            assertThat(proposing.usd().high()).isPositive();
            assertThat(takes.judgeUsd()).isZero();
            assertThat(takes.models().orElseThrow().usd().high())
                    .isGreaterThan(takes.answers().orElseThrow().usd().high());
        }
        Forecast small = Improvements.of(ImproveReader.read(answers(judge, model.formatted("trace") + "batch: 1\n")))
                .forecast();
        Forecast large = Improvements.of(ImproveReader.read(answers(judge, model.formatted("trace") + "batch: 9\n")))
                .forecast();
        assertThat(large.proposing().orElseThrow().input().high())
                .isGreaterThan(2 * small.proposing().orElseThrow().input().high());
        assertThat(small.judgeUsd()).isPositive();
    }

    @Test
    void startThatIsNoCode_isRefused() throws Exception {
        var spec = ImproveReader.read(file("{task: {inventory: inventory}, artifact: {order: 'order(stock)'}}"));
        assertThatThrownBy(() -> Improvements.of(spec))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("artifact.order: ");
    }

    @Test
    void moneyBudget_withAModelOfUnknownPrice_isRefused() throws Exception {
        var spec = ImproveReader.read(file(
                "{task: {inventory: inventory}, optimizer: {provider: 'openai:unheard-of'}," + " budget: {usd: 1}}"));
        assertThatThrownBy(() -> Improvements.of(spec))
                .hasMessageContaining("nobody knows what openai:unheard-of costs")
                .hasMessageContaining("improve.yaml:1");
    }

    @Test
    void missingKey_isAnObstacle_thatOnlyRunningMeets() throws Exception {
        var improving = Improvements.of(ImproveReader.read(file("{task: {inventory: inventory}, optimizer: {provider:"
                + " {id: 'openai:x', config: {apiKeyEnvar: NO_SUCH_KEY_HERE}}}}")));
        assertThat(improving.obstacles()).singleElement().asString().contains("NO_SUCH_KEY_HERE");
        assertThat(improving.forecast().proposals()).isEqualTo(40);
        assertThatThrownBy(() -> improving.run(folder.resolve("out"), 1, LoopListener.SILENT))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("NO_SUCH_KEY_HERE");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void forecast_isAnUpperBound_ofWhatALoopTakes() throws Exception {
        for (String rules :
                List.of("", ", accept: strict, search: beam, select: best-validation", ", search: pareto")) {
            var improving = Improvements.of(ImproveReader.read(
                    file("{task: {world: gains}, budget: {updates: 8}, certify: {queries: 50}" + rules + "}")));
            Forecast most = improving.forecast();
            var done = improving.run(Files.createTempDirectory(folder, "out"), 2, LoopListener.SILENT);
            assertThat(done.spent().updates()).isEqualTo(8);
            assertThat(done.spent().evaluations()).as(rules).isPositive().isLessThanOrEqualTo(most.learning());
            assertThat(2 * done.spent().duels())
                    .isLessThanOrEqualTo(most.accepting() + most.selecting() + most.certifying());
        }
    }
}
