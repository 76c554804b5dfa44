package io.agon.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.FactorWorld;
import io.agon.preference.Duel;
import io.agon.structured.Combinations;
import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactorBlockTest {

    private static final int FACTORS = 6;
    private static final Combinations ALL = new Combinations(FactorWorld.full(3, 3, 2, 3, 2, 3));
    private static final Combinations TWO = new Combinations(FactorWorld.full(2, 2, 2));

    /** A block as a rule might commit it: any factors, any two levels, any order, any slots, any context. */
    private record Committed(int[] factors, int[][] levels, List<Duel> duels) {

        static Committed draw(RandomGenerator random) {
            var factors = new ArrayList<>(IntStream.range(0, FACTORS).boxed().toList());
            Collections.shuffle(factors, Random.from(random));
            int s = 2 + random.nextInt(4);
            int[] chosen = factors.subList(0, s).stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            int[][] levels = new int[s][];
            for (int f = 0; f < s; f++) {
                int count = ALL.factors().levels().get(chosen[f]).size();
                int one = random.nextInt(count);
                levels[f] = new int[] {one, (one + 1 + random.nextInt(count - 1)) % count};
            }
            var duels = new ArrayList<Duel>();
            for (int pattern = 0; pattern < 1 << (s - 1); pattern++) {
                int[] context = ALL.levels(random.nextInt(ALL.factors().policies()));
                int first = policy(chosen, levels, pattern, context);
                int second = policy(chosen, levels, ~pattern, context);
                duels.add(random.nextBoolean() ? new Duel(first, second) : new Duel(second, first));
            }
            Collections.shuffle(duels, Random.from(random));
            return new Committed(chosen, levels, List.copyOf(duels));
        }

        private static int policy(int[] factors, int[][] levels, int pattern, int[] context) {
            int[] combination = context.clone();
            for (int f = 0; f < factors.length; f++) {
                combination[factors[f]] = levels[f][pattern >> f & 1];
            }
            return ALL.policy(combination);
        }

        List<Duel> with(int n, Duel other) {
            var changed = new ArrayList<>(duels);
            changed.set(n, other);
            return changed;
        }
    }

    private static final Gen<Committed> BLOCKS = Committed::draw;

    /** Seed 1, 300 blocks. */
    @Test
    void wholeBlocks_areReadInAnyOrderOfDuelsSlotsAndContexts() {
        Property.forAll(1, 300, BLOCKS, committed -> {
            FactorBlock block = FactorBlock.several(committed.duels(), ALL).orElseThrow();
            int s = committed.factors().length;
            assertThat(block.groups()).isEqualTo(s);
            assertThat(block.size()).isEqualTo(1 << (s - 1));
            assertThat(block.all()).isEqualTo((1 << s) - 1);
            var seen = new ArrayList<Integer>();
            for (int n = 0; n < block.size(); n++) {
                Duel duel = committed.duels().get(n);
                assertThat(block.duel(n)).isEqualTo(duel);
                int pattern = block.pattern(n);
                seen.add(pattern);
                seen.add(block.complement(pattern));
                for (int g = 0; g < s; g++) {
                    int factor = committed.factors()[g];
                    int side = pattern >> g & 1;
                    assertThat(block.factors(g)).containsExactly(factor);
                    assertThat(block.levels(g, side)).containsExactly(ALL.level(duel.first(), factor));
                    assertThat(block.levels(g, 1 - side)).containsExactly(ALL.level(duel.second(), factor));
                    assertThat(block.side(duel.first(), g, ALL)).isEqualTo(side);
                    assertThat(block.side(duel.second(), g, ALL)).isEqualTo(1 - side);
                }
            }
            assertThat(seen).hasSize(1 << s).doesNotHaveDuplicates();
        });
    }

    /** What a bet rests on: in a mirrored pair the set stays and everything else is exchanged. Seed 2, 100 blocks. */
    @Test
    void mirrors_keepTheSetAndExchangeAllElse() {
        Property.forAll(2, 100, BLOCKS, committed -> {
            FactorBlock block = FactorBlock.several(committed.duels(), ALL).orElseThrow();
            for (int set = 1; set <= block.all(); set++) {
                for (int pattern = 0; pattern <= block.all(); pattern++) {
                    int mirror = block.mirror(pattern, set);
                    assertThat(mirror & set).isEqualTo(pattern & set);
                    assertThat(mirror & ~set).isEqualTo(block.complement(pattern) & ~set);
                    assertThat(block.mirror(mirror, set)).isEqualTo(pattern);
                    assertThat(mirror).isNotEqualTo(block.complement(pattern));
                }
            }
        });
    }

    /** Seed 3, 300 blocks, each spoilt in one way. */
    @Test
    void incompleteBlocks_areRefused() {
        Property.forAll(3, 300, BLOCKS, committed -> {
            List<Duel> duels = committed.duels();
            assertThat(FactorBlock.several(duels.subList(1, duels.size()), ALL)).isEmpty();
            assertThat(FactorBlock.several(committed.with(0, duels.getLast()), ALL))
                    .isEmpty();
            assertThat(FactorBlock.several(committed.with(0, duels.getLast().swapped()), ALL))
                    .isEmpty();
            assertThat(FactorBlock.several(committed.with(0, new Duel(0, 1)), ALL))
                    .isEmpty();
            Duel last = duels.getLast();
            int differing = committed.factors()[0];
            int free = IntStream.range(0, FACTORS)
                    .filter(m -> Arrays.binarySearch(committed.factors(), m) < 0)
                    .findFirst()
                    .orElseThrow();
            // One factor less in which they differ, or one more.
            assertThat(FactorBlock.several(
                            committed.with(
                                    duels.size() - 1,
                                    new Duel(
                                            moved(last.first(), differing, ALL.level(last.second(), differing)),
                                            last.second())),
                            ALL))
                    .isEmpty();
            assertThat(FactorBlock.several(
                            committed.with(
                                    duels.size() - 1,
                                    new Duel(
                                            moved(
                                                    last.first(),
                                                    free,
                                                    (ALL.level(last.first(), free) + 1)
                                                            % ALL.factors()
                                                                    .levels()
                                                                    .get(free)
                                                                    .size()),
                                            last.second())),
                            ALL))
                    .isEmpty();
        });
    }

    @Test
    void aThirdLevel_isRefused() {
        var combinations = new Combinations(FactorWorld.full(3, 2));
        // Levels (0, 0) and (1, 1), then (0, 1) and (1, 0): a block. With (2, 0) it is none.
        assertThat(FactorBlock.several(List.of(new Duel(0, 4), new Duel(3, 1)), combinations))
                .isPresent();
        assertThat(FactorBlock.several(List.of(new Duel(0, 4), new Duel(3, 2)), combinations))
                .isEmpty();
    }

    @Test
    void differencesInOneFactor_orTooManyFactors_areNoBlockOfSeveral() {
        assertThat(FactorBlock.several(List.of(new Duel(0, 1)), TWO)).isEmpty();
        assertThat(FactorBlock.several(List.of(new Duel(0, 7)), TWO)).isEmpty();
        int[] levels = new int[11];
        Arrays.fill(levels, 2);
        var many = new Combinations(FactorWorld.full(levels));
        var duels = new ArrayList<Duel>();
        for (int k = 0; k < 1 << 10; k++) {
            duels.add(new Duel(k, (1 << 11) - 1 - k));
        }
        assertThat(FactorBlock.several(duels, many)).isEmpty();
    }

    /** Seed 4, 300 duels that differ in 1 to 6 factors. */
    @Test
    void aDuelByItself_isOneGroupOfAllItsFactors() {
        Gen<Duel> duels = random -> {
            int k = random.nextInt(ALL.factors().policies());
            return new Duel(
                    k,
                    (k + 1 + random.nextInt(ALL.factors().policies() - 1))
                            % ALL.factors().policies());
        };
        Property.forAll(4, 300, duels, duel -> {
            FactorBlock block = FactorBlock.single(duel, ALL);
            int[] differing = IntStream.range(0, FACTORS)
                    .filter(m -> ALL.level(duel.first(), m) != ALL.level(duel.second(), m))
                    .toArray();
            assertThat(block.size()).isEqualTo(1);
            assertThat(block.groups()).isEqualTo(1);
            assertThat(block.all()).isEqualTo(1);
            assertThat(block.duel(0)).isEqualTo(duel);
            assertThat(block.factors(0)).containsExactly(differing);
            assertThat(block.pattern(0)).isZero();
            assertThat(block.mirror(0, 1)).isZero();
            for (int k = 0; k < ALL.factors().policies(); k++) {
                int policy = k;
                boolean first =
                        Arrays.stream(differing).allMatch(m -> ALL.level(policy, m) == ALL.level(duel.first(), m));
                boolean second =
                        Arrays.stream(differing).allMatch(m -> ALL.level(policy, m) == ALL.level(duel.second(), m));
                assertThat(block.side(k, 0, ALL)).isEqualTo(first ? 0 : second ? 1 : -1);
            }
        });
    }

    private static int moved(int policy, int factor, int level) {
        int[] levels = ALL.levels(policy);
        levels[factor] = level;
        return ALL.policy(levels);
    }
}
