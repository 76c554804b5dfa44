package io.agon.sampling;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.FactorWorld;
import io.agon.evidence.MirroredBetting;
import io.agon.evidence.RunningEvidence;
import io.agon.preference.Duel;
import io.agon.preference.RunningLedger;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.procedure.Randomness;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.Verdict;
import io.agon.structured.Combinations;
import io.agon.structured.FeatureSpace;
import io.agon.testkit.Counts;
import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract, where beliefs know no factors; then blocks. */
class FactorialAgonTest extends SamplingRuleContract {

    private static final double DELTA = 0.05;

    @Override
    protected SamplingRule create(int policies) {
        return new FactorialAgon(FeatureSpace.of(FactorWorld.among(k -> k < policies, 2, 2, 2)));
    }

    /** A world played block by block, without stopping. */
    private static final class Play {

        private final FactorWorld world;
        private final SamplingRule rule;
        private final RunningLedger ledger;
        private final RunningEvidence evidence;
        private final SplittableRandom random;
        private long decision;

        Play(FactorWorld world, long seed) {
            this.world = world;
            rule = new FactorialAgon(world.space());
            ledger = new RunningLedger(world.policies());
            evidence = new RunningEvidence(new MirroredBetting(world.space(), DELTA), DELTA);
            random = new SplittableRandom(seed);
        }

        List<Duel> ask(SamplingRule rule, long stream) {
            return rule.block(ledger, evidence, Pending.NONE, Randomness.of(3, "sampling").stream(stream));
        }

        List<Duel> next() {
            List<Duel> block = ask(rule, decision++);
            return block;
        }

        void play(List<Duel> block) {
            evidence.begin(block);
            for (Duel duel : block) {
                var outcome = world.play(duel, random);
                ledger.add(duel, outcome);
                evidence.observe(duel, outcome);
            }
        }
    }

    private static Set<Integer> differing(Duel duel, Combinations combinations) {
        var factors = new HashSet<Integer>();
        for (int m = 0; m < combinations.factors().size(); m++) {
            if (combinations.level(duel.first(), m) != combinations.level(duel.second(), m)) {
                factors.add(m);
            }
        }
        return factors;
    }

    /** The duel that keeps the levels of one factor and exchanges all others; in either order of slots. */
    private static Duel mirror(Duel duel, int factor, Combinations combinations) {
        int[] first = combinations.levels(duel.second());
        int[] second = combinations.levels(duel.first());
        first[factor] = combinations.level(duel.first(), factor);
        second[factor] = combinations.level(duel.second(), factor);
        return new Duel(combinations.policy(first), combinations.policy(second));
    }

    @Test
    void blocks_areWhole_andHoldTheMirrorOfEveryDuel() {
        FactorWorld world = FactorWorld.of(
                FactorWorld.full(3, 2, 2, 2, 2, 2),
                FactorWorld.LOGISTIC,
                new double[] {0, 0.3, 0.6},
                new double[] {0, 0.4},
                new double[] {0, 0.5},
                new double[] {0, -0.4},
                new double[] {0, 0.2},
                new double[] {0, 0.3});
        Combinations combinations = world.combinations();
        var play = new Play(world, 1);
        assertThat(play.next()).as("five factors of six at first").hasSize(16);
        for (int n = 0; n < 60; n++) {
            List<Duel> block = play.next();
            Set<Integer> factors = differing(block.getFirst(), combinations);
            assertThat(block).hasSize(1 << (factors.size() - 1)).doesNotHaveDuplicates();
            for (Duel duel : block) {
                assertThat(differing(duel, combinations)).isEqualTo(factors);
                assertThat(block).doesNotContain(duel.swapped());
                for (int factor : factors) {
                    Duel mirror = mirror(duel, factor, combinations);
                    assertThat(block.contains(mirror) || block.contains(mirror.swapped()))
                            .isTrue();
                }
            }
            play.play(block);
        }
    }

    @Test
    void sameArguments_giveTheSameBlock_whateverWasAskedBefore() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.LOGISTIC, 0.8, 0.6, 0.4);
        var play = new Play(world, 2);
        for (int n = 0; n < 40; n++) {
            List<Duel> block = play.ask(play.rule, n);
            play.ask(play.rule, -n - 1);
            assertThat(play.ask(play.rule, n)).isEqualTo(block);
            assertThat(play.ask(new FactorialAgon(world.space()), n)).isEqualTo(block);
            play.play(block);
        }
    }

    /** Seed 3: 400 blocks of 16 duels. */
    @Test
    void slotsOfBlocks_areFair() {
        var play = new Play(FactorWorld.twoLevels(FactorWorld.LOGISTIC, 0, 0, 0, 0, 0), 3);
        int first = 0;
        int duels = 0;
        for (int n = 0; n < 400; n++) {
            for (Duel duel : play.next()) {
                first += duel.first() < duel.second() ? 1 : 0;
                duels++;
            }
        }
        assertThat(duels).isEqualTo(6_400);
        assertThatRate(Counts.of(first).outOf(duels)).isAtMost(0.5);
        assertThatRate(Counts.of(first).outOf(duels)).isAtLeast(0.5);
    }

    /** Nobody pays for the levels of a factor in which all possible policies agree. */
    @Test
    void settledFactors_areLeftOut() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.LOGISTIC, 2, -2, 0.1);
        Combinations combinations = world.combinations();
        var play = new Play(world, 4);
        int alone = 0;
        for (int n = 0; n < 150 && play.evidence.possibleCount() > 1; n++) {
            List<Duel> block = play.next();
            Set<Integer> factors = differing(block.getFirst(), combinations);
            for (int factor : factors) {
                assertThat(play.evidence.possible().stream()
                                .map(k -> combinations.level(k, factor))
                                .distinct())
                        .hasSizeGreaterThan(1);
            }
            alone += factors.equals(Set.of(2)) ? 1 : 0;
            play.play(block);
        }
        assertThat(alone).isGreaterThan(60);
    }

    @Test
    void withoutASharedContext_duelsAreSingle() {
        // 000 and 111 alone; no policy can be made of levels of both.
        FactorWorld world = FactorWorld.of(
                FactorWorld.among(k -> k == 0 || k == 7, 2, 2, 2),
                FactorWorld.LOGISTIC,
                new double[] {0, 1},
                new double[] {0, 1},
                new double[] {0, -0.5});
        var play = new Play(world, 5);
        while (play.evidence.possibleCount() > 1) {
            assertThat(play.next()).hasSize(1);
            play.play(play.next());
        }
        assertThat(play.evidence.possible()).containsExactly(1);
    }

    /**
     * Policies 0 to 5 have the levels 00, 11, 02, 12, 20 and 21, and the first two are best. 02 against 12 tells how
     * their first levels compare, but nothing of 00, because 10 is no policy: they have to meet.
     */
    @Test
    void duelsThatSayNothingOfPossiblePolicies_areNotAskedForever() {
        FactorWorld world = FactorWorld.of(
                FactorWorld.among(k -> Set.of(0, 4, 6, 7, 2, 5).contains(k), 3, 3),
                FactorWorld.LOGISTIC,
                new double[] {1, 0.4, -2},
                new double[] {1, 0.4, -2});
        assertThat(world.best()).isZero();
        assertDecided(world, 6, 1, 3_000);
    }

    /** Any design comes to an end, and to the right one: seed 7, 30 designs with clear effects. */
    @Test
    void everyPolicyButTheBest_isRejectedInTheEnd() {
        Gen<FactorWorld> worlds = random -> {
            int[] levels = {2 + random.nextInt(2), 2 + random.nextInt(2), 1 + random.nextInt(3)};
            double share = 0.3 + 0.7 * random.nextDouble();
            // Any two policies differ by 0.4 or more.
            double[][] effects = {{0, 0.4, 0.8}, {0, 2.4, 1.2}, {3.6, 0, 7.2}};
            var kept = new HashSet<>(Set.of(0, 1));
            IntStream.range(2, levels[0] * levels[1] * levels[2])
                    .filter(k -> random.nextDouble() < share)
                    .forEach(kept::add);
            return FactorWorld.of(FactorWorld.among(kept::contains, levels), FactorWorld.LOGISTIC, effects);
        };
        Property.forAll(7, 30, worlds, world -> assertDecided(world, 7, 4, 10_000));
    }

    /** At a level of one in a million, so that the seed does not matter. */
    private static void assertDecided(FactorWorld world, long seed, int lag, int most) {
        var procedure = new Procedure(
                new FactorialAgon(world.space()),
                new MirroredBetting(world.space(), 1e-6),
                EvidenceStopping.exact(),
                1e-6,
                seed,
                Lag.fixed(lag));
        var random = new SplittableRandom(seed);
        var flight = new ArrayDeque<Dispatch>();
        int asked = 0;
        while (!procedure.recommend().decided() && asked < most) {
            var next = procedure.ask();
            if (next.isPresent()) {
                asked++;
                flight.add(next.get());
            } else if (!flight.isEmpty()) {
                Dispatch told = flight.remove();
                procedure.tell(told.index(), world.play(told.duel(), random));
            }
        }
        assertThat(procedure.recommend())
                .as(
                        "after %d duels of %s with effects %s",
                        asked, world.combinations().factors().table(), Arrays.deepToString(world.effects()))
                .isEqualTo(new Verdict.Winner(world.best()));
    }

    /** 3,000 policies of four factors, 30 of them missing: 300 duels in seconds (0.25 s measured). */
    @Test
    @Timeout(30)
    void thousandsOfPolicies_areFewEnough() {
        double[] ten = IntStream.range(0, 10).mapToDouble(l -> l / 5.0).toArray();
        for (boolean complete : new boolean[] {true, false}) {
            FactorWorld world = FactorWorld.of(
                    FactorWorld.among(k -> complete || k % 100 != 7, 10, 10, 10, 3),
                    FactorWorld.LOGISTIC,
                    ten,
                    ten,
                    ten,
                    new double[] {0, 1, 0.5});
            var play = new Play(world, 8);
            int duels = 0;
            while (duels < 300) {
                List<Duel> block = play.next();
                duels += block.size();
                play.play(block);
            }
            assertThat(play.evidence.possible(world.best())).isTrue();
        }
    }

    @Test
    void misuse_isNamed() {
        assertThatThrownBy(() -> new FactorialAgon(FeatureSpace.bradleyTerry(3)))
                .hasMessageContaining("Blocks need factors");
    }
}
