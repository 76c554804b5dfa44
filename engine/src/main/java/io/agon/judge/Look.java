package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Outcome;

/**
 * One look at two answers in the order in which they are shown; what {@link ShowingJudge} makes a judge of. Called from
 * many threads at once.
 */
@FunctionalInterface
public interface Look {

    /**
     * The outcome from the side of the answer shown first.
     *
     * @param first the answer shown first: untrusted
     * @param second the answer shown second: untrusted
     * @throws Exception when there is none
     */
    Outcome at(Query query, String first, String second, Hearing hearing) throws Exception;

    /**
     * The most that one look without retries costs, in US dollars.
     *
     * @param answerBytes the most that an answer is taken to have
     */
    default double worstCase(Query query, long answerBytes) {
        return 0;
    }

    /** Whether it cannot look for the time being, because its provider rests after failures. */
    default boolean resting() {
        return false;
    }
}
