package io.agon.improve.code;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What code of a candidate must keep.
 *
 * @param name of the function
 * @param parameters by name, in order
 * @param result what it gives
 */
public record Signature(String name, SequencedMap<String, Value.Type> parameters, Value.Type result) {
    public Signature {
        parameters = new LinkedHashMap<>(parameters);
    }

    /** Such as {@code order(stock, demand)}. */
    public String header() {
        return "%s(%s)".formatted(name, String.join(", ", parameters.sequencedKeySet()));
    }
}
