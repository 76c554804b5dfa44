package io.agon.improve.optimizer;

import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.policy.Turn;
import java.util.List;

/**
 * A model of a provider. A refused or blank reply is an answer that proposes nothing: it is paid for and kept, and not
 * asked for again.
 *
 * @param endpoint who is asked
 * @param decoding how; optimizers write whole texts, so allow them {@link #MAX_TOKENS} tokens or so
 */
public record EndpointModel(Endpoint endpoint, Decoding decoding) implements OptimizerModel {

    /** Tokens of a reply when nothing is said, as OptoPrimeV2 allows them. */
    public static final int MAX_TOKENS = 8192;

    @Override
    public String reply(List<Message> messages, String step, Turn turn) throws ModelException, InterruptedException {
        return turn.ask(
                endpoint,
                Request.of(messages, decoding),
                step,
                reply -> reply.finish() == Reply.Finish.REFUSED ? "" : reply.text());
    }

    /** The most that so many calls cost without retries when each is told at most so many tokens, in US dollars. */
    public double worst(int calls, long inputTokens) {
        return calls * endpoint.worst(inputTokens, decoding.maxTokens());
    }
}
