package io.agon.policy;

import io.agon.model.Endpoint;
import io.agon.model.Request;
import java.util.function.Function;

/**
 * A call that each answer of a policy makes.
 *
 * @param step its name within the turn
 * @param endpoint whom it asks
 * @param frame the request for a query, with nothing in place of earlier replies
 * @param embedded how often earlier replies stand in it
 * @param embeddedTokens of each of them at most
 */
public record PlannedCall(
        String step, Endpoint endpoint, Function<Query, Request> frame, int embedded, int embeddedTokens) {

    /** The most that it costs without retries, in US dollars. */
    double worst(Query query) {
        Request request = frame.apply(query);
        long input = request.inputBound() + (long) embedded * embeddedTokens * Conversation.BYTES_PER_TOKEN;
        return endpoint.worst(input, request.decoding().maxTokens());
    }
}
