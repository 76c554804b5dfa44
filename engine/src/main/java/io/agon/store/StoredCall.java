package io.agon.store;

import io.agon.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Money that a duel spent, mostly on a call to a model.
 *
 * @param party index of the policy that spent it; {@link #JUDGE} for the judge
 * @param step which call of the party's turn
 * @param model who was asked; empty when it was no model
 * @param served which model the provider says it served
 * @param fingerprint of the provider's backend
 * @param usage tokens; none when there was no reply
 * @param usd spent, over all tries
 * @param tries how often the provider was asked
 * @param millis from the first try to the end
 * @param failure why there is no reply
 */
public record StoredCall(
        int party,
        String step,
        String model,
        @Nullable String served,
        @Nullable String fingerprint,
        Usage usage,
        double usd,
        int tries,
        long millis,
        @Nullable String failure) {

    /** The judge, as a party. */
    public static final int JUDGE = -1;
}
