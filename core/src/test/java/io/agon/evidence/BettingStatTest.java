package io.agon.evidence;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.sampling.Agon;
import io.agon.sampling.SamplingRule;
import io.agon.stopping.StoppingRule;
import io.agon.stopping.Verdict;
import io.agon.structured.FeatureSpace;
import io.agon.testkit.Counts;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * How often the optimal policy 0 is rejected on hard nulls, and how often all others are where they can be. Level 0.05,
 * 2,000 runs of 400 comparisons each, seed = replication; a validity test fails above 149 rejections, false-alarm
 * probability below 1e-6.
 */
class BettingStatTest {

    private static final double DELTA = 0.05;
    private static final int POLICIES = 5;
    private static final int RUNS = 2_000;
    private static final int COMPARISONS = 400;

    /** Never stops: rejections are counted at any time, which is the worst moment to look. */
    private static final StoppingRule NEVER = (ledger, evidence) -> new Verdict.Undecided(List.of(0));

    /** Keeps betting against policy 0 with the opponent that has done best against it: peeking with intent. */
    private static final SamplingRule ADVERSARY = (ledger, evidence, pending, random) -> {
        int worst = 1;
        for (int j = 2; j < ledger.policies(); j++) {
            worst = ledger.mean(0, j) < ledger.mean(0, worst) ? j : worst;
        }
        return new Duel(0, worst);
    };

    private interface World {
        Outcome play(Duel duel, long t, RandomGenerator random);
    }

    @Test
    void allEqual_atMostDelta() {
        World equal = (duel, t, random) -> Outcome.of(random.nextBoolean() ? 1 : 0);
        assertThatRate(rejectionsOfTheOptimum(equal, new Agon(0), 0, 1)).isAtMost(DELTA);
        assertThatRate(rejectionsOfTheOptimum(equal, ADVERSARY, 0, 1)).isAtMost(DELTA);
    }

    @Test
    void cycleAmongLosersThatTieWithTheOptimum_atMostDelta() {
        World cycle = (duel, t, random) -> {
            boolean withOptimum = duel.involves(0);
            double p = withOptimum ? 0.5 : (duel.second() - duel.first() + 4) % 4 == 1 ? 0.8 : 0.4;
            return Outcome.of(random.nextDouble() < p ? 1 : 0);
        };
        assertThatRate(rejectionsOfTheOptimum(cycle, new Agon(0), 0, 1)).isAtMost(DELTA);
    }

    @Test
    void tiesAndGradedOutcomes_atMostDelta() {
        World mixed = (duel, t, random) -> random.nextInt(3) == 0 ? Outcome.TIE : Outcome.of(random.nextDouble());
        assertThatRate(rejectionsOfTheOptimum(mixed, new Agon(0), 0, 1)).isAtMost(DELTA);
        World skewed = (duel, t, random) -> random.nextInt(10) == 0 ? Outcome.LOSS : new Outcome.Graded(5.0 / 9);
        assertThatRate(rejectionsOfTheOptimum(
                        (duel, t, random) -> duel.first() == 0
                                ? skewed.play(duel, t, random)
                                : skewed.play(duel, t, random).swapped(),
                        ADVERSARY,
                        0,
                        1))
                .isAtMost(DELTA);
    }

    @Test
    void driftAndDelays_atMostDelta() {
        World drift = (duel, t, random) -> {
            double lead = duel.involves(0) ? 0 : 0.4 * Math.sin(t / 30.0);
            return Outcome.of(random.nextDouble() < 0.5 + lead ? 1 : 0);
        };
        assertThatRate(rejectionsOfTheOptimum(drift, new Agon(0), 0, 32)).isAtMost(DELTA);
    }

    /** The features say that policy 0 is the worst; in truth it is optimal, by as little as can be. */
    @Test
    void stakesOnFeaturesThatMislead_atMostDelta() {
        World misled = (duel, t, random) -> {
            double p = duel.involves(0) ? 0.5 : duel.first() < duel.second() ? 0.2 : 0.8;
            return Outcome.of(random.nextDouble() < p ? 1 : 0);
        };
        var line = FeatureSpace.of(new double[][] {{0}, {1}, {2}, {3}, {4}});
        Counts rejections = Counts.counting(
                RUNS,
                run -> !run(run, misled, ADVERSARY, new Betting(line, DELTA, 0), 8)
                        .evidence()
                        .possible(0));
        assertThatRate(rejections).isAtMost(DELTA);
        assertThatRate(rejections).as("not idle either").isAtLeast(0.01);
    }

    @Test
    void aGap_isTestedAtItsBoundary() {
        World boundary = (duel, t, random) -> {
            double p = duel.first() == 0 ? 0.6 : duel.second() == 0 ? 0.4 : 0.5;
            return Outcome.of(random.nextDouble() < p ? 1 : 0);
        };
        Counts rejections = rejectionsOfTheOptimum(boundary, new Agon(0.1), 0.1, 1);
        assertThatRate(rejections).isAtMost(DELTA);
        assertThatRate(rejections).as("not idle either").isAtLeast(0.01);
    }

    /** Power: with 70 % against every other policy, 400 comparisons leave policy 0 alone in nearly every run. */
    @Test
    void aClearWinner_isLeftAlone() {
        World clear = (duel, t, random) -> {
            double p = duel.first() == 0 ? 0.7 : duel.second() == 0 ? 0.3 : 0.5;
            return random.nextInt(4) == 0 ? Outcome.TIE : Outcome.of(random.nextDouble() < p ? 1 : 0);
        };
        var decided = Counts.counting(200, run -> {
            var procedure = run(run, clear, new Agon(0), 0, 8);
            return procedure.evidence().possible().equals(List.of(0));
        });
        assertThatRate(decided).isAtLeast(0.9);
    }

    private static Counts rejectionsOfTheOptimum(World world, SamplingRule rule, double gap, int lag) {
        return Counts.counting(
                RUNS, run -> !run(run, world, rule, gap, lag).evidence().possible(0));
    }

    private static Procedure run(long seed, World world, SamplingRule rule, double gap, int lag) {
        return run(seed, world, rule, new Betting(POLICIES, DELTA, gap), lag);
    }

    private static Procedure run(long seed, World world, SamplingRule rule, EProcess process, int lag) {
        var procedure = new Procedure(rule, process, NEVER, DELTA, seed, Lag.fixed(lag));
        var random = new SplittableRandom(seed);
        var inFlight = new ArrayDeque<Dispatch>();
        for (long t = 0; t < COMPARISONS; ) {
            var asked = procedure.ask();
            if (asked.isPresent()) {
                inFlight.add(asked.get());
                t++;
            } else {
                answer(procedure, inFlight.remove(), world, random);
            }
        }
        while (!inFlight.isEmpty()) {
            answer(procedure, inFlight.remove(), world, random);
        }
        procedure.settle();
        return procedure;
    }

    private static void answer(Procedure procedure, Dispatch dispatch, World world, RandomGenerator random) {
        procedure.tell(dispatch.index(), world.play(dispatch.duel(), dispatch.index(), random));
    }
}
