package io.agon.lab;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.testkit.Counts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of docs/results.md on all instances that ship: seed 13, delta 0.05. Each figure may fail with probability
 * below 1e-6 while its claim is true: means by z-score, error rates by exact binomial.
 */
@Tag("montecarlo")
class QualityTableStatTest {

    private static final double DELTA = 0.05;
    private static final int REPLICATIONS = 500;
    private static final double LARGEST_Z = 4.75;

    @Test
    void agon_isNearTheLimitEverywhere() throws Exception {
        List<QualityInstance> instances = QualityInstance.all(Optional.empty());
        double logs = 0;
        double variance = 0;
        for (QualityInstance instance : instances) {
            Summary summary =
                    Simulation.of(instance.matrix(), DELTA, REPLICATIONS, 13).run(SimulationTest.entrant("agon"));
            double ratio = summary.mean() / instance.limit(DELTA);
            double deviation = summary.meanError() / summary.mean();
            assertThat(ratio * (1 - LARGEST_Z * deviation)).as(instance.name()).isLessThan(3.5);
            assertThatRate(new Counts((int) summary.errors(), REPLICATIONS))
                    .as("error rate on %s", instance.name())
                    .isAtMost(DELTA);
            assertThat(summary.undecided()).as(instance.name()).isZero();
            logs += Math.log(ratio) / instances.size();
            variance += Math.pow(deviation / instances.size(), 2);
        }
        assertThat(logs - LARGEST_Z * Math.sqrt(variance)).as("geometric mean").isLessThan(Math.log(2.1));
    }

    @Test
    void ratio_fallsWithDelta() throws Exception {
        double last = Double.POSITIVE_INFINITY;
        for (double delta : new double[] {1e-2, 1e-4, 1e-8, 1e-16}) {
            Summary summary = Simulation.of(InstancesTest.named("bt10-.60"), delta, REPLICATIONS, 14)
                    .run(SimulationTest.entrant("agon"));
            double limit = QualityInstance.named("bt10-.60").limit(delta);
            double ratio = summary.mean() / limit;
            double noise = LARGEST_Z * summary.meanError() / limit;
            assertThat(ratio - noise).as("delta %s", delta).isLessThan(last);
            last = ratio + noise;
        }
        assertThat(last).as("at delta 1e-16").isLessThan(1.3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llm-po", "epsilon-greedy", "thompson", "double-thompson", "rucb", "top-two", "noisy-tournament"
            })
    void noRule_needsFewerThanAgon(String rule) throws Exception {
        for (String name : List.of("bt10-.60", "inventorybench", "pandalm-human")) {
            QualityInstance instance = QualityInstance.named(name);
            Simulation simulation = Simulation.of(instance.matrix(), DELTA, 100, 15);
            Summary agon = simulation.run(SimulationTest.entrant("agon"));
            Summary other = simulation.run(SimulationTest.entrant(rule));
            double noise = LARGEST_Z * Math.hypot(agon.meanError(), other.meanError());
            assertThat(agon.mean() - other.mean()).as("%s on %s", rule, name).isLessThan(noise);
        }
    }
}
