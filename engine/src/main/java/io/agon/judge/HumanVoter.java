package io.agon.judge;

import io.agon.policy.Query;

/**
 * Somebody who compares answers: what an app supplies, such as a person at its terminal. Called from many threads at
 * once; one question at a time is up to the voter.
 */
@FunctionalInterface
public interface HumanVoter {

    /**
     * Asks which answer is better. The voter learns no names, and sees untrusted texts.
     *
     * @return a place, {@code TIE}, or {@code NONE} for a question that is skipped
     * @throws InterruptedException when the run is being stopped, or the voter has enough
     */
    Ballot.Choice vote(Query query, String first, String second) throws InterruptedException;

    /** Nobody is there. */
    static HumanVoter nobody() {
        return (query, first, second) -> {
            throw new IllegalStateException(
                    "a person is to judge, but nobody can be asked here; run it at a terminal, or choose another"
                            + " judge");
        };
    }
}
