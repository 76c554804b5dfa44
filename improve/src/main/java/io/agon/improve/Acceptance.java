package io.agon.improve;

import io.agon.preference.Outcome;

/** Decides whether a challenger replaces the champion. One instance serves one loop, and is asked in order. */
@FunctionalInterface
public interface Acceptance {

    /** The decision. */
    Decision decide(Candidate champion, Candidate challenger, Trials trials) throws Exception;

    /** What a rule may look at, each thing when it asks. */
    interface Trials {

        /** Mean score on the batch that the challenger was made from. */
        double batch(Candidate candidate) throws Exception;

        /** Mean score on the validation items. */
        double validation(Candidate candidate) throws Exception;

        /** Challenges that may still come in the loop, this one among them; at least 1. */
        int challenges();

        /**
         * A duel on a fresh query, from the challenger's side; each call is the next one: of a finite supply, in each
         * decision, each item at most once in random order. An outcome that is missing is no evidence.
         */
        Outcome duel() throws Exception;
    }

    /**
     * What was decided.
     *
     * @param accepted whether the challenger is the champion now
     * @param announced whether that is a claim that it is better: rules without evidence that accept everything make
     *     none
     * @param reason in words, with figures
     * @param duels that were fought
     * @param level error probability at which this decision was tested; 0 where there is no guarantee
     * @param estimate mean lead of the challenger in the duels or scores that were looked at, in [-1, 1]; NaN for none
     */
    record Decision(boolean accepted, boolean announced, String reason, long duels, double level, double estimate) {}
}
