package io.agon.lab;

import static io.agon.testkit.StatisticalAssertions.assertThatMean;
import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import io.agon.testkit.Sample;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Seed 5, 20,000 outcomes a figure; false alarm below 1e-6 for each assertion. */
class WorldTest {

    private static final int OUTCOMES = 20_000;
    private static final PreferenceMatrix TRUTH = InstancesTest.named("bt4-.60");
    private static final Duel DUEL = new Duel(0, 2);
    private static final Randomness RANDOMNESS = Randomness.of(5, "world");

    private static Outcome outcome(World world, int index) {
        return world.judge(DUEL, index, RANDOMNESS.stream(index));
    }

    private static Sample values(World world) {
        return Sample.drawing(OUTCOMES, index -> outcome(world, index).value());
    }

    @Test
    void plain_hasTheMeansOfTheTruth() {
        assertThatMean(values(World.of(TRUTH))).isMean(TRUTH.get(0, 2));
    }

    @Test
    void ties_keepTheMeans() {
        World world = World.withTies(TRUTH, 0.4);
        Counts ties = Counts.counting(OUTCOMES, index -> outcome(world, index) instanceof Outcome.Tie);
        assertThatMean(values(world)).isMean(TRUTH.get(0, 2));
        assertThatRate(ties).isAtLeast(0.4);
        assertThatRate(ties).isAtMost(0.4);
    }

    @Test
    void ties_areFewerWhereTheMeanLeavesNoRoom() {
        PreferenceMatrix clear = InstancesTest.named("bt2-.95");
        World world = World.withTies(clear, 0.4);
        Sample sample = Sample.drawing(
                OUTCOMES,
                index -> world.judge(new Duel(0, 1), index, RANDOMNESS.stream(index))
                        .value());
        assertThatMean(sample).isMean(0.95);
    }

    @Test
    void grades_areQuartersWithTheMeans() {
        World world = World.graded(TRUTH);
        assertThatMean(values(world)).isMean(TRUTH.get(0, 2));
        for (int index = 0; index < 200; index++) {
            assertThat(outcome(world, index).value() * 4)
                    .isBetween(0.0, 4.0)
                    .isEqualTo(Math.rint(outcome(world, index).value() * 4));
        }
    }

    @Test
    void drift_keepsTheMeansOverAPeriodAndTheSigns() {
        World world = World.drifting(TRUTH, 50);
        assertThatMean(values(world)).isMean(TRUTH.get(0, 2));
        RandomGenerator below = always(0.499);
        RandomGenerator high = always(0.6);
        boolean swelled = false;
        boolean shrank = false;
        for (int index = 0; index < 50; index++) {
            assertThat(world.judge(DUEL, index, below)).as("duel %d", index).isEqualTo(Outcome.WIN);
            boolean win = world.judge(DUEL, index, high).equals(Outcome.WIN);
            swelled |= win;
            shrank |= !win;
        }
        assertThat(swelled && shrank).as("the gap moves").isTrue();
    }

    /** A source of one number only. */
    private static RandomGenerator always(double u) {
        return () -> (long) (u * 0x1p53) << 11;
    }

    @Test
    void failures_areMissingWhoeverWouldHaveWon() {
        World world = World.of(TRUTH).failing(0.1);
        Counts missing = Counts.counting(OUTCOMES, index -> outcome(world, index) instanceof Outcome.Missing);
        assertThatRate(missing).isAtLeast(0.1);
        assertThatRate(missing).isAtMost(0.1);
        Counts wins = Counts.counting(OUTCOMES, index -> outcome(world, index).equals(Outcome.WIN));
        assertThatRate(wins).isAtLeast(0.9 * TRUTH.get(0, 2));
        assertThatRate(wins).isAtMost(0.9 * TRUTH.get(0, 2));
    }

    @Test
    void impossibleShares_areRefused() {
        assertThatThrownBy(() -> World.withTies(TRUTH, 1)).hasMessageContaining("[0, 1)");
        assertThatThrownBy(() -> World.withTies(TRUTH, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> World.drifting(TRUTH, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> World.of(TRUTH).failing(1)).hasMessageContaining("[0, 1)");
    }
}
