package io.agon.preference;

/** A {@link Ledger} that grows by one outcome at a time: O(1) time an outcome, O(K^2) primitives of memory. */
public final class RunningLedger implements Ledger {

    private final int policies;
    private final int[] count;
    private final int[] ties;
    private final double[] lead;
    private final double[] weight;
    private final long[] countOf;
    private final double[] leadOf;
    private long comparisons;
    private long missing;

    /** An empty ledger for {@code policies} policies, at least 2. */
    public RunningLedger(int policies) {
        if (policies < 2) {
            throw new IllegalArgumentException(
                    "An experiment needs at least 2 policies, but it has %d.".formatted(policies));
        }
        this.policies = policies;
        int pairs = Math.multiplyExact(policies, policies);
        count = new int[pairs];
        ties = new int[pairs];
        lead = new double[pairs];
        weight = new double[pairs];
        countOf = new long[policies];
        leadOf = new double[policies];
    }

    /** Enters the outcome of a duel. */
    public void add(Duel duel, Outcome outcome) {
        if (outcome instanceof Outcome.Missing) {
            missing++;
            return;
        }
        double y = 2 * outcome.value() - 1;
        int ij = duel.first() * policies + duel.second();
        int ji = duel.second() * policies + duel.first();
        count[ij]++;
        count[ji]++;
        if (y == 0) {
            ties[ij]++;
            ties[ji]++;
        }
        lead[ij] += y;
        lead[ji] -= y;
        weight[ij] += y * y;
        weight[ji] += y * y;
        countOf[duel.first()]++;
        countOf[duel.second()]++;
        leadOf[duel.first()] += y;
        leadOf[duel.second()] -= y;
        comparisons++;
    }

    @Override
    public int policies() {
        return policies;
    }

    @Override
    public long comparisons() {
        return comparisons;
    }

    @Override
    public long missing() {
        return missing;
    }

    @Override
    public int count(int i, int j) {
        return count[i * policies + j];
    }

    @Override
    public double lead(int i, int j) {
        return lead[i * policies + j];
    }

    @Override
    public double weight(int i, int j) {
        return weight[i * policies + j];
    }

    @Override
    public int ties(int i, int j) {
        return ties[i * policies + j];
    }

    @Override
    public long count(int i) {
        return countOf[i];
    }

    @Override
    public double lead(int i) {
        return leadOf[i];
    }
}
