package io.agon.experiment;

import io.agon.budget.Budget;
import io.agon.config.ExperimentSpec;
import io.agon.config.FeatureSource;
import io.agon.config.JudgeSource;
import io.agon.config.PolicySource;
import io.agon.config.Reuse;
import io.agon.config.Settings;
import io.agon.judge.Arena;
import io.agon.judge.Bout;
import io.agon.judge.MatrixArena;
import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import io.agon.report.ArenaExport;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Experiments on made-up worlds. */
final class Worlds {

    private Worlds() {}

    static final RunnerOptions FAST =
            new RunnerOptions(3, Duration.ofMillis(1), Duration.ofMillis(300), 0.10, 20, Duration.ofMillis(20));

    /** Four policies, each beating all behind it with {@code p}. */
    static Arena ladder(double p) {
        var mu = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                mu[i][j] = i == j ? 0.5 : i < j ? p : 1 - p;
            }
        }
        return new MatrixArena(PreferenceMatrix.of(List.of("A", "B", "C", "D"), mu));
    }

    /** All combinations of factors with two levels: bit {@code m} of policy {@code k} is its level of factor m. */
    static FeatureSpace twoLevels(int factors) {
        return FeatureSpace.of(Factors.of(
                IntStream.range(0, factors).mapToObj(m -> "f" + m).toList(),
                IntStream.range(0, 1 << factors)
                        .mapToObj(k -> IntStream.range(0, factors)
                                .mapToObj(m -> Integer.toString(k >> m & 1))
                                .toList())
                        .toList()));
    }

    /** The same, in a world where strengths add up: the second levels have these effects, the first have none. */
    static Arena additive(double... effects) {
        int size = 1 << effects.length;
        double[] strengths = IntStream.range(0, size)
                .mapToDouble(k -> IntStream.range(0, effects.length)
                        .mapToDouble(m -> (k >> m & 1) * effects[m])
                        .sum())
                .toArray();
        var mu = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                mu[i][j] = 1 / (1 + Math.exp(strengths[j] - strengths[i]));
            }
        }
        return new MatrixArena(PreferenceMatrix.of(
                IntStream.range(0, size).mapToObj(k -> "P" + k).toList(), mu));
    }

    static Experiment experiment(Path root, Arena arena, int concurrency, Budget budget, String fingerprint) {
        return experiment(root, arena, Settings.Space.AUTO, Optional.empty(), concurrency, budget, fingerprint);
    }

    static Experiment experiment(Path root, Arena arena, int concurrency, Budget budget, Reuse reuse) {
        return experiment(root, arena, Settings.Space.AUTO, Optional.empty(), concurrency, budget, reuse, "f");
    }

    static Experiment experiment(
            Path root,
            Arena arena,
            Settings.Space space,
            Optional<FeatureSpace> shared,
            int concurrency,
            Budget budget,
            String fingerprint) {
        return experiment(root, arena, space, shared, concurrency, budget, Reuse.NOTHING, fingerprint);
    }

    private static Experiment experiment(
            Path root,
            Arena arena,
            Settings.Space space,
            Optional<FeatureSpace> shared,
            int concurrency,
            Budget budget,
            Reuse reuse,
            String fingerprint) {
        var settings = new Settings(
                space, 0.95, 0, false, OptionalDouble.empty(), budget, OptionalInt.of(concurrency), 5, "agon", reuse);
        var spec = new ExperimentSpec(
                root.resolve("agon.yaml"),
                "",
                "A world",
                new PolicySource.Matrix(root.resolve("mu.csv"), PolicySource.Selection.ALL),
                new FeatureSource.None(),
                new JudgeSource.Recorded(JudgeSource.Judgments.DRAW, List.of()),
                Optional.empty(),
                settings);
        return Experiment.of(spec, arena, shared, fingerprint);
    }

    static Experiment experiment(Path root, Arena arena, int concurrency) {
        return experiment(root, arena, concurrency, Budget.ofComparisons(3000), "f");
    }

    static String export(Store store, String run) {
        RunRecord record = store.run(run).orElseThrow();
        var out = new StringBuilder();
        try {
            ArenaExport.csv(store, record, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString();
    }

    /** The same world, but it takes its time: a few milliseconds, now and then many. */
    static Arena slow(Arena arena, int millis) {
        return live(arena, bout -> {
            int wait = ThreadLocalRandom.current().nextInt(2 * millis + 1);
            Thread.sleep(ThreadLocalRandom.current().nextInt(50) == 0 ? 10L * wait : wait);
            return arena.fight(bout);
        });
    }

    /** A fight of its own. */
    interface Fighting {
        Outcome fight(Bout bout) throws InterruptedException;
    }

    /** The same world, fought otherwise, on threads. */
    static Arena live(Arena arena, Fighting fighting) {
        return new Arena() {
            @Override
            public List<String> policies() {
                return arena.policies();
            }

            @Override
            public List<Query> queries(Duel duel) {
                return arena.queries(duel);
            }

            @Override
            public Outcome fight(Bout bout) throws InterruptedException {
                return fighting.fight(bout);
            }

            @Override
            public boolean instant() {
                return false;
            }
        };
    }
}
