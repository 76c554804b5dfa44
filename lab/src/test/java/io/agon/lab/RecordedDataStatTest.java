package io.agon.lab;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agon.config.Settings.Space;
import io.agon.experiment.Experiment;
import io.agon.judge.Arena;
import io.agon.judge.Bout;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import io.agon.testkit.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On recorded data {@code space: auto} is wrong in at most delta of all experiments, whatever models say: seed 31,
 * delta 0.05. Each rate fails with probability below 1e-6 while its claim is true (exact binomial).
 *
 * <p>The data are in shared/data beside the repository, or above it; without them these tests are skipped.
 */
class RecordedDataStatTest {

    private static final double DELTA = 0.05;
    private static final int REPLICATIONS = 300;
    private static final long CAP = 4_000;

    /** Policies up to which an experiment takes milliseconds. */
    private static final int FEW = 32;

    @TempDir
    Path root;

    /**
     * Data on which the policy with the largest Bradley-Terry strength is not the one that beats all others. Outcomes
     * are drawn as the engine draws them: an item, and the scores of both on it, ties among them. The best policy is
     * not excluded at any time, whatever was claimed; and power beside it: nearly always no more than so many policies
     * are left.
     */
    @ParameterizedTest
    @CsvSource({
        "'scores: %s/wildbench-gpt4o/scores.csv.gz, missing:"
                + " skip',wildbench-gpt4o/derived_matrix.csv,reka-core-20240501,2",
        "scores: %s/wmt-mqm/ted_ende.csv.gz,wmt-mqm/ted_ende_derived_matrix.csv,Facebook-AI,12",
        "matrix: %s/dueling-matrices/borda_vs_condorcet20_synthetic.csv,"
                + "dueling-matrices/borda_vs_condorcet20_synthetic.csv,a0,2"
    })
    void auto_bestPolicyIsNotTheStrongest_keepsIt(String source, String means, String best, int left) throws Exception {
        Path data = data();
        PreferenceMatrix truth = MatrixFile.read(data.resolve(means));
        Arena arena = arena(data, source);
        assertThat(arena.policies()).isEqualTo(truth.names());
        assertThat(truth.names().get(truth.condorcetWinner().orElseThrow())).isEqualTo(best);
        assertThat(strongest(truth)).isNotEqualTo(best);
        int[] possible = new int[REPLICATIONS];
        Summary summary = Simulation.of(truth, DELTA, REPLICATIONS, 31)
                .in(world(arena))
                .cappedAt(CAP)
                .run(
                        SimulationTest.entrant("agon"),
                        (rule, done, of) -> {},
                        (replication, procedure) ->
                                possible[replication] = procedure.evidence().possibleCount());
        assertThatRate(new Counts((int) summary.optimumLost(), REPLICATIONS))
                .as("rejections of %s", best)
                .isAtMost(DELTA);
        assertThatRate(Counts.counting(REPLICATIONS, replication -> possible[replication] <= left))
                .as("experiments with at most %d policies left", left)
                .isAtLeast(0.8);
    }

    private Arena arena(Path data, String source) throws Exception {
        Files.writeString(root.resolve("agon.yaml"), "policies: {recorded: {%s}}%n".formatted(source.formatted(data)));
        return Experiment.load(root).arena();
    }

    private static World world(Arena arena) {
        return (duel, index, random) -> {
            List<Query> items = arena.queries(duel);
            Query item = items.get(random.nextInt(items.size()));
            try {
                return arena.fight(Bout.alone(duel, item, random));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Outcome.Missing("interrupted");
            }
        };
    }

    /** By the sum of its means, which orders policies as a Bradley-Terry fit to a complete matrix does. */
    private static String strongest(PreferenceMatrix truth) {
        int best = 0;
        double most = 0;
        for (int i = 0; i < truth.size(); i++) {
            double sum = 0;
            for (int j = 0; j < truth.size(); j++) {
                sum += truth.get(i, j);
            }
            if (sum > most) {
                most = sum;
                best = i;
            }
        }
        return truth.names().get(best);
    }

    /** Factors whose effects do not add up: they serve to choose duels and stakes, and no claim rests on them. */
    @Test
    void auto_factorsDoNotAddUp_isSeldomWrong() throws Exception {
        for (FactorialInstance instance : FactorialInstance.all(Optional.of(data()))) {
            if (instance.factors().policies() > FEW) {
                continue;
            }
            Simulation.Truth truth = Simulation.Truth.of(instance.time(), DELTA);
            Summary summary = Simulation.of(instance.means(), truth, DELTA, REPLICATIONS, 32)
                    .in(instance.world())
                    .cappedAt((long) (4 * instance.time().expectedComparisons(DELTA)))
                    .run(Contender.of("agon", Space.AUTO, instance.features()).entrant());
            assertThatRate(new Counts((int) summary.optimumLost(), REPLICATIONS))
                    .as("rejections of the best of %s", instance.name())
                    .isAtMost(DELTA);
            assertThatRate(new Counts((int) (REPLICATIONS - summary.undecided()), REPLICATIONS))
                    .as("decided on %s", instance.name())
                    .isAtLeast(0.9);
        }
    }

    private static Path data() {
        Path place = Path.of("").toAbsolutePath();
        while (place != null && !Files.isDirectory(place.resolve("shared/data/wildbench-gpt4o"))) {
            place = place.getParent();
        }
        assumeTrue(place != null, "skipped: the folder of recorded data, shared/data, is neither beside nor above");
        return Objects.requireNonNull(place).resolve("shared/data");
    }
}
