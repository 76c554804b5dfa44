package io.agon.model;

import io.agon.budget.Allotment;
import java.time.Duration;
import java.util.Optional;

/** A model ready to be asked, at its price. */
public final class Endpoint {

    private final Model model;
    private final Optional<Price> price;

    /**
     * An endpoint.
     *
     * @param price empty when nobody knows it: then calls count as free, and no money budget may rest on them
     */
    public Endpoint(Model model, Optional<Price> price) {
        this.model = model;
        this.price = price;
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

    /** The most that one try of a request with so many tokens can cost, in US dollars. */
    public double worst(long inputTokens, int maxTokens) {
        return price.map(it -> it.worst(inputTokens, maxTokens)).orElse(0.0);
    }

    /**
     * Asks the model.
     *
     * @param seed of this call
     * @param key names this call
     * @param money reserved before each try, settled after it
     * @throws io.agon.budget.BudgetSpentException when there is no money for a try
     */
    public Call complete(Request request, long seed, String key, Allotment money) throws InterruptedException {
        long start = System.nanoTime();
        double worst = worst(request.inputBound(), request.decoding().maxTokens());
        money.reserve(worst);
        double cost = worst;
        try {
            Reply reply = model.complete(request, seed, key);
            cost = price.map(it -> reply.usage().map(it::of).orElse(worst)).orElse(0.0);
            return new Call(new Call.Result.Replied(reply), cost, 1, Duration.ofNanos(System.nanoTime() - start));
        } catch (ModelException e) {
            cost = e.fault().maybeBilled() ? worst : 0;
            return new Call(new Call.Result.Failed(e), cost, 1, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            money.settle(worst, cost);
        }
    }
}
