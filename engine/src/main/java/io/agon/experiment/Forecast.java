package io.agon.experiment;

import org.jspecify.annotations.Nullable;

/**
 * What comes next if the gaps are what they look like: an estimate, without guarantee.
 *
 * @param comparisons still needed for a decision; null when the data do not say (no leader, or a gap that looks like none)
 * @param leader name of the policy that looks best; null before the first outcome
 * @param rival name of the possible policy that is hardest to rule out; null when there is none
 * @param rivalComparisons still needed to rule out the rival
 */
public record Forecast(
        @Nullable Long comparisons,
        @Nullable String leader,
        @Nullable String rival,
        @Nullable Long rivalComparisons) {

    public static final Forecast UNKNOWN = new Forecast(null, null, null, null);
}
