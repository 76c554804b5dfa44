package io.agon.evidence;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.FactorWorld;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.sampling.FactorialAgon;
import io.agon.sampling.Pending;
import io.agon.sampling.SamplingRule;
import io.agon.stopping.StoppingRule;
import io.agon.stopping.Verdict;
import io.agon.structured.Combinations;
import io.agon.structured.Factors;
import io.agon.testkit.Counts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * How often an optimal policy is ever rejected where a competitor is as good, with large effects of other factors, and
 * how often all others are where they can be. Level 0.05, 500 runs of 160 comparisons each, seed = replication; a
 * validity test fails above 51 rejections, false-alarm probability below 1e-6.
 */
class MirroredBettingStatTest {

    private static final double DELTA = 0.05;
    private static final int RUNS = 500;
    private static final int COMPARISONS = 160;

    /** Never stops: rejections are counted at any time, which is the worst moment to look. */
    private static final StoppingRule NEVER = (ledger, evidence) -> new Verdict.Undecided(List.of(0));

    /** Factor A has no effect: two policies are optimal, and every bet between its levels is fair. */
    private static final double[] ONE_WITHOUT = {0, 1.2, -2.5};

    private interface Judge {
        Outcome judge(Duel duel, RandomGenerator random);
    }

    /**
     * Wants policy {@code victim} rejected: always asks for its first factor, beside whatever it thinks is lucky today,
     * in the middle of blocks if need be.
     */
    private record Adversary(Combinations combinations, int victim) implements SamplingRule {

        @Override
        public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
            return block(ledger, evidence, pending, random).getFirst();
        }

        @Override
        public List<Duel> block(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
            double luck = evidence.logValue(victim);
            // Behind: gamble with one duel at a time. Ahead: the whole block, or what the last outcomes favour.
            int factors =
                    luck < -0.5 ? 1 : luck < 1 ? 2 : combinations.factors().size();
            int[] levels = combinations.levels(victim);
            int[] other = levels.clone();
            int rival =
                    (levels[0] + 1) % combinations.factors().levels().getFirst().size();
            for (int m = 1; m < levels.length; m++) {
                other[m] =
                        (levels[m] + 1) % combinations.factors().levels().get(m).size();
            }
            other[0] = rival;
            var duels = new ArrayList<Duel>();
            for (int pattern = 0; pattern < 1 << (factors - 1); pattern++) {
                int[] first = levels.clone();
                int[] second = levels.clone();
                for (int f = 0; f < factors; f++) {
                    int m = f == 0 || ledger.lead(victim) < 0 ? f : levels.length - f;
                    boolean exchanged = (pattern >> f & 1) == 1;
                    first[m] = exchanged ? other[m] : levels[m];
                    second[m] = exchanged ? levels[m] : other[m];
                }
                int i = combinations.policy(first);
                int j = combinations.policy(second);
                if (i < 0 || j < 0) {
                    int k = (victim + 1 + random.nextInt(evidence.policies() - 1)) % evidence.policies();
                    return List.of(new Duel(victim, k));
                }
                duels.add(new Duel(i, j));
            }
            Collections.shuffle(duels, Random.from(random));
            return duels;
        }
    }

    @Test
    void allEqual_atMostDelta() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.LOGISTIC, 0, 0, 0);
        Counts rejections = byAgon(world, world::play, 1);
        assertThatRate(rejections).isAtMost(DELTA);
        assertThat(rejections.hits()).as("not idle either").isPositive();
        assertThatRate(byAdversary(world, world::play, 3)).isAtMost(DELTA);
    }

    @Test
    void aFactorWithoutEffectAmongLargeOnes_atMostDelta() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.LOGISTIC, ONE_WITHOUT);
        assertThatRate(byAgon(world, world::play, 1)).isAtMost(DELTA);
        assertThatRate(byAdversary(world, world::play, 1)).isAtMost(DELTA);
    }

    @Test
    void probit_withDuelsInFlight_atMostDelta() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.PROBIT, ONE_WITHOUT);
        assertThatRate(byAgon(world, world::play, 9)).isAtMost(DELTA);
        assertThatRate(byAdversary(world, world::play, 3)).isAtMost(DELTA);
    }

    @Test
    void tiesAndGradedOutcomes_atMostDelta() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.DAVIDSON, ONE_WITHOUT);
        assertThatRate(byAdversary(world, world::vote, 3)).isAtMost(DELTA);
    }

    @Test
    void exclusionsAndThreeLevels_atMostDelta() {
        Factors factors = FactorWorld.among(k -> k % 5 != 3, 3, 2, 2);
        FactorWorld world = FactorWorld.of(
                factors, FactorWorld.LOGISTIC, new double[] {0.5, 0.5, 0.4}, new double[] {0, 1.5}, new double[] {
                    0, 2, 2
                });
        assertThatRate(byAgon(world, world::play, 3)).isAtMost(DELTA);
    }

    /** What is missing does not depend on who would have won. */
    @Test
    void missingOutcomes_atMostDelta() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.LOGISTIC, ONE_WITHOUT);
        Judge failing =
                (duel, random) -> random.nextInt(4) == 0 ? new Outcome.Missing("test") : world.play(duel, random);
        assertThatRate(byAdversary(world, failing, 1)).isAtMost(DELTA);
    }

    /** Power: 160 comparisons find the best of eight policies whose neighbours differ by 1 or more. */
    @Test
    void clearEffects_leaveTheBestAlone() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.LOGISTIC, 1, -1, 1.2);
        var decided = Counts.counting(
                200,
                seed -> run(seed, world, world::play, new FactorialAgon(world.space()), 4)
                        .evidence()
                        .possible()
                        .equals(List.of(world.best())));
        assertThatRate(decided).isAtLeast(0.9);
    }

    private static Counts byAgon(FactorWorld world, Judge judge, int lag) {
        return Counts.counting(
                RUNS,
                seed -> !run(seed, world, judge, new FactorialAgon(world.space()), lag)
                        .evidence()
                        .possible(world.best()));
    }

    private static Counts byAdversary(FactorWorld world, Judge judge, int lag) {
        return Counts.counting(
                RUNS,
                seed -> !run(seed, world, judge, new Adversary(world.combinations(), world.best()), lag)
                        .evidence()
                        .possible(world.best()));
    }

    private static Procedure run(long seed, FactorWorld world, Judge judge, SamplingRule rule, int lag) {
        var procedure =
                new Procedure(rule, new MirroredBetting(world.space(), DELTA), NEVER, DELTA, seed, Lag.fixed(lag));
        var random = new SplittableRandom(seed);
        var inFlight = new ArrayDeque<Dispatch>();
        for (int t = 0; t < COMPARISONS; ) {
            var asked = procedure.ask();
            if (asked.isPresent()) {
                inFlight.add(asked.get());
                t++;
            } else {
                Dispatch dispatch = inFlight.remove();
                procedure.tell(dispatch.index(), judge.judge(dispatch.duel(), random));
            }
        }
        while (!inFlight.isEmpty()) {
            Dispatch dispatch = inFlight.remove();
            procedure.tell(dispatch.index(), judge.judge(dispatch.duel(), random));
        }
        procedure.settle();
        return procedure;
    }
}
