package io.agon.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task item that policies answer.
 *
 * @param id its name in the data, unique among the queries of an experiment
 * @param vars named inputs, in the order of the data; may be empty
 * @param expected the reference answer, when there is one
 */
public record Query(String id, Map<String, String> vars, @Nullable String expected) {

    public Query {
        vars = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(vars));
    }

    /** A query of which only the name is known. */
    public static Query named(String id) {
        return new Query(id, Map.of(), null);
    }
}
