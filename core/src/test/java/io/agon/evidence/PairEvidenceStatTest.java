package io.agon.evidence;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Seed 1, 2,000 replications of 300 outcomes, level 0.05. */
class PairEvidenceStatTest {

    @Test
    void boundaryOfTheNull_seldomReachesOneOverDelta() {
        for (double margin : new double[] {0, 0.05}) {
            double mean = 0.5 - margin;
            assertThatRate(reaching20(margin, random -> random.nextDouble() < mean ? 1 : 0))
                    .as("wins and losses, margin %s", margin)
                    .isAtMost(0.05);
            assertThatRate(reaching20(margin, random -> tied(random, mean)))
                    .as("half ties, margin %s", margin)
                    .isAtMost(0.05);
            assertThatRate(reaching20(margin, random -> 2 * mean * random.nextDouble()))
                    .as("graded, margin %s", margin)
                    .isAtMost(0.05);
        }
    }

    @Test
    void clearWin_isSeen() {
        assertThatRate(reaching20(0, random -> random.nextDouble() < 0.65 ? 1 : 0))
                .isAtLeast(0.9);
        assertThatRate(reaching20(0.15, random -> random.nextDouble() < 0.5 ? 1 : 0))
                .isAtLeast(0.9);
    }

    private static double tied(RandomGenerator random, double mean) {
        return random.nextDouble() < 0.5 ? 0.5 : random.nextDouble() < 2 * mean - 0.5 ? 1 : 0;
    }

    private static Counts reaching20(double margin, ToDoubleFunction<RandomGenerator> outcome) {
        return Counts.counting(2_000, replication -> {
            var random = Randomness.of(1, "outcome").stream(replication);
            var evidence = new PairEvidence(2, margin);
            for (int t = 0; t < 300; t++) {
                double x = outcome.applyAsDouble(random);
                evidence.observe(new Duel(t % 2, 1 - t % 2), Outcome.of(t % 2 == 0 ? x : 1 - x));
            }
            return evidence.maxLogValue(0, 1) >= Math.log(20);
        });
    }
}
