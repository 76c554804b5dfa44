package io.agon.evidence;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import io.agon.structured.FeatureSpace;
import io.agon.testkit.Counts;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * How often evidence that rests on a linear Bradley-Terry model rejects what is true in one, and finds out what is
 * false. Level 0.05, 2,000 runs of 200 comparisons each, seed = replication; a validity test fails above 149
 * rejections, false-alarm probability below 1e-6.
 */
class LinearWorldStatTest {

    private static final double DELTA = 0.05;
    private static final int RUNS = 2_000;
    private static final int COMPARISONS = 200;

    /** Six policies in two features; 4 is the mean of 0 and 3. */
    private static final FeatureSpace PLANE =
            FeatureSpace.of(new double[][] {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {0.5, 0.5}, {-1, 2}});

    private static final double[] FLAT = {0, 0};

    /** Policy 0 is just the best, 5 as good; policies 1 and 3 lose nearly always. */
    private static final double[] STEEP = {-6, -3};

    private interface Rule {
        Duel next(Ledger ledger, RandomGenerator random);
    }

    private interface Judge {
        Outcome of(double p, RandomGenerator random);
    }

    private static final Rule UNIFORM = (ledger, random) -> {
        int i = random.nextInt(ledger.policies());
        return new Duel(i, (i + 1 + random.nextInt(ledger.policies() - 1)) % ledger.policies());
    };

    /** Repeats whatever has gone worst for policy 0, nine times of ten: adaptive and as unbalanced as can be. */
    private static final Rule ADVERSARY = (ledger, random) -> {
        if (random.nextInt(10) == 0) {
            return UNIFORM.next(ledger, random);
        }
        int worst = 1;
        for (int j = 2; j < ledger.policies(); j++) {
            worst = ledger.lead(0, j) < ledger.lead(0, worst) ? j : worst;
        }
        return new Duel(0, worst);
    };

    private static final Judge DECISIVE = (p, random) -> random.nextDouble() < p ? Outcome.WIN : Outcome.LOSS;

    /** Davidson's ties: decisive outcomes are Bradley-Terry, and the closer the policies the more ties. */
    private static final Judge TYING = (p, random) -> {
        double tie = Math.sqrt(p * (1 - p));
        return random.nextDouble() < tie / (1 + tie) ? Outcome.TIE : DECISIVE.of(p, random);
    };

    /** Mean p, in steps of a tenth. */
    private static final Judge GRADING = (p, random) -> {
        double step = Math.floor(p * 10) / 10;
        return Outcome.of(random.nextDouble() < (p - step) * 10 ? Math.min(1, step + 0.1) : step);
    };

    @Test
    void theOptimum_isSeldomRejected() {
        assertThatRate(falseRejections(FLAT, UNIFORM, DECISIVE)).isAtMost(DELTA);
        assertThatRate(falseRejections(FLAT, ADVERSARY, TYING)).isAtMost(DELTA);
        assertThatRate(falseRejections(FLAT, ADVERSARY, GRADING)).isAtMost(DELTA);
        assertThatRate(falseRejections(STEEP, ADVERSARY, DECISIVE)).isAtMost(DELTA);
    }

    /** Power: nearly always every policy but the best is rejected, also those that play with it seldom. */
    @Test
    void policiesThatAreNotOptimal_areRejected() {
        double[] beta = {-2, -2};
        var decided = Counts.counting(200, run -> {
            var process = new RunningLikelihood(PLANE, DELTA);
            play(run, beta, UNIFORM, TYING, 400, process::observe);
            int rejected = 0;
            for (int k = 0; k < 6; k++) {
                rejected += process.logValue(k) >= -Math.log(DELTA) ? 1 : 0;
            }
            return rejected == 5 && process.logValue(0) < -Math.log(DELTA);
        });
        assertThatRate(decided).isAtLeast(0.9);
    }

    @Test
    void aModelThatHolds_isSeldomRejected() {
        assertThatRate(rejectedModels(PLANE, FLAT, UNIFORM, DECISIVE)).isAtMost(DELTA);
        assertThatRate(rejectedModels(PLANE, STEEP, ADVERSARY, DECISIVE)).isAtMost(DELTA);
        assertThatRate(rejectedModels(PLANE, new double[] {1, -0.5}, ADVERSARY, TYING))
                .isAtMost(DELTA);
        assertThatRate(rejectedModels(PLANE, FLAT, ADVERSARY, GRADING)).isAtMost(DELTA);
    }

    /** Power: a cycle against strengths, and an interaction of two factors against their sum. */
    @Test
    void aModelThatDoesNotHold_isRejected() {
        var cycle = Counts.counting(200, run -> {
            var fit = new GoodnessOfFit(FeatureSpace.bradleyTerry(3));
            var random = new SplittableRandom(run);
            for (int t = 0; t < 400; t++) {
                int i = random.nextInt(3);
                fit.observe(new Duel(i, (i + 1) % 3), DECISIVE.of(0.7, random));
            }
            return fit.pValue() <= DELTA;
        });
        assertThatRate(cycle).isAtLeast(0.9);
        var interaction = Counts.counting(200, run -> {
            var fit = new GoodnessOfFit(FeatureSpace.of(new double[][] {{0, 0}, {1, 0}, {0, 1}, {1, 1}}));
            double[] strengths = {1, 0, 0, 1};
            var random = new SplittableRandom(run);
            for (int t = 0; t < 400; t++) {
                int i = random.nextInt(4);
                int j = (i + 1 + random.nextInt(3)) % 4;
                fit.observe(new Duel(i, j), DECISIVE.of(Normal.logistic(strengths[i] - strengths[j]), random));
            }
            return fit.pValue() <= DELTA;
        });
        assertThatRate(interaction).isAtLeast(0.9);
    }

    private static Counts falseRejections(double[] beta, Rule rule, Judge judge) {
        return Counts.counting(RUNS, run -> {
            var process = new RunningLikelihood(PLANE, DELTA);
            play(run, beta, rule, judge, COMPARISONS, process::observe);
            return process.logValue(0) >= -Math.log(DELTA);
        });
    }

    private static Counts rejectedModels(FeatureSpace space, double[] beta, Rule rule, Judge judge) {
        return Counts.counting(RUNS, run -> {
            var fit = new GoodnessOfFit(space);
            play(run, beta, rule, judge, COMPARISONS, fit::observe);
            return fit.maxLogValue() >= -Math.log(DELTA);
        });
    }

    private interface Observer {
        void observe(Duel duel, Outcome outcome);
    }

    private static void play(long seed, double[] beta, Rule rule, Judge judge, int comparisons, Observer observer) {
        var random = new SplittableRandom(seed);
        var ledger = new RunningLedger(PLANE.policies());
        for (int t = 0; t < comparisons; t++) {
            Duel duel = rule.next(ledger, random);
            double p = Normal.logistic(PLANE.strength(duel.first(), beta) - PLANE.strength(duel.second(), beta));
            Outcome outcome = judge.of(p, random);
            ledger.add(duel, outcome);
            observer.observe(duel, outcome);
        }
    }
}
