package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@link Evidence} from an {@link EProcess} and tests of pairs: keeps the running maxima and who was rejected when. */
public final class RunningEvidence implements Evidence {

    private final EProcess process;
    private final double delta;
    private final double threshold;
    private final double[] maxima;
    private final long[] rejectedAt;
    private long observed;
    private final @Nullable PairEvidence beats;
    private final @Nullable PairEvidence withinMargin;
    private List<Integer> possible;

    /**
     * No outcome yet, nobody rejected, no tests of pairs.
     *
     * @param process fresh: every value 1
     * @param delta error probability at which policies are rejected, in (0, 1)
     */
    public RunningEvidence(EProcess process, double delta) {
        this(process, delta, PairTests.NONE);
    }

    /**
     * No outcome yet, nobody rejected.
     *
     * @param process fresh: every value 1
     * @param delta error probability at which policies are rejected, in (0, 1)
     * @param pairTests which tests of pairs to keep
     */
    public RunningEvidence(EProcess process, double delta, PairTests pairTests) {
        this.process = process;
        this.delta = delta;
        this.threshold = Rejection.threshold(delta);
        maxima = new double[process.policies()];
        rejectedAt = new long[process.policies()];
        Arrays.fill(rejectedAt, -1);
        possible = IntStream.range(0, process.policies()).boxed().toList();
        beats = pairTests.beats() ? new PairEvidence(process.policies(), 0) : null;
        withinMargin = pairTests.margin() > 0 ? new PairEvidence(process.policies(), pairTests.margin()) : null;
    }

    /**
     * The next duels to be observed, of which the first comes now, were {@linkplain EProcess#begin committed as a
     * block}.
     */
    public void begin(List<Duel> block) {
        process.begin(block);
    }

    /** Enters the next outcome in dispatch order. */
    public void observe(Duel duel, Outcome outcome) {
        process.observe(duel, outcome);
        if (beats != null) {
            beats.observe(duel, outcome);
        }
        if (withinMargin != null) {
            withinMargin.observe(duel, outcome);
        }
        observed++;
        boolean changed = false;
        for (int k = 0; k < maxima.length; k++) {
            double value = process.logValue(k);
            if (value > maxima[k]) {
                maxima[k] = value;
                if (value >= threshold && rejectedAt[k] < 0) {
                    rejectedAt[k] = observed;
                    changed = true;
                }
            }
        }
        if (changed) {
            possible = possible.stream().filter(this::possible).toList();
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
        return possible.size();
    }

    @Override
    public List<Integer> possible() {
        return possible;
    }

    @Override
    public Beliefs beliefs() {
        return process.beliefs();
    }

    @Override
    public double maxLogBeats(int i, int j) {
        return beats == null ? 0 : beats.maxLogValue(i, j);
    }

    @Override
    public double maxLogWithinMargin(int i, int j) {
        return withinMargin == null ? 0 : withinMargin.maxLogValue(i, j);
    }
}
