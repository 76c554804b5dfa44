package io.agon.evidence;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.testkit.Counts;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EProcess} must do with duels that come one by one. Extend it and say how to make a fresh one, of
 * policies that may have any strengths, for level {@value #DELTA}. An e-process for blocks needs tests of those
 * besides.
 */
public abstract class EProcessContract {

    protected static final double DELTA = 0.05;

    private static final int POLICIES = 4;
    private static final double THRESHOLD = -Math.log(DELTA);

    /** A fresh one: any strengths of these policies are possible. */
    protected abstract EProcess create(int policies);

    @Test
    void valuesStartAtOne_andMissingOutcomesKeepThem() {
        for (int policies : new int[] {2, 3, 7}) {
            EProcess process = create(policies);
            assertThat(process.policies()).isEqualTo(policies);
            process.observe(new Duel(1, 0), new Outcome.Missing("test"));
            for (int k = 0; k < policies; k++) {
                assertThat(process.logValue(k)).isZero();
            }
        }
        EProcess with = create(POLICIES);
        EProcess without = create(POLICIES);
        var random = new SplittableRandom(1);
        for (int t = 0; t < 200; t++) {
            Duel duel = duel(random);
            Outcome outcome = outcome(random);
            with.observe(duel(random), new Outcome.Missing("test"));
            with.observe(duel, outcome);
            without.observe(duel, outcome);
            assertThat(values(with)).containsExactly(values(without));
        }
    }

    /** Values are a function of the outcomes: who looks makes no difference, and who sits where hardly any. */
    @Test
    void slotsAndLooks_makeNoDifference() {
        EProcess process = create(POLICIES);
        EProcess swapped = create(POLICIES);
        EProcess watched = create(POLICIES);
        var random = new SplittableRandom(2);
        for (int t = 0; t < 300; t++) {
            Duel duel = duel(random);
            Outcome outcome = outcome(random);
            process.observe(duel, outcome);
            swapped.observe(duel.swapped(), outcome.swapped());
            watched.observe(duel, outcome);
            watched.beliefs().strength(t % POLICIES);
            watched.beliefs().logOdds(0, 1 + t % (POLICIES - 1));
            watched.logValue(t % POLICIES);
        }
        assertThat(values(watched)).containsExactly(values(process));
        assertThat(values(swapped)).containsExactly(values(process), within(0.01));
    }

    @Test
    void overwhelmingOutcomes_keepValuesANumber() {
        EProcess process = create(POLICIES);
        for (int t = 0; t < 5_000; t++) {
            process.observe(new Duel(0, 1 + t % 3), Outcome.WIN);
        }
        for (int t = 0; t < 200; t++) {
            process.observe(new Duel(0, 1 + t % 3), Outcome.LOSS);
        }
        for (double value : values(process)) {
            assertThat(value).isNotNaN().isLessThan(Double.POSITIVE_INFINITY);
        }
        for (int k = 0; k < POLICIES; k++) {
            assertThat(process.beliefs().strength(k).mean()).isFinite();
            assertThat(process.beliefs().strength(k).sd()).isPositive();
        }
    }

    /**
     * Seeds 0 to 1,999, 200 random pairs each, among equals: policy 0 is rejected at any time in at most 5 % of runs;
     * fails above 149 of 2,000, false-alarm probability below 1e-6.
     */
    @Test
    void amongEquals_atMostDeltaRejectTheFirst() {
        assertThatRate(Counts.counting(2_000, seed -> everRejected(seed, 200, 0.5, 0)))
                .isAtMost(DELTA);
    }

    /** Power: 75 % of duels lost to policy 0 reject policy 1 in 95 % of 200 runs or more, after 500 random pairs. */
    @Test
    void aClearLoser_isRejected() {
        assertThatRate(Counts.counting(200, seed -> everRejected(seed, 500, 0.75, 1)))
                .isAtLeast(0.95);
    }

    /** Policy 0 beats all others with {@code win}, the others are equals. */
    private boolean everRejected(long seed, int duels, double win, int policy) {
        EProcess process = create(POLICIES);
        var random = new SplittableRandom(seed);
        for (int t = 0; t < duels; t++) {
            Duel duel = duel(random);
            double p = duel.first() == 0 ? win : duel.second() == 0 ? 1 - win : 0.5;
            process.observe(duel, Outcome.of(random.nextDouble() < p ? 1 : 0));
            if (process.logValue(policy) >= THRESHOLD) {
                return true;
            }
        }
        return false;
    }

    private static double[] values(EProcess process) {
        double[] values = new double[process.policies()];
        for (int k = 0; k < values.length; k++) {
            values[k] = process.logValue(k);
        }
        return values;
    }

    private static Duel duel(SplittableRandom random) {
        int i = random.nextInt(POLICIES);
        return new Duel(i, (i + 1 + random.nextInt(POLICIES - 1)) % POLICIES);
    }

    private static Outcome outcome(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Outcome.TIE;
            case 1 -> new Outcome.Graded(random.nextDouble());
            case 2 -> Outcome.WIN;
            default -> Outcome.LOSS;
        };
    }
}
