package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.Arrays;

/** {@link Evidence} from an {@link EProcess}: keeps the running maxima and who was rejected when. */
public final class RunningEvidence implements Evidence {

    private final EProcess process;
    private final double delta;
    private final double threshold;
    private final double[] maxima;
    private final long[] rejectedAt;
    private long observed;
    private int possible;

    /**
     * No outcome yet, nobody rejected.
     *
     * @param process fresh: every value 1
     * @param delta error probability, in (0, 1)
     */
    public RunningEvidence(EProcess process, double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException(
                    "delta must lie in (0, 1), but it is %s. A confidence of 0.95 is delta 0.05.".formatted(delta));
        }
        this.process = process;
        this.delta = delta;
        this.threshold = -Math.log(delta);
        maxima = new double[process.policies()];
        rejectedAt = new long[process.policies()];
        Arrays.fill(rejectedAt, -1);
        possible = process.policies();
    }

    /** Enters the next outcome in dispatch order. */
    public void observe(Duel duel, Outcome outcome) {
        process.observe(duel, outcome);
        observed++;
        for (int k = 0; k < maxima.length; k++) {
            double value = process.logValue(k);
            if (value > maxima[k]) {
                maxima[k] = value;
                if (value >= threshold && rejectedAt[k] < 0) {
                    rejectedAt[k] = observed;
                    possible--;
                }
            }
        }
    }

    /** After how many outcomes (missing ones included) {@code policy} was rejected; -1 when it is possible. */
    public long rejectedAt(int policy) {
        return rejectedAt[policy];
    }

    @Override
    public int policies() {
        return maxima.length;
    }

    @Override
    public double delta() {
        return delta;
    }

    @Override
    public double logValue(int policy) {
        return process.logValue(policy);
    }

    @Override
    public double maxLogValue(int policy) {
        return maxima[policy];
    }

    @Override
    public boolean possible(int policy) {
        return rejectedAt[policy] < 0;
    }

    @Override
    public int possibleCount() {
        return possible;
    }
}
