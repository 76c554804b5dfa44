package io.agon.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is treated; null means without bound.
 *
 * @param inFlight calls under way at once, at least 1; fewer after the provider asked to slow down
 * @param requestsPerMinute spread evenly, at least 1
 * @param tokensPerMinute of requests and replies, as estimated before a call; spread evenly, at least 1
 * @param tries of one call at most, those that were asked to slow down not counted; at least 1
 * @param backoff before the second try at most; doubled for each further one, and drawn evenly below that
 * @param longestBackoff the doubling ends here
 * @param patience of one call: the longest it waits, in all, for a provider that asked to slow down, and for one that
 *     rests
 * @param failures in a row after which the provider rests, at least 1
 * @param rest how long it rests before one call tries it again
 */
public record Limits(
        int inFlight,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer tokensPerMinute,
        int tries,
        Duration backoff,
        Duration longestBackoff,
        Duration patience,
        int failures,
        Duration rest) {

    /** When nothing is said. */
    public static final Limits DEFAULT = new Limits(
            64,
            null,
            null,
            5,
            Duration.ofMillis(500),
            Duration.ofSeconds(20),
            Duration.ofMinutes(2),
            10,
            Duration.ofSeconds(10));

    public Limits {
        atLeastOne("inFlight", inFlight);
        atLeastOne("requestsPerMinute", requestsPerMinute);
        atLeastOne("tokensPerMinute", tokensPerMinute);
        atLeastOne("tries", tries);
        atLeastOne("failures", failures);
        if (!backoff.isPositive() || longestBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException(
                    "A backoff must be above 0 and at most the longest one, but they are %s and %s."
                            .formatted(backoff, longestBackoff));
        }
        if (patience.isNegative() || !rest.isPositive()) {
            throw new IllegalArgumentException("Patience must be at least 0 and a rest above 0, but they are %s and %s."
                    .formatted(patience, rest));
        }
    }

    private static void atLeastOne(String name, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, but it is %d.".formatted(name, value));
        }
    }

    /** With other bounds of what is under way and per minute. */
    public Limits with(int calls, @Nullable Integer requestsAMinute, @Nullable Integer tokensAMinute) {
        return new Limits(
                calls, requestsAMinute, tokensAMinute, tries, backoff, longestBackoff, patience, failures, rest);
    }
}
