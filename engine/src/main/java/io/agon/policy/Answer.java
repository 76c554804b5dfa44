package io.agon.policy;

/** What a policy said to a query, or that it said nothing. */
public sealed interface Answer {

    /**
     * An answer.
     *
     * @param text as the policy gave it: untrusted
     * @param usd what it cost, at least 0; 0 when it was free
     */
    record Given(String text, double usd) implements Answer {
        public Given {
            if (!(usd >= 0)) {
                throw new IllegalArgumentException(
                        "An answer costs at least 0 US dollars, but this one costs %s.".formatted(usd));
            }
        }
    }

    /**
     * No answer was had. It is retried on the same query, then reported; it is never a loss.
     *
     * @param reason what failed, for people
     */
    record Missing(String reason) implements Answer {}

    /** A free answer. */
    static Answer of(String text) {
        return new Given(text, 0);
    }
}
