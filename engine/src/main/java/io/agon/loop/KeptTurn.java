package io.agon.loop;

import io.agon.budget.Allotment;
import io.agon.budget.BudgetSpentException;
import io.agon.model.Call;
import io.agon.model.ContentHash;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.ModelException;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.policy.Turn;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A turn outside an experiment: pays, and keeps replies by place, step, model and request, so that they are not bought
 * twice. A refusal or a reply without text is shown to the reading as well, with an empty text: one that makes sense of
 * it gets it again.
 *
 * @param place names the piece of work within its loop, such as a rollout: the same when it is done again
 */
public record KeptTurn(String place, RandomGenerator random, KeptReplies replies, Allotment money) implements Turn {

    @Override
    public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading)
            throws ModelException, InterruptedException {
        String key = ContentHash.of(place, step, endpoint.identity(), request.hash());
        Optional<Reply> kept = replies.find(key);
        return kept.isPresent() ? reading.read(kept.get()) : bought(endpoint, request, key, reading);
    }

    private <T> T bought(Endpoint endpoint, Request request, String key, Reading<T> reading)
            throws ModelException, InterruptedException {
        double before = money.spent();
        Call call;
        try {
            call = endpoint.complete(request, Long.parseUnsignedLong(key.substring(0, 16), 16), key, money);
        } catch (InterruptedException | BudgetSpentException e) {
            lost(key, money.spent() - before);
            throw e;
        }
        switch (call.result()) {
            case Call.Result.Failed it -> {
                Optional<Reply> silent = silent(it.cause(), endpoint);
                if (silent.isEmpty()) {
                    lost(key, call.usd());
                    throw it.cause();
                }
                try {
                    return read(silent.get(), key, call.usd(), reading);
                } catch (ModelException e) {
                    throw it.cause(); // it says more
                }
            }
            case Call.Result.Replied it -> {
                return read(it.reply(), key, call.usd(), reading);
            }
        }
    }

    /** What came where the model, not the way to it, is why there is nothing to read. */
    private static Optional<Reply> silent(ModelException cause, Endpoint endpoint) {
        boolean refused = cause.fault() instanceof Fault.Refused;
        boolean empty = cause.fault() instanceof Fault.Unusable && cause.maybeBilled();
        Reply.Finish finish = refused ? Reply.Finish.REFUSED : Reply.Finish.OTHER;
        return refused || empty
                ? Optional.of(new Reply("", finish, cause.usage(), endpoint.id().name(), Optional.empty()))
                : Optional.empty();
    }

    private <T> T read(Reply reply, String key, double usd, Reading<T> reading) throws ModelException {
        T read;
        try {
            read = reading.read(reply);
        } catch (ModelException e) {
            lost(key, usd);
            throw e;
        }
        replies.keep(key, usd, reply);
        return read;
    }

    /** Spent without a reply that can be used. */
    private void lost(String key, double usd) {
        if (usd > 0) {
            replies.keep(key, usd, null);
        }
    }

    @Override
    public void spend(double usd) {
        if (!(usd >= 0)) {
            throw new IllegalArgumentException("Spending is at least 0 US dollars, but it is %s.".formatted(usd));
        }
        money.spend(usd);
        lost("", usd);
    }
}
