package io.agon.model;

import io.agon.budget.Allotment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model ready to be asked, at its price, behind the guard of its provider.
 *
 * <p>Guarantee: money is reserved before each try. A try with token counts is charged by them; one that may have been
 * billed without them, or was interrupted, is charged its worst case.
 */
public final class Endpoint {

    private final Model model;
    private final Optional<Price> price;
    private final @Nullable Guard guard;

    /**
     * An endpoint without a guard: one call is one try.
     *
     * @param price empty when nobody knows it: then calls count as free, and no money budget may rest on them
     */
    public Endpoint(Model model, Optional<Price> price) {
        this.model = model;
        this.price = price;
        this.guard = null;
    }

    /**
     * An endpoint of a guarded provider.
     *
     * @param price empty when nobody knows it: then calls count as free, and no money budget may rest on them
     * @param guard shared by all endpoints of the provider
     */
    public Endpoint(Model model, Optional<Price> price, Guard guard) {
        this.model = model;
        this.price = price;
        this.guard = guard;
    }

    /** Which model. */
    public ModelId id() {
        return model.id();
    }

    /** All that shapes its replies beside the request. */
    public String identity() {
        return model.identity();
    }

    /** What it costs, when that is known. */
    public Optional<Price> price() {
        return price;
    }

    /** Whether its provider rests after failures, so that a call would wait. */
    public boolean resting() {
        return guard != null && guard.resting();
    }

    /** Why its provider does not answer; empty when it does, and where nobody guards it. */
    public Optional<Guard.Trouble> trouble() {
        return guard == null ? Optional.empty() : guard.trouble();
    }

    /** The most that one try of a request with so many tokens can cost, in US dollars. */
    public double worst(long inputTokens, int maxTokens) {
        return price.map(it -> it.worst(inputTokens, maxTokens)).orElse(0.0);
    }

    /**
     * Asks the model, as often as its guard sees fit.
     *
     * @param seed of this call
     * @param key names this call
     * @param money reserved before each try, settled after it
     * @throws io.agon.budget.BudgetSpentException when there is no money for a try
     */
    public Call complete(Request request, long seed, String key, Allotment money) throws InterruptedException {
        long start = System.nanoTime();
        Tries tries = new Tries(request, seed, key, money);
        Call.Result result;
        try {
            // A token is about four bytes of English; the bound for money would keep far below the provider's rate.
            long estimate = request.inputBound() / 4 + request.decoding().maxTokens();
            result = new Call.Result.Replied(guard == null ? tries.ask() : guard.call(estimate, tries));
        } catch (ModelException e) {
            result = new Call.Result.Failed(e);
        }
        return new Call(result, tries.usd, tries.count, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The tries of one call, on one thread. */
    private final class Tries implements Guard.Try<Reply> {

        private final Request request;
        private final long seed;
        private final String key;
        private final Allotment money;
        private final double worst;
        private double usd;
        private int count;

        Tries(Request request, long seed, String key, Allotment money) {
            this.request = request;
            this.seed = seed;
            this.key = key;
            this.money = money;
            this.worst = worst(request.inputBound(), request.decoding().maxTokens());
        }

        @Override
        public Reply ask() throws ModelException, InterruptedException {
            money.reserve(worst);
            count++;
            double cost = worst;
            try {
                Reply reply = model.complete(request, seed, key);
                cost = cost(reply.usage());
                return reply;
            } catch (ModelException e) {
                cost = e.usage().isPresent() ? cost(e.usage()) : e.maybeBilled() ? worst : 0;
                throw e;
            } finally {
                usd += cost;
                money.settle(worst, cost);
            }
        }

        private double cost(Optional<Usage> usage) {
            return price.flatMap(it -> usage.map(it::of)).orElse(worst);
        }
    }
}
