package io.agon.improve.code;

import java.util.Map;

/** Code that is ready. Used by one thread at a time. */
public interface Program extends AutoCloseable {

    /**
     * Calls it.
     *
     * @param arguments by the names of the signature
     * @throws CodeException when it fails, takes too long or too much memory
     */
    Value call(Map<String, Value> arguments) throws CodeException, InterruptedException;

    /**
     * The next call finds nothing of those before it, as if it were compiled anew; one that keeps nothing is so anyway.
     */
    default void fresh() {}

    @Override
    default void close() {}
}
