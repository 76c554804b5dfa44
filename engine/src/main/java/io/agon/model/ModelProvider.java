package io.agon.model;

/** A source of models, found as a service: what a further module or a user's jar adds. */
public interface ModelProvider {

    /** Whether this one serves {@code id}. */
    boolean serves(ModelId id);

    /** Whether its models run in this process, cost nothing and take their randomness from the seed alone. */
    boolean local();

    /**
     * Makes a model ready; what is slow or large is loaded here, not in the first call.
     *
     * @throws IllegalArgumentException with the mend when that cannot be: a missing key or file, a wrong format
     */
    Model open(ModelId id, ModelOptions options);
}
