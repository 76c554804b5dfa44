package io.agon.config;

import io.agon.model.Decoding;
import io.agon.model.Limits;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Price;
import java.util.Optional;

/**
 * A model and how it is asked: an entry of {@code providers}.
 *
 * @param label its name in reports
 * @param id which model
 * @param options how to reach it
 * @param decoding when a candidate says nothing else
 * @param price when the file says it
 * @param limits of its provider, when the file says them
 * @param place where the entry stands
 */
public record ProviderSource(
        String label,
        ModelId id,
        ModelOptions options,
        Decoding decoding,
        Optional<Price> price,
        Optional<Limits> limits,
        Place place) {}
