package io.agon.model;

import java.time.Duration;

/**
 * What became of a call, over all its tries: a reply or a fault.
 *
 * @param result a reply, or why there is none
 * @param usd spent on all tries, in US dollars; when a failed try may have been billed, its worst case
 * @param tries how often the provider was asked, at least 0
 * @param time from the first try to the end, waiting included
 */
public record Call(Result result, double usd, int tries, Duration time) {

    /** A reply or a fault. */
    public sealed interface Result {
        /** A reply. */
        record Replied(Reply reply) implements Result {}

        /** None. */
        record Failed(ModelException cause) implements Result {}
    }
}
