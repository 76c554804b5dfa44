package io.agon.structured;

import java.util.HashMap;
import java.util.Map;

/** Which policy has which levels: the {@link Factors} read the other way round. */
public final class Combinations {

    private final Factors factors;
    private final long[] radix;
    private final int[][] levels;
    private final Map<Long, Integer> policies = new HashMap<>();
    private final boolean complete;

    /** Looks policies of these factors up. */
    public Combinations(Factors factors) {
        this.factors = factors;
        radix = new long[factors.size()];
        double all = 1;
        for (int m = 0; m < radix.length; m++) {
            radix[m] = m == 0 ? 1 : radix[m - 1] * factors.levels().get(m - 1).size();
            all *= factors.levels().get(m).size();
        }
        if (all > Long.MAX_VALUE) {
            throw new IllegalArgumentException("There are too many combinations of levels: %.0f.".formatted(all));
        }
        levels = new int[factors.policies()][radix.length];
        for (int k = 0; k < levels.length; k++) {
            for (int m = 0; m < radix.length; m++) {
                levels[k][m] = factors.level(k, m);
            }
            policies.put(key(levels[k]), k);
        }
        complete = all == factors.policies();
    }

    /** The factors. */
    public Factors factors() {
        return factors;
    }

    /** Whether every combination of levels is a policy. */
    public boolean complete() {
        return complete;
    }

    /** The level of factor {@code factor} that {@code policy} has. */
    public int level(int policy, int factor) {
        return levels[policy][factor];
    }

    /** The levels of {@code policy}, one for each factor: a copy. */
    public int[] levels(int policy) {
        return levels[policy].clone();
    }

    /** The policy with these levels, one for each factor; -1 when there is none. */
    public int policy(int[] combination) {
        return policies.getOrDefault(key(combination), -1);
    }

    private long key(int[] combination) {
        long key = 0;
        for (int m = 0; m < radix.length; m++) {
            key += radix[m] * combination[m];
        }
        return key;
    }
}
