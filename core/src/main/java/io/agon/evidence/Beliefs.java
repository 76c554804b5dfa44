package io.agon.evidence;

import io.agon.numeric.Normal;

/**
 * A posterior over preferences, from all outcomes observed so far: what bets are placed on and what sampling rules look
 * ahead with. No guarantee rests on its being right: wrong beliefs cost comparisons, not validity.
 *
 * <p>All on the scale of log-odds among decisive outcomes (ties left out, graded outcomes by their squared lead).
 */
public interface Beliefs {

    /** Strength of {@code policy}, relative to the others: log-odds against an average one. */
    Normal strength(int policy);

    /** Log-odds with which {@code i} beats {@code j}. */
    Normal logOdds(int i, int j);

    /** Share of decisive outcomes, in (0, 1]. */
    double decisiveShare();

    /** The log-odds at which the mean outcome is {@code 1/2 + gap}, in view of the {@link #decisiveShare}. */
    default double logOddsAt(double gap) {
        return gap == 0 ? 0 : Normal.logit(Math.min(0.98, 0.5 + gap / decisiveShare()));
    }
}
