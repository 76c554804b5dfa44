package io.agon.evidence;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;

/** {@link Beliefs} that grow by one outcome at a time. */
interface LearningBeliefs extends Beliefs {

    /** Learns from an outcome that is not missing. */
    void observe(Duel duel, Outcome outcome);

    /**
     * Log-likelihood of an outcome under what was believed of its log-odds.
     *
     * @param lead of the side that the log-odds are of, in [-1, 1]: it weighs by its square, a tie says nothing
     */
    static double logScore(Normal logOdds, double lead) {
        double p = logOdds.logisticMean();
        return (lead * Math.log(p / (1 - p)) + lead * lead * Math.log(p * (1 - p))) / 2;
    }
}
