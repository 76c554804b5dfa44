package io.agon.policy;

import java.util.random.RandomGenerator;

/**
 * Anything that answers a query. Called from many threads at once; what a class of kind {@code java} implements.
 *
 * <p>A failure is {@link Answer.Missing} or an exception, which becomes one: it is retried on the same query, and it must not
 * depend on whether the answer would have won.
 */
@FunctionalInterface
public interface Policy {

    /**
     * The answer to {@code query}.
     *
     * @param random this call's own stream: a policy that takes its randomness only from here makes runs reproducible
     * @throws Exception when there is none; an interrupt must end the call soon
     */
    Answer answer(Query query, RandomGenerator random) throws Exception;
}
