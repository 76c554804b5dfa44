package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.budget.Budget;
import io.agon.experiment.RunResult.Claim;
import io.agon.experiment.RunResult.Ending;
import io.agon.judge.AnsweringArena;
import io.agon.judge.Arena;
import io.agon.judge.ExactJudge;
import io.agon.policy.Answer;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import io.agon.store.RunRecord;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunnerTest {

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

    private Runner runner(Experiment experiment) {
        return runner(experiment, ProgressListener.NONE);
    }

    private Runner runner(Experiment experiment, ProgressListener listener) {
        return new Runner(experiment, store, listener, Worlds.FAST, ProcedureFactory.STANDARD);
    }

    @Test
    void run_clearWorld_decidesAndShowsItAgain() throws Exception {
        Experiment experiment = Worlds.experiment(root, Worlds.ladder(0.8), 1);
        RunResult result = runner(experiment).run();
        assertThat(result.ending()).isEqualTo(Ending.DECIDED);
        assertThat(result.claim()).isEqualTo(Claim.WINNER);
        assertThat(result.best()).isEqualTo("A");
        assertThat(result.status()).isEqualTo("decided");
        assertThat(result.roundRobin()).isNotNull();
        assertThat(result.comparisons()).isEqualTo(result.dispatched());
        assertThat(store.duels(result.run())).hasSize((int) result.dispatched());
        RunResult again = runner(experiment).run();
        assertThat(again.run()).isEqualTo(result.run());
        assertThat(again.withNotices(List.of())).isEqualTo(result.withNotices(List.of()));
        assertThat(again.notices().get(0)).contains("finished").contains("--new");
        RunResult fresh = runner(experiment).runNew();
        assertThat(fresh.run()).isNotEqualTo(result.run());
        assertThat(Worlds.export(store, fresh.run())).isEqualTo(Worlds.export(store, result.run()));
    }

    /** G9: whatever the timing, the same duels and the same verdict, byte for byte. */
    @Test
    void run_randomDelays_givesTheSameRun() throws Exception {
        Arena ladder = Worlds.ladder(0.75);
        RunResult plain = runner(Worlds.experiment(root, ladder, 6)).runNew();
        for (int i = 0; i < 3; i++) {
            RunResult slow =
                    runner(Worlds.experiment(root, Worlds.slow(ladder, 2), 6)).runNew();
            assertThat(Worlds.export(store, slow.run())).isEqualTo(Worlds.export(store, plain.run()));
            assertThat(slow.standings()).isEqualTo(plain.standings());
            assertThat(slow.best()).isEqualTo(plain.best());
            assertThat(slow.comparisons()).isEqualTo(plain.comparisons());
        }
    }

    @Test
    void stop_thenRun_goesOnToTheSameEnd() throws Exception {
        Arena ladder = Worlds.ladder(0.7);
        RunResult plain = runner(Worlds.experiment(root, ladder, 4)).run();
        String expected = Worlds.export(store, plain.run());
        Experiment slow = Worlds.experiment(root, Worlds.slow(ladder, 2), 4, Budget.ofComparisons(3000), "other");
        RunResult result = null;
        int stops = 0;
        while (result == null || result.ending() == Ending.STOPPED) {
            var holder = new Runner[1];
            int limit = 40 * ++stops;
            var runner = runner(slow, new ProgressListener() {
                @Override
                public void progress(Progress progress) {
                    if (progress.dispatched() >= limit) {
                        holder[0].stop();
                    }
                }
            });
            holder[0] = runner;
            result = runner.run();
            assertThat(store.runs()).hasSize(2);
            if (result.ending() == Ending.STOPPED) {
                assertThat(result.status()).isEqualTo("undecided");
                RunResult shown = Results.of(store, store.run(result.run()).orElseThrow());
                assertThat(shown.comparisons()).isEqualTo(result.comparisons());
                assertThat(shown.ending()).isEqualTo(Ending.STOPPED);
            }
        }
        assertThat(stops).isGreaterThan(1);
        assertThat(result.best()).isEqualTo(plain.best());
        // A stop that falls into the last lag may find the decision with fewer duels dispatched.
        assertThat(expected).startsWith(Worlds.export(store, result.run()));
        assertThat(result.standings()).isEqualTo(plain.standings());
    }

    @Test
    void budget_spentThenRaised_goesOnWithTheSameRun() throws Exception {
        Arena ladder = Worlds.ladder(0.6);
        RunResult all = runner(Worlds.experiment(root, ladder, 1, Budget.UNBOUNDED, "f"))
                .run();
        RunResult little = runner(Worlds.experiment(root, ladder, 1, Budget.ofComparisons(50), "g"))
                .run();
        assertThat(little.ending()).isEqualTo(Ending.COMPARISONS_SPENT);
        assertThat(little.status()).isEqualTo("undecided");
        assertThat(little.best()).isNull();
        assertThat(little.possible()).contains("A");
        assertThat(little.dispatched()).isEqualTo(50);
        RunResult same = runner(Worlds.experiment(root, ladder, 1, Budget.ofComparisons(50), "g"))
                .run();
        assertThat(same.run()).isEqualTo(little.run());
        assertThat(same.notices().get(0)).contains("budget").contains("spent");
        RunResult more = runner(Worlds.experiment(root, ladder, 1, Budget.UNBOUNDED, "g"))
                .run();
        assertThat(more.run()).isEqualTo(little.run());
        assertThat(more.notices().get(0)).contains("more budget");
        assertThat(Worlds.export(store, more.run())).isEqualTo(Worlds.export(store, all.run()));
    }

    @Test
    void budget_ofTime_endsTheRun() throws Exception {
        Arena slow = Worlds.slow(Worlds.ladder(0.5), 2);
        RunResult result = runner(Worlds.experiment(root, slow, 4, new Budget(null, null, Duration.ofMillis(150)), "f"))
                .run();
        assertThat(result.ending()).isEqualTo(Ending.TIME_SPENT);
        assertThat(result.comparisons()).isEqualTo(result.dispatched()).isPositive();
    }

    @Test
    void run_changedExperiment_startsANewRunAndSaysSo() throws Exception {
        Arena ladder = Worlds.ladder(0.8);
        RunResult first = runner(Worlds.experiment(root, ladder, 1, Budget.UNBOUNDED, "f"))
                .run();
        RunResult second = runner(Worlds.experiment(root, ladder, 1, Budget.UNBOUNDED, "g"))
                .run();
        assertThat(second.run()).isNotEqualTo(first.run());
        assertThat(second.notices().get(0)).contains("changed since run " + first.run());
        assertThatThrownBy(() -> runner(Worlds.experiment(root, ladder, 1, Budget.UNBOUNDED, "g"))
                        .resume(first.run()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("changed");
    }

    @Test
    void resume_whenRulesDecideDifferently_keepsTheOldRunAndStartsANewOne() throws Exception {
        Experiment experiment = Worlds.experiment(root, Worlds.ladder(0.6), 1, Budget.ofComparisons(30), "f");
        RunResult first = runner(experiment).run();
        ProcedureFactory other =
                design -> ProcedureFactory.STANDARD.create(design.unshared("round-robin", design.seed(), design.lag()));
        Experiment more = Worlds.experiment(root, Worlds.ladder(0.6), 1, Budget.ofComparisons(60), "f");
        RunResult second = new Runner(more, store, ProgressListener.NONE, Worlds.FAST, other).run();
        assertThat(second.run()).isNotEqualTo(first.run());
        assertThat(second.notices().get(0)).contains(first.run()).contains("cannot go on");
        assertThat(store.run(first.run()).orElseThrow().state()).isEqualTo(RunRecord.State.ABANDONED);
        assertThat(store.duels(first.run())).hasSize(30);
    }

    @Test
    void fight_failsNowAndThen_isRetriedOnTheSameQuery() throws Exception {
        Arena ladder = Worlds.ladder(0.8);
        RunResult plain = runner(Worlds.experiment(root, ladder, 1, Budget.UNBOUNDED, "f"))
                .run();
        var failures = new AtomicInteger();
        var seen = new ConcurrentHashMap<Long, Integer>();
        Arena flaky = Worlds.live(ladder, bout -> {
            boolean first = seen.merge((long) failures.get(), 1, Integer::sum) == 1;
            if (first && failures.incrementAndGet() % 3 == 0) {
                return new Outcome.Missing("429");
            }
            return ladder.fight(bout);
        });
        RunResult result =
                runner(Worlds.experiment(root, flaky, 1, Budget.UNBOUNDED, "g")).run();
        assertThat(result.missing()).isZero();
        assertThat(result.best()).isEqualTo(plain.best());
        assertThat(store.duels(result.run())).anyMatch(it -> it.attempts() > 1);
    }

    @Test
    void fight_failsForOnePolicy_refusesToClaim() throws Exception {
        Arena ladder = Worlds.ladder(0.7);
        Arena broken = Worlds.live(
                ladder,
                bout -> bout.duel().involves(0) && bout.random().nextInt(100) < 70
                        ? new Outcome.Missing("time-out")
                        : ladder.fight(bout));
        RunResult result = runner(Worlds.experiment(root, broken, 3)).run();
        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.status()).isEqualTo("failed");
        assertThat(result.claim()).isEqualTo(Claim.NONE);
        assertThat(result.best()).isNull();
        assertThat(result.missing()).isPositive();
        assertThat(String.join("\n", result.notices()))
                .contains("comparisons of A failed")
                .contains("time-out");
    }

    @Test
    void answers_alreadyPaid_areNotAskedForAgain() throws Exception {
        List<Query> queries = List.of(new Query("1", Map.of(), "y"), new Query("2", Map.of(), "y"));
        var calls = new AtomicInteger();
        var hang = new java.util.concurrent.atomic.AtomicBoolean(true);
        Policy good = (query, turn) -> {
            calls.incrementAndGet();
            turn.spend(0.01);
            return Answer.of("y");
        };
        Policy stuck = (query, turn) -> {
            if (hang.get()) {
                Thread.sleep(60_000);
            }
            turn.spend(0.01);
            return Answer.of("n");
        };
        Arena arena = new AnsweringArena(
                List.of("A", "B"), List.of(good, stuck), new ExactJudge(false, true), duel -> queries, false);
        var runner = new Runner[1];
        runner[0] = runner(Worlds.experiment(root, arena, 3, Budget.UNBOUNDED, "f"), new ProgressListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.inFlight() == 3) {
                    runner[0].stop();
                }
            }
        });
        RunResult first = runner[0].run();
        assertThat(first.ending()).isEqualTo(Ending.STOPPED);
        int paid = calls.get();
        hang.set(false);
        calls.set(0);
        RunResult second =
                runner(Worlds.experiment(root, arena, 3, Budget.UNBOUNDED, "f")).run();
        assertThat(second.run()).isEqualTo(first.run());
        assertThat(second.best()).isEqualTo("A");
        assertThat(calls.get()).isEqualTo((int) second.dispatched() - paid);
        assertThat(second.cost()).isCloseTo(0.02 * second.dispatched(), org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void listener_seesRejectionsAndTheEnd() throws Exception {
        var seen = new ArrayList<Progress>();
        runner(Worlds.experiment(root, Worlds.ladder(0.8), 1), new ProgressListener() {
                    @Override
                    public void progress(Progress progress) {
                        seen.add(progress);
                    }
                })
                .run();
        Progress last = seen.get(seen.size() - 1);
        assertThat(last.standings()).filteredOn(Standing::possible).hasSize(1);
        assertThat(seen)
                .anyMatch(
                        it -> it.standings().stream().filter(Standing::possible).count() == 3);
    }

    @Test
    void policy_thatThrows_isMissingNotACrash() throws Exception {
        Policy broken = (query, random) -> {
            throw new IllegalStateException("no quota");
        };
        Arena arena = new AnsweringArena(
                List.of("A", "B"),
                List.of((query, random) -> Answer.of("y"), broken),
                new ExactJudge(false, true),
                duel -> List.of(new Query("1", Map.of(), "y")),
                false);
        RunResult result = runner(Worlds.experiment(root, arena, 2)).run();
        assertThat(result.status()).isEqualTo("failed");
        assertThat(String.join("\n", result.notices())).contains("B: no quota");
    }
}
