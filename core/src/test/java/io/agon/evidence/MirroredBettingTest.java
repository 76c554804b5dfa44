package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.FactorWorld;
import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.Combinations;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract with one factor, where every duel stands by itself; then blocks. */
class MirroredBettingTest extends EProcessContract {

    private static final double THRESHOLD = -Math.log(DELTA);

    /** Policies 0 to 3 have the levels 00, 10, 01, 11 of two factors, A and B. */
    private static final FeatureSpace TWO = FeatureSpace.of(FactorWorld.full(2, 2));

    private static final FeatureSpace THREE = FeatureSpace.of(FactorWorld.full(2, 2, 2));

    @Override
    protected EProcess create(int policies) {
        return new MirroredBetting(FeatureSpace.of(FactorWorld.full(policies)), DELTA);
    }

    /**
     * After ten duels that A decides, a block: the policies with the worse level of A bet on it, those with the better
     * one on B.
     */
    @Test
    void oneBlock_equalsTheDefinition() {
        for (Outcome second : List.of(Outcome.WIN, Outcome.LOSS, Outcome.TIE)) {
            var betting = new MirroredBetting(TWO, DELTA);
            for (int t = 0; t < 10; t++) {
                betting.observe(t % 2 == 0 ? new Duel(1, 0) : new Duel(3, 2), Outcome.WIN);
            }
            LinearBeliefs beliefs = (LinearBeliefs) betting.beliefs();
            Normal a = beliefs.contrast(new int[] {1}, new int[] {0});
            Normal b = beliefs.contrast(new int[] {3}, new int[] {2});
            double worst = a.probabilityBelow(0);
            double onA = stake(a, worst * 0.5);
            double onB = stake(b, (1 - worst) * 0.5);
            assertThat(b.mean()).isEqualTo(0, within(1e-12));
            assertThat(onA).isBetween(0.4, 0.7);
            assertThat(onB).isBetween(0.1, 0.4);
            double[] before = values(betting);
            betting.begin(List.of(new Duel(3, 0), new Duel(1, 2)));
            betting.observe(new Duel(3, 0), Outcome.WIN);
            assertThat(values(betting)).as("half a pair says nothing").containsExactly(before);
            betting.observe(new Duel(1, 2), second);
            // From the side of A's second level both are won; or, from that of B's, it wins against 00 and against 10.
            double leadA = second.value();
            double leadB = 1 - second.value();
            assertThat(betting.logValue(0) - before[0]).isEqualTo(Math.log1p(onA * leadA), within(1e-12));
            assertThat(betting.logValue(2) - before[2]).isEqualTo(Math.log1p(onA * leadA), within(1e-12));
            assertThat(betting.logValue(1) - before[1]).isEqualTo(Math.log1p(onB * leadB), within(1e-12));
            assertThat(betting.logValue(3) - before[3]).isEqualTo(Math.log1p(-onB * leadB), within(1e-12));
        }
    }

    /** The growth-optimal stake on the other level of a factor, given that the policy is not optimal. */
    private static double stake(Normal advantage, double optimal) {
        double p = new Normal(2 * advantage.mean(), 2 * advantage.sd()).logisticMean();
        double atBest = Normal.logistic(2 * advantage.meanBelow(0));
        return 2 * (p - optimal * atBest) / (1 - optimal) - 1;
    }

    /** What a block is drawn from: a world, a history that need not come from it, and the block. */
    private record Case(FactorWorld world, List<Duel> history, List<Outcome> outcomes, List<List<Duel>> commitments) {

        private static final List<FactorWorld.Link> LINKS =
                List.of(FactorWorld.LOGISTIC, FactorWorld.PROBIT, FactorWorld.DAVIDSON);

        static Case draw(RandomGenerator random) {
            int third = 2 + random.nextInt(2);
            boolean all = random.nextBoolean();
            int excluded = 2 + random.nextInt(10);
            int besides = 2 + random.nextInt(10);
            Factors factors = FactorWorld.among(k -> all || (k != excluded && k != besides), third, 2, 2);
            double[][] effects = new double[3][];
            for (int m = 0; m < 3; m++) {
                double scale = new double[] {0, 0, 0.05, 1, 3}[random.nextInt(5)];
                effects[m] = new double[] {0, scale * random.nextGaussian(), scale * random.nextGaussian()};
            }
            FactorWorld world = FactorWorld.of(factors, LINKS.get(random.nextInt(3)), effects);
            var commitments = new ArrayList<List<Duel>>();
            var history = new ArrayList<Duel>();
            var outcomes = new ArrayList<Outcome>();
            int blocks = 1 + random.nextInt(12);
            // Outcomes favour levels at will: what is believed need not be true.
            FactorWorld misleading = FactorWorld.of(factors, FactorWorld.LOGISTIC, new double[3][3]);
            for (double[] effect : misleading.effects()) {
                effect[1] = random.nextGaussian();
                effect[2] = random.nextGaussian();
            }
            for (int n = 0; n < blocks; n++) {
                List<Duel> block = block(world.combinations(), random);
                commitments.add(block);
                if (n < blocks - 1) {
                    history.addAll(block);
                    block.forEach(duel -> outcomes.add(
                            random.nextInt(20) == 0 ? new Outcome.Missing("test") : misleading.play(duel, random)));
                }
            }
            return new Case(world, history, outcomes, commitments);
        }

        /** The process after the history, the last block begun. */
        MirroredBetting replayed() {
            var betting = new MirroredBetting(world.space(), DELTA);
            int n = 0;
            for (List<Duel> block : commitments) {
                betting.begin(block);
                for (Duel duel : block) {
                    if (n < outcomes.size()) {
                        betting.observe(duel, outcomes.get(n++));
                    }
                }
            }
            return betting;
        }
    }

    /** A whole block over some factors, when there is one, or a duel. */
    private static List<Duel> block(Combinations combinations, RandomGenerator random) {
        int policies = combinations.factors().policies();
        int s = random.nextInt(4);
        var factors = new ArrayList<>(List.of(0, 1, 2));
        Collections.shuffle(factors, Random.from(random));
        int[] levels = combinations.levels(random.nextInt(policies));
        int[][] two = new int[3][];
        for (int m = 0; m < 3; m++) {
            int count = combinations.factors().levels().get(m).size();
            int one = random.nextInt(count);
            two[m] = new int[] {one, (one + 1 + random.nextInt(count - 1)) % count};
        }
        var duels = new ArrayList<Duel>();
        for (int pattern = 0; s > 0 && pattern < 1 << (s - 1); pattern++) {
            int[] first = levels.clone();
            int[] second = levels.clone();
            for (int f = 0; f < s; f++) {
                int m = factors.get(f);
                first[m] = two[m][pattern >> f & 1];
                second[m] = two[m][1 - (pattern >> f & 1)];
            }
            int i = combinations.policy(first);
            int j = combinations.policy(second);
            if (i < 0 || j < 0) {
                s = 0;
            } else {
                duels.add(random.nextBoolean() ? new Duel(i, j) : new Duel(j, i));
            }
        }
        if (s == 0) {
            int i = random.nextInt(policies);
            return List.of(new Duel(i, (i + 1 + random.nextInt(policies - 1)) % policies));
        }
        Collections.shuffle(duels, Random.from(random));
        return List.copyOf(duels);
    }

    /**
     * Exact, not by simulation: whatever the past, a block multiplies the value of an optimal policy by 1 at most, on
     * average over all its outcomes. Any link, exclusions, factors without effect, three levels. Seed 1, 300 cases.
     */
    @Test
    void everyBlock_isAFairBetAgainstEveryOptimum() {
        int[] bets = new int[3];
        Gen<Case> cases = Case::draw;
        Property.forAll(1, 300, cases, drawn -> {
            FactorWorld world = drawn.world();
            List<Duel> block = drawn.commitments().getLast();
            double[] before = values(drawn.replayed());
            double[] expected = new double[before.length];
            boolean[] moved = new boolean[before.length];
            double total = 0;
            for (int code = 0; code < Math.pow(3, block.size()); code++) {
                double probability = 1;
                int rest = code;
                var outcomes = new ArrayList<Outcome>();
                for (Duel duel : block) {
                    probability *= world.chances(duel)[rest % 3];
                    outcomes.add(List.of(Outcome.WIN, Outcome.TIE, Outcome.LOSS).get(rest % 3));
                    rest /= 3;
                }
                if (probability > 0) {
                    total += probability;
                    var betting = drawn.replayed();
                    for (int n = 0; n < block.size(); n++) {
                        betting.observe(block.get(n), outcomes.get(n));
                    }
                    for (int k = 0; k < before.length; k++) {
                        double factor = Math.exp(betting.logValue(k) - before[k]);
                        assertThat(factor).isPositive();
                        expected[k] += probability * factor;
                        moved[k] |= factor != 1;
                    }
                }
            }
            assertThat(total).isEqualTo(1, within(1e-9));
            double best = world.strength(world.best());
            for (int k = 0; k < before.length; k++) {
                if (world.strength(k) >= best - 1e-12) {
                    assertThat(expected[k]).as("policy %d", k).isLessThanOrEqualTo(1 + 1e-9);
                    bets[0] += moved[k] ? 1 : 0;
                    bets[1] += moved[k] && expected[k] > 1 - 1e-9 ? 1 : 0;
                }
                bets[2] += expected[k] > 1.05 ? 1 : 0;
            }
        });
        // The bound is met, and met with equality, by many bets; others are worth their while.
        assertThat(bets[0]).isGreaterThan(150);
        assertThat(bets[1]).isGreaterThan(50);
        assertThat(bets[2]).isGreaterThan(50);
    }

    @Test
    void policiesWithTheSameWrongLevel_moveAlike() {
        var betting = new MirroredBetting(THREE, DELTA);
        List<Duel> block = List.of(new Duel(7, 0), new Duel(1, 6), new Duel(3, 4), new Duel(5, 2));
        for (int t = 0; t < 5; t++) {
            betting.observe(new Duel(1, 0), Outcome.WIN);
        }
        double[] before = values(betting);
        betting.begin(block);
        block.forEach(duel -> betting.observe(duel, Outcome.WIN));
        for (int k = 0; k < 8; k++) {
            double growth = betting.logValue(k) - before[k];
            if (k % 2 == 0) {
                assertThat(growth).isGreaterThan(0.1).isEqualTo(betting.logValue(0) - before[0], within(1e-12));
            } else {
                assertThat(growth).isZero();
            }
        }
    }

    @Test
    void aMissingOutcome_voidsItsPairAndNoOther() {
        List<Duel> block = List.of(new Duel(7, 0), new Duel(1, 6), new Duel(3, 4), new Duel(5, 2));
        double[] grown = new double[5];
        for (int missing = 0; missing <= 4; missing++) {
            var betting = new MirroredBetting(THREE, DELTA);
            for (int t = 0; t < 5; t++) {
                betting.observe(new Duel(1, 0), Outcome.WIN);
            }
            double before = betting.logValue(2);
            betting.begin(block);
            for (int n = 0; n < 4; n++) {
                betting.observe(block.get(n), n == missing ? new Outcome.Missing("test") : Outcome.WIN);
            }
            grown[missing] = betting.logValue(2) - before;
        }
        for (int missing = 0; missing < 4; missing++) {
            assertThat(grown[missing]).isPositive().isEqualTo(grown[4] / 2, within(1e-12));
        }
    }

    /** A level that does not take part says nothing of the policies that have it, but their other levels may. */
    @Test
    void policiesWithAThirdLevel_betOnOtherFactorsOnly() {
        FeatureSpace space = FeatureSpace.of(FactorWorld.full(3, 2));
        var betting = new MirroredBetting(space, DELTA);
        betting.observe(new Duel(0, 1), Outcome.WIN);
        assertThat(betting.logValue(2)).isZero();
        assertThat(betting.logValue(5)).isZero();
        assertThat(betting.logValue(1)).isPositive().isEqualTo(betting.logValue(4));
        assertThat(betting.logValue(0)).isNegative().isEqualTo(betting.logValue(3));
        betting.begin(List.of(new Duel(4, 0), new Duel(3, 1)));
        betting.observe(new Duel(4, 0), Outcome.WIN);
        betting.observe(new Duel(3, 1), Outcome.WIN);
        // The second level of the second factor won both: against 2, for 5.
        assertThat(betting.logValue(2)).isPositive();
        assertThat(betting.logValue(5)).isNegative();
    }

    /**
     * That 111 is optimal says how good its first two levels are together only when 001 is a policy, or 011 and 101.
     */
    @Test
    void withExclusions_onlyWhatOptimalityImpliesIsBetOn() {
        // Policies 0 to 3 are 000, 110, 101 and 111. From 110 to 111 only the third level changes.
        FeatureSpace four = FeatureSpace.of(FactorWorld.among(k -> k == 0 || k == 3 || k == 5 || k == 7, 2, 2, 2));
        var one = new MirroredBetting(four, DELTA);
        one.observe(new Duel(3, 1), Outcome.WIN);
        assertThat(one.logValue(1)).isPositive();
        assertThat(one.logValue(3)).isNegative();
        assertThat(one.logValue(0)).as("001 is no policy").isZero();
        assertThat(one.logValue(2)).as("100 is no policy").isZero();
        var two = new MirroredBetting(four, DELTA);
        two.observe(new Duel(1, 0), Outcome.WIN);
        assertThat(two.logValue(0)).isPositive();
        assertThat(two.logValue(3)).as("neither 001 nor 011 is a policy").isZero();
        // With 011 besides: 000, 110, 101, 011 and 111.
        FeatureSpace five = FeatureSpace.of(FactorWorld.among(k -> k != 1 && k != 2 && k != 4, 2, 2, 2));
        var each = new MirroredBetting(five, DELTA);
        each.observe(new Duel(1, 0), Outcome.WIN);
        assertThat(each.logValue(0)).isPositive();
        assertThat(each.logValue(4)).as("011 and 101 are policies").isNegative();
    }

    @Test
    void rejectedPolicies_keepTheirValue_whichDoesNotOvershoot() {
        var betting = new MirroredBetting(TWO, DELTA);
        List<Duel> block = List.of(new Duel(3, 0), new Duel(1, 2));
        for (int t = 0; t < 40 && betting.logValue(0) < THRESHOLD; t++) {
            betting.begin(block);
            block.forEach(duel -> betting.observe(duel, Outcome.WIN));
        }
        double value = betting.logValue(0);
        assertThat(value).isEqualTo(THRESHOLD, within(1e-6)).isGreaterThanOrEqualTo(THRESHOLD);
        for (int t = 0; t < 10; t++) {
            betting.begin(block);
            block.forEach(duel -> betting.observe(duel, inFavourOfTheFirst(duel)));
            betting.observe(new Duel(0, 1), Outcome.WIN);
        }
        assertThat(betting.logValue(0)).isEqualTo(value);
    }

    /** Speaks for policy 0. */
    private static Outcome inFavourOfTheFirst(Duel duel) {
        return duel.involves(0) ? Outcome.of(duel.first() == 0 ? 1 : 0) : Outcome.TIE;
    }

    /** Duels that were committed together but form no block stand each by itself. */
    @Test
    void commitmentsThatFormNoBlock_areSingleDuels() {
        var committed = new MirroredBetting(TWO, DELTA);
        var single = new MirroredBetting(TWO, DELTA);
        List<Duel> duels = List.of(new Duel(3, 0), new Duel(1, 0));
        committed.begin(duels);
        for (Duel duel : duels) {
            committed.observe(duel, Outcome.WIN);
            single.observe(duel, Outcome.WIN);
        }
        assertThat(values(committed)).containsExactly(values(single));
    }

    /** Whoever could leave a block half way would settle only the pairs that began well. */
    @Test
    void aBlock_isObservedWholeAndInOrder() {
        var betting = new MirroredBetting(TWO, DELTA);
        List<Duel> block = List.of(new Duel(3, 0), new Duel(1, 2));
        betting.begin(block);
        assertThatThrownBy(() -> betting.observe(new Duel(1, 2), Outcome.WIN)).hasMessageContaining("goes on with");
        betting.observe(new Duel(3, 0), Outcome.WIN);
        assertThatThrownBy(() -> betting.begin(block)).hasMessageContaining("goes on with");
        betting.observe(new Duel(1, 2), Outcome.LOSS);
        betting.begin(block);
    }

    @Test
    void misuse_isNamed() {
        assertThatThrownBy(() -> new MirroredBetting(TWO, 95)).hasMessageContaining("95");
        assertThatThrownBy(() -> new MirroredBetting(FeatureSpace.bradleyTerry(3), DELTA))
                .hasMessageContaining("factors");
    }

    private static double[] values(EProcess process) {
        return IntStream.range(0, process.policies())
                .mapToDouble(process::logValue)
                .toArray();
    }
}
