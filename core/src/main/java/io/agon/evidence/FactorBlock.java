package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.structured.Combinations;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Duels that were committed together, read as a block over factors: in each duel the two policies differ in the same
 * factors and have the same two levels of each, one the one and one the other. A duel is then a pattern of one bit for
 * each <em>group</em> of factors, set where its first policy has the second levels; from the side of its second policy
 * it is the complement. The block holds every pattern or its complement, once. In a block of several duels a group is
 * one factor; a duel by itself is a block of one group.
 */
final class FactorBlock {

    /** More factors would make a block of more than 512 duels. */
    private static final int MOST_FACTORS = 10;

    private final List<Duel> duels;
    private final int[][] factors;
    private final int[][][] levels;
    private final int[] patterns;

    private FactorBlock(List<Duel> duels, int[][] factors, int[][][] levels, int[] patterns) {
        this.duels = duels;
        this.factors = factors;
        this.levels = levels;
        this.patterns = patterns;
    }

    /** A duel by itself. */
    static FactorBlock single(Duel duel, Combinations combinations) {
        int[] factors = differing(duel, combinations);
        return new FactorBlock(
                List.of(duel),
                new int[][] {factors},
                new int[][][] {
                    {levels(duel.first(), factors, combinations), levels(duel.second(), factors, combinations)}
                },
                new int[1]);
    }

    /** Duels that were committed together; empty when they form no block of several. */
    static Optional<FactorBlock> several(List<Duel> duels, Combinations combinations) {
        int[] differing = differing(duels.getFirst(), combinations);
        int s = differing.length;
        if (s < 2 || s > MOST_FACTORS || duels.size() != 1 << (s - 1)) {
            return Optional.empty();
        }
        int[][] factors = new int[s][];
        int[][][] levels = new int[s][2][];
        for (int f = 0; f < s; f++) {
            factors[f] = new int[] {differing[f]};
            levels[f][0] = levels(duels.getFirst().first(), factors[f], combinations);
            levels[f][1] = levels(duels.getFirst().second(), factors[f], combinations);
        }
        var block = new FactorBlock(duels, factors, levels, new int[duels.size()]);
        boolean[] seen = new boolean[1 << s];
        for (int n = 0; n < duels.size(); n++) {
            Duel duel = duels.get(n);
            int pattern = Arrays.equals(differing(duel, combinations), differing)
                    ? block.side(duel.first(), combinations)
                    : -1;
            if (pattern < 0 || seen[pattern] || block.side(duel.second(), combinations) != block.complement(pattern)) {
                return Optional.empty();
            }
            seen[pattern] = true;
            seen[block.complement(pattern)] = true;
            block.patterns[n] = pattern;
        }
        return Optional.of(block);
    }

    private static int[] differing(Duel duel, Combinations combinations) {
        return IntStream.range(0, combinations.factors().size())
                .filter(m -> combinations.level(duel.first(), m) != combinations.level(duel.second(), m))
                .toArray();
    }

    private static int[] levels(int policy, int[] factors, Combinations combinations) {
        return Arrays.stream(factors).map(m -> combinations.level(policy, m)).toArray();
    }

    /** The pattern of levels that a policy has; -1 when it has other ones. */
    private int side(int policy, Combinations combinations) {
        int side = 0;
        for (int g = 0; g < factors.length; g++) {
            int own = side(policy, g, combinations);
            if (own < 0) {
                return -1;
            }
            side |= own << g;
        }
        return side;
    }

    /** Which levels of a group {@code policy} has, the first (0) or the second (1); -1 when it has other ones. */
    int side(int policy, int group, Combinations combinations) {
        boolean first = true;
        boolean second = true;
        for (int n = 0; n < factors[group].length; n++) {
            int level = combinations.level(policy, factors[group][n]);
            first &= level == levels[group][0][n];
            second &= level == levels[group][1][n];
        }
        return first ? 0 : second ? 1 : -1;
    }

    /** Number of duels. */
    int size() {
        return duels.size();
    }

    /** The {@code n}-th duel. */
    Duel duel(int n) {
        return duels.get(n);
    }

    /** Its pattern. */
    int pattern(int n) {
        return patterns[n];
    }

    /** Number of groups. */
    int groups() {
        return factors.length;
    }

    /** The factors of a group. */
    int[] factors(int group) {
        return factors[group];
    }

    /** Their levels on a side, 0 or 1. */
    int[] levels(int group, int side) {
        return levels[group][side];
    }

    /** The set of all groups. */
    int all() {
        return (1 << factors.length) - 1;
    }

    /** The same duel from the side of its second policy. */
    int complement(int pattern) {
        return all() ^ pattern;
    }

    /** The pattern that agrees with this one in a set of groups and nowhere else. */
    int mirror(int pattern, int set) {
        return pattern ^ (all() & ~set);
    }
}
