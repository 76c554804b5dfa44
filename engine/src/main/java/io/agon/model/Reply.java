package io.agon.model;

import java.util.Optional;

/**
 * What a model replied.
 *
 * @param text untrusted; may be empty
 * @param finish why it ended
 * @param usage empty when the provider did not say
 * @param served the model that the provider says it served; the requested name when it says nothing
 * @param fingerprint the provider's name for the state of its backend
 */
public record Reply(String text, Finish finish, Optional<Usage> usage, String served, Optional<String> fingerprint) {

    /** Why a reply ended. */
    public enum Finish {
        /** The model ended it. */
        STOP,
        /** It reached the largest number of tokens. */
        LENGTH,
        /** The provider or the model refused. */
        REFUSED,
        /** Anything else, also unknown. */
        OTHER
    }
}
