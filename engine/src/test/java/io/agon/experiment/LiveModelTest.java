package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.budget.Budget;
import io.agon.config.Reuse;
import io.agon.experiment.RunResult.Ending;
import io.agon.judge.AnsweringArena;
import io.agon.judge.Arena;
import io.agon.judge.Hearing;
import io.agon.judge.Judge;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Price;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.model.Usage;
import io.agon.policy.Answer;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import io.agon.policy.Turn;
import io.agon.preference.Outcome;
import io.agon.store.Spending;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import io.agon.store.StoredDuel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose policies ask models: what is kept, what is paid, what is asked again. */
@Timeout(120)
class LiveModelTest {

    private static final List<Query> QUERIES =
            List.of(Query.named("1"), Query.named("2"), Query.named("3"), Query.named("4"));
    private static final double WORST = 0.002;

    @TempDir
    Path root;

    /** A model whose reply follows from the seed; knows who asked it what. */
    private static final class Seeded implements Model {
        private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        private final AtomicInteger calls = new AtomicInteger();
        private volatile int wait;
        private volatile Duration hangAfter = Duration.ZERO;
        private volatile int hangFrom = Integer.MAX_VALUE;

        @Override
        public ModelId id() {
            return ModelId.parse("test:seeded");
        }

        @Override
        public Reply complete(Request request, long seed, String key) throws InterruptedException {
            asked.computeIfAbsent(key, it -> new AtomicInteger()).incrementAndGet();
            if (calls.incrementAndGet() >= hangFrom) {
                Thread.sleep(hangAfter);
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(wait + 1));
            double noise = new SplittableRandom(seed).nextGaussian();
            return new Reply(
                    Double.toString(noise),
                    Reply.Finish.STOP,
                    Optional.of(new Usage(500, 0, 500)),
                    "seeded-1",
                    Optional.empty());
        }
    }

    /** Adds its skill to what the model says. */
    private record Asking(Endpoint endpoint, double skill) implements Policy {
        @Override
        public Answer answer(Query query, Turn turn) throws Exception {
            Request request = Request.of(List.of(Message.user(query.id())), Decoding.greedy(1000));
            double noise = turn.ask(endpoint, request, "direct", reply -> Double.parseDouble(reply.text()));
            return Answer.of(Double.toString(skill + noise));
        }

        @Override
        public double worstCase(Query query) {
            return WORST;
        }
    }

    private static final Judge LARGER = (query, first, second, hearing) ->
            Double.parseDouble(first.text()) > Double.parseDouble(second.text()) ? Outcome.WIN : Outcome.LOSS;

    private static Arena arena(Model model, Judge judge) {
        var endpoint = new Endpoint(model, Optional.of(new Price(1, 1, 1)));
        return new AnsweringArena(
                List.of("A", "B", "C"),
                List.of(new Asking(endpoint, 0.8), new Asking(endpoint, 0.3), new Asking(endpoint, 0)),
                judge,
                duel -> QUERIES,
                false);
    }

    private RunResult run(Path store, Arena arena, int concurrency, Budget budget, Reuse reuse) throws Exception {
        try (Store open = SqliteStore.open(store)) {
            return new Runner(
                            Worlds.experiment(root, arena, concurrency, budget, reuse),
                            open,
                            ProgressListener.NONE,
                            Worlds.FAST,
                            ProcedureFactory.STANDARD)
                    .run();
        }
    }

    private String export(Path store, RunResult result) {
        try (Store open = SqliteStore.open(store)) {
            return Worlds.export(open, result.run());
        }
    }

    @Test
    void sameSeed_givesTheSameRun_whateverTheTiming() throws Exception {
        var exports = new java.util.HashSet<String>();
        for (int wait : List.of(0, 1, 6)) {
            var model = new Seeded();
            model.wait = wait;
            Path store = root.resolve("wait-" + wait + ".db");
            RunResult result = run(store, arena(model, LARGER), 8, Budget.UNBOUNDED, Reuse.NOTHING);
            assertThat(result.best()).isEqualTo("A");
            exports.add(export(store, result));
        }
        assertThat(exports).hasSize(1);
    }

    @Test
    void judgeThatFails_isAskedAgain_butNoAnswerIsBoughtTwice() throws Exception {
        var model = new Seeded();
        var failures = new AtomicInteger();
        Judge moody = (query, first, second, hearing) -> {
            if (failures.incrementAndGet() % 3 == 1) {
                throw new ModelException(new Fault.Unusable(), "no verdict");
            }
            return LARGER.judge(query, first, second, hearing);
        };
        RunResult result = run(root.resolve("a.db"), arena(model, moody), 1, Budget.ofComparisons(60), Reuse.NOTHING);
        assertThat(result.missing()).isZero();
        assertThat(model.calls.get()).isEqualTo(2 * 60);
    }

    @Test
    void refusedReading_isPaid_andAskedAgain() throws Exception {
        var model = new Seeded();
        var endpoint = new Endpoint(model, Optional.of(new Price(1, 1, 1)));
        var refused = new AtomicInteger();
        Policy picky = (query, turn) -> {
            Request request = Request.of(List.of(Message.user(query.id())), Decoding.greedy(1000));
            return Answer.of(turn.ask(endpoint, request, "direct", reply -> {
                if (refused.getAndIncrement() == 0) {
                    throw new ModelException(new Fault.Unusable(), "not this one");
                }
                return reply.text();
            }));
        };
        Arena arena = new AnsweringArena(List.of("A", "B"), List.of(picky, picky), LARGER, duel -> QUERIES, false);
        RunResult result = run(root.resolve("a.db"), arena, 1, Budget.ofComparisons(1), Reuse.NOTHING);
        assertThat(result.missing()).isZero();
        assertThat(model.calls.get()).isEqualTo(3);
        assertThat(result.cost()).isEqualTo(3 * 0.001);
        try (Store store = SqliteStore.open(root.resolve("a.db"))) {
            assertThat(store.spending(result.run()))
                    .extracting(Spending::failures)
                    .containsExactlyInAnyOrder(1L, 0L);
        }
    }

    /** A pool of answers is bought once, by this run or another one, also when duels ask for the same at once. */
    @Test
    void reusedAnswers_areBoughtOnce() throws Exception {
        var model = new Seeded();
        model.wait = 2;
        var reuse = new Reuse(2, false);
        Path store = root.resolve("a.db");
        RunResult result = run(store, arena(model, LARGER), 8, Budget.ofComparisons(300), reuse);
        assertThat(result.comparisons()).isGreaterThan(20);
        assertThat(String.join("\n", result.notices())).contains("about 2 answers of each policy to each query, as");
        // The three policies send the same requests, so they share the replies: two for each of four queries.
        assertThat(model.calls.get()).isEqualTo(8);
        assertThat(result.cost()).isEqualTo(8 * 0.001, within(1e-9));
        try (Store open = SqliteStore.open(store)) {
            new Runner(
                            Worlds.experiment(root, arena(model, LARGER), 8, Budget.ofComparisons(300), reuse),
                            open,
                            ProgressListener.NONE)
                    .runNew();
        }
        assertThat(model.calls.get()).isEqualTo(8);
    }

    @Test
    void moneyBudget_isNeverExceeded_andMoreOfItGoesOn() throws Exception {
        var plain = new Seeded();
        RunResult whole = run(root.resolve("whole.db"), arena(plain, LARGER), 4, Budget.UNBOUNDED, Reuse.NOTHING);
        Path store = root.resolve("a.db");
        var model = new Seeded();
        model.wait = 2;
        RunResult result = null;
        double limit = 0;
        while (result == null || result.ending() == Ending.MONEY_SPENT) {
            limit += 0.0431;
            result = run(store, arena(model, LARGER), 4, new Budget(null, limit, null), Reuse.NOTHING);
            assertThat(result.cost()).isLessThanOrEqualTo(limit);
            if (result.ending() == Ending.MONEY_SPENT) {
                assertThat(result.cost()).as("no money is left lying").isGreaterThan(limit - 2 * WORST - 1e-9);
            }
        }
        assertThat(result.ending()).isEqualTo(Ending.DECIDED);
        assertThat(export(store, result)).isEqualTo(export(root.resolve("whole.db"), whole));
        assertThat(model.asked.values()).allMatch(count -> count.get() == 1);
    }

    @Test
    void stoppedRun_asksNothingAgain_whatItHadBefore() throws Exception {
        Path store = root.resolve("a.db");
        var model = new Seeded();
        model.hangFrom = 60;
        model.hangAfter = Duration.ofSeconds(50);
        var runner = new AtomicReference<Runner>();
        try (Store open = SqliteStore.open(store)) {
            runner.set(new Runner(
                    Worlds.experiment(root, arena(model, LARGER), 6, Budget.UNBOUNDED, Reuse.NOTHING),
                    open,
                    new ProgressListener() {
                        @Override
                        public void progress(Progress progress) {
                            if (model.calls.get() >= 60) {
                                runner.get().stop();
                            }
                        }
                    },
                    Worlds.FAST,
                    ProcedureFactory.STANDARD));
            RunResult stopped = runner.get().run();
            assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
            assertThat(paid(open, stopped)).as("calls that were cut off too").isEqualTo(stopped.cost(), within(1e-9));
            assertThat(stopped.cost()).isGreaterThan(59 * 0.001 + WORST / 2);
        }
        var done = Map.copyOf(model.asked);
        var again = new Seeded();
        RunResult result = run(store, arena(again, LARGER), 6, Budget.UNBOUNDED, Reuse.NOTHING);
        assertThat(result.ending()).isEqualTo(Ending.DECIDED);
        long repeated = again.asked.keySet().stream().filter(done::containsKey).count();
        assertThat(repeated).as("only calls that were cut off").isBetween(1L, 12L);
    }

    private static double paid(Store store, RunResult result) {
        return store.spending(result.run()).stream().mapToDouble(Spending::usd).sum();
    }

    /** What was asked and failed counts, whatever its provider does afterwards. */
    @Test
    void failureBeforeARest_isNotExcused() throws Exception {
        var tries = new AtomicInteger();
        Policy failing = (query, turn) -> {
            throw tries.getAndIncrement() % 3 == 0
                    ? new ModelException(new Fault.TimedOut(), "")
                    : new ModelException(new Fault.Resting(), "");
        };
        Policy fine = (query, turn) -> Answer.of("1");
        Arena arena = new AnsweringArena(List.of("A", "B"), List.of(failing, fine), LARGER, duel -> QUERIES, false);
        RunResult result = run(root.resolve("a.db"), arena, 1, Budget.ofComparisons(30), Reuse.NOTHING);
        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.notices()).anyMatch(it -> it.contains("timed out"));
    }

    /** A policy that often gives no reply is asked again, and looks better than it is: its reader is told. */
    @Test
    void repliesThatFail_areTold() throws Exception {
        var endpoint = new Endpoint(new Seeded(), Optional.of(Price.FREE));
        var asked = new AtomicInteger();
        Policy shy = (query, turn) -> Answer.of(turn.ask(
                endpoint, Request.of(List.of(Message.user(query.id())), Decoding.greedy(10)), "direct", reply -> {
                    if (asked.getAndIncrement() % 3 == 0) {
                        throw new ModelException(new Fault.Refused(), "");
                    }
                    return reply.text();
                }));
        Arena arena = new AnsweringArena(
                List.of("A", "B"), List.of(shy, new Asking(endpoint, 0)), LARGER, duel -> QUERIES, false);
        RunResult result = run(root.resolve("a.db"), arena, 1, Budget.ofComparisons(20), Reuse.NOTHING);
        assertThat(result.missing()).isZero();
        assertThat(result.notices())
                .filteredOn(it -> it.contains("no usable reply"))
                .singleElement()
                .asString()
                .startsWith("A ");
    }

    /** A provider that is down pauses its policies; the others go on, and the run can be resumed all the same. */
    @Test
    void restingPolicy_isLeftOut_untilItIsBack() throws Exception {
        var model = new Seeded();
        model.wait = 1;
        var endpoint = new Endpoint(model, Optional.of(Price.FREE));
        var down = new AtomicInteger();
        Policy best = new Policy() {
            @Override
            public Answer answer(Query query, Turn turn) throws Exception {
                return new Asking(endpoint, 0.8).answer(query, turn);
            }

            @Override
            public boolean resting() {
                int look = down.incrementAndGet();
                return look > 20 && look < 120;
            }
        };
        var arena = new AnsweringArena(
                List.of("A", "B", "C"),
                List.of(best, new Asking(endpoint, 0.3), new Asking(endpoint, 0)),
                LARGER,
                duel -> QUERIES,
                false);
        Path store = root.resolve("a.db");
        RunResult stopped = run(store, arena, 4, Budget.ofComparisons(60), Reuse.NOTHING);
        assertThat(stopped.ending()).isEqualTo(Ending.COMPARISONS_SPENT);
        RunResult result = run(store, arena, 4, Budget.UNBOUNDED, Reuse.NOTHING);
        assertThat(result.run()).as("resumed, not begun anew").isEqualTo(stopped.run());
        assertThat(result.best()).isEqualTo("A");
        try (Store open = SqliteStore.open(store)) {
            List<StoredDuel> duels = open.duels(result.run());
            assertThat(duels)
                    .filteredOn(it -> !it.resting().isEmpty())
                    .hasSizeGreaterThan(20)
                    .noneMatch(it -> it.duel().first() == 0 || it.duel().second() == 0);
            assertThat(duels)
                    .filteredOn(it -> it.resting().isEmpty())
                    .anyMatch(it -> it.duel().first() == 0);
        }
    }

    /** While the judge's provider is down nothing is asked at all. */
    @Test
    void restingJudge_holdsAllBack() throws Exception {
        var model = new Seeded();
        var looks = new AtomicInteger();
        Judge judge = new Judge() {
            @Override
            public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing)
                    throws Exception {
                assertThat(looks.get()).as("not while it rests").matches(it -> it <= 10 || it > 13);
                return LARGER.judge(query, first, second, hearing);
            }

            @Override
            public boolean resting() {
                int look = looks.incrementAndGet();
                return look > 10 && look <= 13;
            }
        };
        RunResult result = run(root.resolve("a.db"), arena(model, judge), 1, Budget.ofComparisons(40), Reuse.NOTHING);
        assertThat(result.comparisons()).isEqualTo(40);
        assertThat(result.missing()).isZero();
    }

    /** Failures that are few enough to claim something are many enough to be told. */
    @Test
    void claimAmidFailures_saysWhatItSupposes() throws Exception {
        var calls = new AtomicInteger();
        Judge moody = (query, first, second, hearing) -> {
            if (calls.incrementAndGet() % 60 < 6) {
                throw new ModelException(new Fault.Unusable(), "no verdict");
            }
            return LARGER.judge(query, first, second, hearing);
        };
        RunResult result = run(root.resolve("a.db"), arena(new Seeded(), moody), 1, Budget.UNBOUNDED, Reuse.NOTHING);
        assertThat(result.ending()).isEqualTo(Ending.DECIDED);
        assertThat(result.missing()).isPositive();
        assertThat(String.join("\n", result.notices())).contains("comparisons of A failed", "supposes");
    }
}
