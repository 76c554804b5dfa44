package io.agon.policy;

import io.agon.model.Endpoint;
import io.agon.model.ModelException;
import io.agon.model.Reply;
import io.agon.model.Request;
import java.util.random.RandomGenerator;

/**
 * What a policy or a judge works with while it has its turn in one duel: randomness, and models whose replies are paid,
 * kept and never bought twice. Used by one thread, or by several that wait for each other.
 */
public interface Turn {

    /**
     * This attempt's own stream: who takes its randomness only from here makes runs reproducible. Another attempt at
     * the same duel gets another one.
     */
    RandomGenerator random();

    /**
     * Asks a model. What was asked and read before, in an earlier attempt or by a process that died, is not asked
     * again.
     *
     * @param step names the call within this turn, such as {@code draft}: the same in each attempt, different for
     *     different calls
     * @param reading makes sense of the reply; a reply that it refuses is paid for, but not kept
     * @throws ModelException when there is no reply, or none that can be read
     */
    <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading)
            throws ModelException, InterruptedException;

    /** Reports money that was spent in another way, in US dollars, at least 0. */
    void spend(double usd);

    /** Makes sense of a reply. */
    @FunctionalInterface
    interface Reading<T> {
        /** @throws ModelException with {@link io.agon.model.Fault.Unusable} or another fault when it makes none */
        T read(Reply reply) throws ModelException;
    }
}
