package io.agon.improve;

import io.agon.model.ModelException;
import io.agon.policy.Turn;

/** Proposes edits. A function of the problem and the turn; used by one thread at a time. */
@FunctionalInterface
public interface Optimizer {

    /**
     * An edit of the problem's artifact. What cannot be read is no change, and says so.
     *
     * @throws ModelException when a model does not answer
     */
    Proposal propose(Problem problem, Turn turn) throws ModelException, InterruptedException;
}
