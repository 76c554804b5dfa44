package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.budget.Budget;
import io.agon.config.Folder;
import io.agon.experiment.RunResult.Claim;
import io.agon.judge.AnsweringArena;
import io.agon.judge.Arena;
import io.agon.judge.Ballot;
import io.agon.judge.Ballot.Choice;
import io.agon.judge.Exam;
import io.agon.judge.ExaminedJudge;
import io.agon.judge.Judge;
import io.agon.judge.JudgeQuality;
import io.agon.judge.LlmLook;
import io.agon.judge.Rubric;
import io.agon.judge.Scripted;
import io.agon.judge.Share;
import io.agon.judge.ShowingJudge;
import io.agon.judge.ShowingJudge.Order;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.model.Request;
import io.agon.policy.Answer;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import io.agon.report.JsonReport;
import io.agon.report.TextReport;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class JudgeRunTest {

    private static final List<Query> QUERIES =
            List.of(new Query("1", Map.of("q", "one?"), null), new Query("2", Map.of("q", "two?"), null));

    @TempDir
    Path root;

    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(root.resolve("agon.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Says its quality, and something new each time. */
    private static Policy policy(String quality) {
        return (query, turn) -> Answer.of(quality + " " + turn.random().nextLong(1_000_000_000L));
    }

    private static Arena arena(Judge judge) {
        return new AnsweringArena(
                List.of("A", "B", "C"),
                List.of(policy("good"), policy("fair, but too long"), policy("poor")),
                judge,
                duel -> QUERIES,
                false);
    }

    private static Judge llm(Scripted model, Order order, double audit) {
        return new ShowingJudge("llm", new LlmLook("llm", model.endpoint(), Rubric.of("Good.")), order, audit);
    }

    /** The verdict of a reader who looks for good and fair. */
    private static String honest(Request request) {
        return honest(request.messages().get(1).text());
    }

    private static String honest(String text) {
        int split = text.indexOf("[second answer");
        int first = quality(text.substring(text.indexOf("[first answer"), split));
        int second = quality(text.substring(split));
        return verdict(first > second ? "first" : first < second ? "second" : "tie");
    }

    private static int quality(String text) {
        return text.contains("good") ? 2 : text.contains("fair") ? 1 : 0;
    }

    private static String verdict(String word) {
        return "{\"verdict\": \"%s\"}".formatted(word);
    }

    private RunResult run(Judge judge, long comparisons) throws InterruptedException {
        return run(judge, comparisons, "f");
    }

    private RunResult run(Judge judge, long comparisons, String fingerprint) throws InterruptedException {
        Experiment experiment =
                Worlds.experiment(root, arena(judge), 3, Budget.ofComparisons(comparisons), fingerprint);
        return new Runner(experiment, store, ProgressListener.NONE, Worlds.FAST, ProcedureFactory.STANDARD).run();
    }

    private static JsonNode json(RunResult result) {
        return JsonMapper.shared().readTree(JsonReport.of(result));
    }

    /** G5: a judge that always says "first" decides nothing, and is found out. */
    @Test
    void judgeThatAlwaysSaysFirst_leavesTheRunUndecided_andIsReported() throws Exception {
        RunResult result = run(llm(new Scripted(request -> verdict("first")), Order.RANDOM, 0.05), 600);
        assertThat(result.claim()).isEqualTo(Claim.UNDECIDED);
        assertThat(result.status()).isEqualTo("undecided");
        assertThat(result.possible()).containsExactly("A", "B", "C");
        // Who is shown first is a fair coin: 300 expected, 5 standard deviations are 61; fixed by the seed.
        assertThat(store.duels(result.run()))
                .filteredOn(it -> it.duel().first() < it.duel().second())
                .hasSizeBetween(239, 361);
        JudgeQuality judge = result.judges().get(0);
        assertThat(judge.firstPlace().rate()).isEqualTo(1);
        assertThat(judge.slotPoints()).isEqualTo(50);
        assertThat(judge.flips().of()).isBetween(10L, 60L); // 30 expected
        assertThat(judge.flips().rate()).isEqualTo(1);
        assertThat(TextReport.of(result))
                .contains("chose the first place in 100 % of ")
                .contains("changed its mind in 100 % of ")
                .contains("order: both shows each pair in both orders");
        JsonNode json = json(result).path("judges").path(0);
        assertThat(json.path("judge").asString()).isEqualTo("llm");
        assertThat(json.path("firstPlace").path("rate").asDouble()).isEqualTo(1);
        assertThat(json.path("slotPoints").asDouble()).isEqualTo(50);
        assertThat(json.path("flips").path("of").asLong())
                .isEqualTo(judge.flips().of());
        RunResult shown = Results.of(store, store.run(result.run()).orElseThrow());
        assertThat(shown.judges()).isEqualTo(result.judges());
    }

    /** G5 with both orders: every duel is a tie. */
    @Test
    void judgeThatAlwaysSaysFirst_inBothOrders_givesTies() throws Exception {
        RunResult result = run(llm(new Scripted(request -> verdict("first")), Order.BOTH, 0.05), 100);
        assertThat(result.claim()).isEqualTo(Claim.UNDECIDED);
        assertThat(result.standings()).allMatch(it -> it.winRate() == 0.5);
        assertThat(result.judges().get(0).firstPlace()).isEqualTo(new Share(200, 200));
        assertThat(result.judges().get(0).flips()).isEqualTo(new Share(100, 100));
    }

    @Test
    void honestJudge_decides_andItsWorthAndCostAreKnown() throws Exception {
        var model = new Scripted(JudgeRunTest::honest);
        RunResult result = run(llm(model, Order.RANDOM, 0.2), 600);
        assertThat(result.best()).isEqualTo("A");
        JudgeQuality judge = result.judges().get(0);
        assertThat(judge.flips().of()).isPositive();
        assertThat(judge.flips().count()).isZero();
        assertThat(judge.failures().count()).isZero();
        assertThat(judge.longer().of()).isPositive();
        Expense expense = result.expenses().get(0);
        assertThat(expense.policy()).isNull();
        assertThat(expense.calls()).isEqualTo(model.requests.size());
        assertThat(expense.usd()).isEqualTo(result.cost()).isPositive();
        assertThat(expense.served()).containsExactly("model-1");
        assertThat(TextReport.of(result))
                .contains("cost            the judge $")
                .contains("judge           changed its");
        var ballots = new ArrayList<Ballot>();
        store.forEachBallot(result.run(), it -> ballots.add(it.ballot()));
        assertThat(ballots).allMatch(it -> it.counted() != it.swapped());
    }

    @Test
    void unusableReplies_areRetriedAndCounted_neverLosses() throws Exception {
        var seen = ConcurrentHashMap.<String>newKeySet();
        var calls = new AtomicInteger();
        var unusable = new AtomicInteger();
        Function<Request, String> script = request -> {
            calls.incrementAndGet();
            String text = request.messages().get(1).text();
            if (text.hashCode() % 3 == 0 && seen.add(text)) {
                unusable.incrementAndGet();
                return "I like the first one";
            }
            return honest(request);
        };
        RunResult result = run(llm(new Scripted(script), Order.RANDOM, 0), 600);
        assertThat(result.best()).isEqualTo("A");
        assertThat(result.missing()).isZero();
        Share failures = result.judges().get(0).failures();
        assertThat(failures.of()).isEqualTo(calls.get());
        assertThat(failures.count()).isEqualTo(unusable.get()).isPositive();
        assertThat(TextReport.of(result)).contains("%d failures in ".formatted(failures.count()));
    }

    private static List<Exam.Pair> pairs() {
        var pairs = new ArrayList<Exam.Pair>();
        for (int i = 0; i < 30; i++) {
            Query query = new Query("l" + i, Map.of("q", "labelled " + i), null);
            pairs.add(
                    switch (i % 3) {
                        case 0 -> new Exam.Pair(query, "good", "poor", Choice.FIRST);
                        case 1 -> new Exam.Pair(query, "poor", "fair", Choice.SECOND);
                        default -> new Exam.Pair(query, "poor " + i, "poor", i == 2 ? Choice.FIRST : Choice.TIE);
                    });
        }
        return pairs;
    }

    private static long labelled(Scripted model) {
        return model.requests.stream()
                .filter(it -> it.messages().get(1).text().contains("labelled "))
                .count();
    }

    @Test
    void labelledPairs_areAskedOnceBeforeTheRun_andAgreementIsReported() throws Exception {
        var model = new Scripted(JudgeRunTest::honest);
        Judge judge = new ExaminedJudge("llm", llm(model, Order.RANDOM, 0), pairs());
        RunResult result = run(judge, 5);
        assertThat(labelled(model)).isEqualTo(30);
        assertThat(model.requests.subList(0, 30))
                .allMatch(it -> it.messages().get(1).text().contains("labelled "));
        assertThat(result.judges()).hasSize(1);
        assertThat(result.judges().get(0).labels().share()).isEqualTo(new Share(29, 30));
        assertThat(result.judges().get(0).labels().kappa()).isBetween(0.9, 1.0);
        assertThat(TextReport.of(result)).contains("agrees with the labels on 97 % of 30 pairs");
        assertThat(json(result)
                        .path("judges")
                        .path(0)
                        .path("labels")
                        .path("count")
                        .asLong())
                .isEqualTo(29);
        RunResult more = run(judge, 10);
        assertThat(more.run()).isEqualTo(result.run());
        assertThat(labelled(model)).isEqualTo(30);
        assertThat(more.judges().get(0).labels().share()).isEqualTo(new Share(29, 30));
    }

    @Test
    void stopDuringTheLabelledPairs_buysNoneTwice() throws Exception {
        var runner = new AtomicReference<@Nullable Runner>();
        var model = new Scripted(request -> {
            if (runner.get() instanceof Runner it) {
                it.stop();
            }
            return honest(request);
        });
        Judge judge = new ExaminedJudge("llm", llm(model, Order.RANDOM, 0), pairs());
        Experiment experiment = Worlds.experiment(root, arena(judge), 3, Budget.ofComparisons(600), "f");
        var first = new Runner(experiment, store, ProgressListener.NONE, Worlds.FAST, ProcedureFactory.STANDARD);
        runner.set(first);
        assertThat(first.run().ending()).isEqualTo(RunResult.Ending.STOPPED);
        assertThat(model.requests.size()).isBetween(1, 29);
        runner.set(null);
        RunResult result = run(judge, 600);
        assertThat(result.best()).isEqualTo("A");
        assertThat(labelled(model)).isEqualTo(30);
        assertThat(result.judges().get(0).labels().share()).isEqualTo(new Share(29, 30));
        assertThat(result.cost())
                .as("with what was paid before the stop")
                .isEqualTo(
                        store.spending(result.run()).stream()
                                .mapToDouble(it -> it.usd())
                                .sum(),
                        within(1e-9));
    }

    @Test
    void moneyBudget_bindsLabelledPairsToo() throws Exception {
        var model = new Scripted(JudgeRunTest::honest);
        Judge judge = new ExaminedJudge("llm", llm(model, Order.RANDOM, 0), pairs());
        Experiment experiment = Worlds.experiment(root, arena(judge), 3, new Budget(null, 0.13, null), "f");
        RunResult result =
                new Runner(experiment, store, ProgressListener.NONE, Worlds.FAST, ProcedureFactory.STANDARD).run();
        assertThat(result.ending()).isEqualTo(RunResult.Ending.MONEY_SPENT);
        assertThat(result.cost()).isLessThanOrEqualTo(0.13);
    }

    /** From the file to the answer, over HTTP, with a server that fails now and then. */
    @Test
    void experimentFile_withAnLlmJudge_runsAgainstAServer() throws Exception {
        try (var server = FaultServer.start(ask -> ask.number() % 7 == 3
                ? FaultAnswer.status(503)
                : FaultAnswer.text(ask.number() % 5 == 1 ? "Well, the first." : honest(ask.prompt())))) {
            Folder folder = Folder.in(root);
            folder.write(".env", "OPENAI_API_KEY=not-a-key\n");
            var answers = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                for (String policy : List.of("good", "fair", "poor")) {
                    answers.append("{\"item\": \"%d\", \"policy\": \"%s\", \"answer\": \"%s %d\"}%n"
                            .formatted(i, policy, policy, i));
                }
            }
            folder.write("all.jsonl", answers.toString());
            folder.write("labels.jsonl", """
                {"vars": {"q": "x"}, "first": "good", "second": "poor", "label": "first"}
                {"vars": {"q": "y"}, "first": "good", "second": "poor", "label": "second"}
                """);
            folder.experiment("""
                policies: {recorded: {answers: all.jsonl}}
                judge: {llm: {provider: openai:gpt-4o, base_url: '%s', audit: 0.3, labels: labels.jsonl}}
                experiment: {concurrency: 4}
                """.formatted(server.baseUrl()));
            RunResult result = new Runner(
                            Experiment.load(root), store, ProgressListener.NONE, Worlds.FAST, ProcedureFactory.STANDARD)
                    .run();
            assertThat(result.best()).isEqualTo("good");
            JudgeQuality judge = result.judges().get(0);
            assertThat(judge.judge()).isEqualTo("openai:gpt-4o");
            assertThat(judge.labels().share()).isEqualTo(new Share(1, 2));
            assertThat(judge.failures().count()).isPositive();
            assertThat(judge.flips().count()).isZero();
        }
    }
}
