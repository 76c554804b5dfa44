package io.agon.improve.optimizer;

import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.policy.Turn;
import java.util.List;

/** The language model behind an optimizer. */
@FunctionalInterface
public interface OptimizerModel {

    /**
     * What it says, untrusted; blank when it refuses or has nothing to say.
     *
     * @param messages at least one; the last one is of the user
     * @param step names the call, such as {@code update 7}: the same when the loop is done again, different for
     *     different calls of a loop
     * @throws ModelException when it does not answer
     */
    String reply(List<Message> messages, String step, Turn turn) throws ModelException, InterruptedException;
}
