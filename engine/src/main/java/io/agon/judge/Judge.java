package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.Optional;

/**
 * Decides between two answers to one query. Called from many threads at once; what a class of kind {@code java}
 * implements. See {@code JudgeContract} for what is expected of every judge.
 */
@FunctionalInterface
public interface Judge {

    /**
     * The outcome from the side of {@code first}.
     *
     * @param hearing what it may use
     * @throws Exception when no verdict was had, which becomes {@link Outcome.Missing}
     */
    Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) throws Exception;

    /**
     * The most that one verdict without retries costs, in US dollars: reserved before a duel is dispatched. What longer
     * answers cost more is reserved when they are known.
     *
     * @param answerBytes the most that an answer is taken to have
     */
    default double worstCase(Query query, long answerBytes) {
        return 0;
    }

    /** Labelled pairs on which it is to be tried before a run; mostly there are none. */
    default Optional<Exam> exam() {
        return Optional.empty();
    }

    /** Whether it cannot judge for the time being, because its provider rests after failures. */
    default boolean resting() {
        return false;
    }
}
