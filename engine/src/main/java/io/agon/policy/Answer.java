package io.agon.policy;

/** What a policy said to a query, or that it said nothing. */
public sealed interface Answer {

    /**
     * An answer.
     *
     * @param text as the policy gave it: untrusted
     */
    record Given(String text) implements Answer {}

    /**
     * No answer was had. It is retried on the same query, then reported; it is never a loss.
     *
     * @param reason what failed, for people
     */
    record Missing(String reason) implements Answer {}

    /** An answer. */
    static Answer of(String text) {
        return new Given(text);
    }
}
