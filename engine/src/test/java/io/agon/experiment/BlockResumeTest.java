package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.budget.Budget;
import io.agon.config.Settings.Space;
import io.agon.experiment.RunResult.Ending;
import io.agon.judge.Arena;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import io.agon.structured.FeatureSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mirrored blocks are kept whatever interrupts a run. Leaving one because of what its first duels said would break the
 * guarantee of {@code space: linear}.
 */
@Timeout(60)
class BlockResumeTest {

    private static final FeatureSpace FOUR = Worlds.twoLevels(4);
    private static final Arena WORLD = Worlds.additive(0.9, 0.8, 0.7, 0.6);

    /** All four factors are open at first, which makes blocks of 2^3. */
    private static final int BLOCK = 8;

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

    private Runner runner(Arena arena, int concurrency, Budget budget, String fingerprint) {
        Experiment experiment =
                Worlds.experiment(root, arena, Space.LINEAR, Optional.of(FOUR), concurrency, budget, fingerprint);
        return new Runner(experiment, store, ProgressListener.NONE, Worlds.FAST, ProcedureFactory.STANDARD);
    }

    private RunResult whole(int concurrency) throws Exception {
        return runner(WORLD, concurrency, Budget.UNBOUNDED, "whole").run();
    }

    private void assertSame(RunResult result, RunResult whole) {
        assertThat(Worlds.export(store, result.run())).isEqualTo(Worlds.export(store, whole.run()));
        assertThat(result.ending()).isEqualTo(Ending.DECIDED);
        assertThat(result.best()).isEqualTo(whole.best());
        assertThat(result.comparisons()).isEqualTo(whole.comparisons());
        assertThat(result.dispatched()).isEqualTo(whole.dispatched());
        assertThat(result.standings()).isEqualTo(whole.standings());
        assertThat(result.factors()).isEqualTo(whole.factors());
    }

    /** What the other tests interrupt: each policy meets the one that differs from it in every factor, once. */
    @Test
    void run_allFactorsOpen_beginsWithWholeBlocks() throws Exception {
        var duels = store.duels(whole(1).run());
        assertThat(duels).hasSizeGreaterThan(4 * BLOCK);
        for (int block = 0; block < 2; block++) {
            var members = duels.subList(block * BLOCK, (block + 1) * BLOCK);
            assertThat(members)
                    .allMatch(it -> (it.duel().first() ^ it.duel().second()) == 15)
                    .flatMap(it -> List.of(it.duel().first(), it.duel().second()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 16).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void budget_spentWithinBlocks_goesOnToTheSameEnd(int concurrency) throws Exception {
        RunResult whole = whole(concurrency);
        for (int spent : new int[] {1, 3, 7, 8, 13}) {
            String name = "spent after " + spent;
            RunResult little = runner(WORLD, concurrency, Budget.ofComparisons(spent), name)
                    .run();
            assertThat(little.ending()).isEqualTo(Ending.COMPARISONS_SPENT);
            RunResult more = runner(WORLD, concurrency, Budget.ofComparisons(spent + 5), name)
                    .run();
            assertThat(more.dispatched()).isEqualTo(spent + 5);
            RunResult rest = runner(WORLD, concurrency, Budget.UNBOUNDED, name).run();
            assertThat(rest.run()).isEqualTo(little.run());
            assertSame(rest, whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void stop_withinBlocks_goesOnToTheSameEnd(int concurrency) throws Exception {
        RunResult whole = whole(concurrency);
        for (int stop : new int[] {1, 3, 5}) { // fights of a session: the later ones begin within a block, too
            var fights = new AtomicInteger();
            var runner = new AtomicReference<Runner>();
            Arena stopping = Worlds.live(WORLD, bout -> {
                if (fights.incrementAndGet() == stop) {
                    runner.get().stop();
                }
                return WORLD.fight(bout);
            });
            RunResult result = null;
            for (int session = 0; session < 5; session++) {
                fights.set(0);
                runner.set(runner(stopping, concurrency, Budget.UNBOUNDED, "stops after " + stop));
                result = runner.get().run();
                assertThat(result.ending()).isEqualTo(Ending.STOPPED);
            }
            RunResult rest = runner(WORLD, concurrency, Budget.UNBOUNDED, "stops after " + stop)
                    .run();
            assertThat(rest.run()).isEqualTo(Objects.requireNonNull(result).run());
            assertSame(rest, whole);
        }
    }

    /** A duel amid a block has no outcome when the run stops, later ones have: it is fought again, in its place. */
    @Test
    void stop_whileADuelHangs_goesOnToTheSameEnd() throws Exception {
        RunResult whole = whole(4);
        var fights = new AtomicInteger();
        var runner = new AtomicReference<Runner>();
        Arena hanging = Worlds.live(WORLD, bout -> {
            int fight = fights.incrementAndGet();
            if (fight == 3) {
                Thread.sleep(60_000);
            }
            if (fight == 6) {
                runner.get().stop();
            }
            return WORLD.fight(bout);
        });
        runner.set(runner(hanging, 4, Budget.UNBOUNDED, "hangs"));
        RunResult stopped = runner.get().run();
        assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
        assertThat(store.duels(stopped.run()))
                .filteredOn(it -> it.outcome() == null)
                .hasSize(1);
        RunResult rest = runner(WORLD, 4, Budget.UNBOUNDED, "hangs").run();
        assertThat(rest.run()).isEqualTo(stopped.run());
        assertSame(rest, whole);
    }
}
