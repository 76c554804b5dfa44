package io.agon.lab;

import static io.agon.testkit.StatisticalAssertions.assertThatMean;
import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.testkit.Counts;
import io.agon.testkit.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Agon is near the limit and rarely wrong: seed 11, delta 0.05. A bound on the mean fails with probability below 1e-6
 * while the true ratio is within it (z-score), the error rate likewise while it is at most delta (exact binomial).
 */
class QualityStatTest {

    private static final double DELTA = 0.05;
    private static final int REPLICATIONS = 300;

    @ParameterizedTest
    @CsvSource({"bt10-.60,1.9", "cyc10,2.8", "flat10,1.9"})
    void agon_isNearTheLimit(String name, double ratio) throws Exception {
        QualityInstance instance = QualityInstance.named(name);
        Summary summary =
                Simulation.of(instance.matrix(), DELTA, REPLICATIONS, 11).run(SimulationTest.entrant("agon"));
        long[] comparisons = summary.comparisons();
        assertThatMean(Sample.drawing(REPLICATIONS, r -> comparisons[r] / instance.limit(DELTA)))
                .as("ratio to the limit on %s", name)
                .isAtMost(ratio);
        assertThatRate(new Counts((int) summary.errors(), REPLICATIONS))
                .as("error rate on %s", name)
                .isAtMost(DELTA);
        assertThat(summary.undecided()).isZero();
    }

    /** The optimal policy is kept where it is hardest: among equals, in ties, with many duels in flight. */
    @ParameterizedTest
    @CsvSource({"null2,0,1", "null2,0.5,1", "null2,0,16", "null10,0,1", "near10-.00,0.3,8"})
    void agon_keepsTheOptimumAmongEquals(String name, double ties, int inFlight) throws Exception {
        var matrix = InstancesTest.named(name);
        Summary summary = Simulation.of(matrix, DELTA, 400, 12)
                .in(World.withTies(matrix, ties))
                .inFlight(inFlight)
                .cappedAt(1_500)
                .run(SimulationTest.entrant("agon"));
        assertThatRate(new Counts((int) summary.optimumLost(), 400))
                .as("rejections of the optimum of %s", name)
                .isAtMost(DELTA);
        assertThat(summary.optimumLost()).isGreaterThanOrEqualTo(summary.errors());
    }
}
