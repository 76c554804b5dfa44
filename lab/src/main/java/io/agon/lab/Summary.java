package io.agon.lab;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one entrant did over all replications.
 *
 * @param rule name of the entrant
 * @param mean comparisons dispatched until the verdict; a replication that hit the cap counts with the cap, so that the
 *     mean is then too small
 * @param meanError standard error of {@code mean}; NaN with one replication
 * @param median of the comparisons
 * @param p95 of the comparisons: the smallest number that at least 95 % of the replications did not exceed
 * @param ratio {@code mean} over the limit; null when there is no limit
 * @param errorRate share of replications with a false claim; null when no policy is optimal
 * @param errorRateError standard error of {@code errorRate}; null with it
 * @param undecided replications that hit the cap on comparisons
 * @param optimumLost replications in which the evidence rejected the optimal policy, whatever was claimed
 * @param time mean duration of an experiment, in mean durations of a comparison: less than {@code mean} when several
 *     are in flight
 * @param microsPerDecision time to choose a duel and to take in its outcome, on one thread; the one figure that depends
 *     on the machine
 * @param claims how often each claim was made: a policy's name, "no winner", or "undecided"; most frequent first
 * @param comparisons of each replication, in order of replications
 */
public record Summary(
        String rule,
        double mean,
        double meanError,
        double median,
        double p95,
        @Nullable Double ratio,
        @Nullable Double errorRate,
        @Nullable Double errorRateError,
        long undecided,
        long optimumLost,
        double time,
        double microsPerDecision,
        Map<String, Integer> claims,
        long[] comparisons) {

    /** Replications with a false claim; 0 when no policy is optimal. */
    public long errors() {
        return errorRate == null ? 0 : Math.round(errorRate * comparisons.length);
    }

    /** Standard error of {@link #ratio}; null with it. */
    public @Nullable Double ratioError() {
        return ratio == null ? null : Double.valueOf(ratio * meanError / mean);
    }
}
