package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PairEvidenceTest {

    private static final int RUNS = 2_000;
    /** Exact binomial: more errors in 2,000 runs at level 0.05 have probability below 1e-6. */
    private static final int ERRORS_AT_MOST = 149;

    @Test
    void workedExample() {
        var evidence = new PairEvidence(3, 0);
        evidence.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(evidence.logValue(0, 1)).isZero();
        evidence.observe(new Duel(1, 0), Outcome.LOSS);
        assertThat(evidence.logValue(0, 1)).isEqualTo(Math.log(0.75 / 0.5), within(1e-15));
        evidence.observe(new Duel(0, 1), Outcome.LOSS);
        double bet = 2.5 / 3;
        assertThat(evidence.logValue(0, 1)).isEqualTo(Math.log(1.5) + Math.log((1 - bet) / 0.5), within(1e-15));
        assertThat(evidence.maxLogValue(0, 1)).isEqualTo(Math.log(1.5), within(1e-15));
        assertThat(evidence.maxLogValue(1, 0)).isZero();
        assertThat(evidence.logValue(0, 2)).isZero();
    }

    @Test
    void aMarginBetsFromTheStart() {
        var evidence = new PairEvidence(2, 0.1);
        evidence.observe(new Duel(0, 1), Outcome.TIE);
        double expected = 0.5 * 0.5 / 0.4 + 0.5 * 0.5 / 0.6;
        assertThat(evidence.logValue(0, 1)).isEqualTo(Math.log(expected), within(1e-15));
        assertThat(evidence.logValue(1, 0)).isEqualTo(Math.log(expected), within(1e-15));
    }

    @Test
    void missingOutcomesChangeNothing() {
        var evidence = new PairEvidence(2, 0.1);
        evidence.observe(new Duel(0, 1), new Outcome.Missing("timed out"));
        assertThat(evidence.logValue(0, 1)).isZero();
    }

    @Test
    void marginMustLeaveRoom() {
        assertThatThrownBy(() -> new PairEvidence(2, 0.5)).hasMessageContaining("0.5");
    }

    /** Seed 1, 2,000 runs of 300 outcomes, level 0.05, false-alarm probability below 1e-6 each. */
    @Test
    void atTheBoundaryOfTheNullOneInTwentyIsSeldomReached() {
        for (double margin : new double[] {0, 0.05}) {
            double mean = 0.5 - margin;
            assertThat(reached(margin, random -> random.nextDouble() < mean ? 1 : 0)).isLessThanOrEqualTo(ERRORS_AT_MOST);
            assertThat(reached(margin, random -> tied(random, mean))).isLessThanOrEqualTo(ERRORS_AT_MOST);
            assertThat(reached(margin, random -> 2 * mean * random.nextDouble())).isLessThanOrEqualTo(ERRORS_AT_MOST);
        }
    }

    /** Seed 1: a policy that wins 65 % is seen to beat the other within 300 outcomes in at least 9 of 10 runs. */
    @Test
    void aClearWinIsSeen() {
        assertThat(reached(0, random -> random.nextDouble() < 0.65 ? 1 : 0)).isGreaterThan(RUNS * 9 / 10);
        assertThat(reached(0.15, random -> random.nextDouble() < 0.5 ? 1 : 0)).isGreaterThan(RUNS * 9 / 10);
    }

    private static double tied(RandomGenerator random, double mean) {
        return random.nextDouble() < 0.5 ? 0.5 : random.nextDouble() < 2 * mean - 0.5 ? 1 : 0;
    }

    private static int reached(double margin, ToDoubleFunction<RandomGenerator> outcome) {
        int reached = 0;
        var streams = new SplittableRandom(1);
        for (int run = 0; run < RUNS; run++) {
            var random = streams.split();
            var evidence = new PairEvidence(2, margin);
            for (int t = 0; t < 300; t++) {
                double x = outcome.applyAsDouble(random);
                evidence.observe(
                        t % 2 == 0 ? new Duel(0, 1) : new Duel(1, 0), Outcome.of(t % 2 == 0 ? x : 1 - x));
            }
            reached += evidence.maxLogValue(0, 1) >= Math.log(20) ? 1 : 0;
        }
        return reached;
    }
}
