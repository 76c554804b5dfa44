package io.agon.model;

/**
 * A language model that completes conversations. One call is one try: retries, limits and money are the business of
 * {@link Endpoint}. Called from many threads at once.
 */
public interface Model {

    /** Which one, as experiment files write it. */
    ModelId id();

    /** All that shapes its replies beside the request: the name, where it is served, fixed parameters; no secret. */
    default String identity() {
        return id().toString();
    }

    /**
     * The reply to {@code request}.
     *
     * @param seed of this call; a model that can, draws its tokens from it alone
     * @param key names this call, the same when it is tried again: a provider that knows idempotency keys bills it once
     * @throws ModelException when there is none
     * @throws InterruptedException when the thread is interrupted: the call is cancelled
     */
    Reply complete(Request request, long seed, String key) throws ModelException, InterruptedException;
}
