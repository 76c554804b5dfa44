package io.agon.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task item that policies answer.
 *
 * @param id its name in the data, unique among the queries of an experiment
 * @param vars named inputs, in the order of the data; may be empty
 * @param expected the reference answer, when there is one; the first when several are right
 * @param others further answers that are right as well; none without {@code expected}
 */
public record Query(
        String id, Map<String, String> vars, @Nullable String expected, List<String> others) {

    public Query {
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        others = List.copyOf(others);
        if (expected == null && !others.isEmpty()) {
            throw new IllegalArgumentException(
                    "The query '%s' has further right answers but no first one; give that as expected.".formatted(id));
        }
    }

    /** A query with at most one right answer. */
    public Query(String id, Map<String, String> vars, @Nullable String expected) {
        this(id, vars, expected, List.of());
    }

    /** A query with these right answers; none when nobody said. */
    public static Query accepting(String id, Map<String, String> vars, List<String> accepted) {
        return accepted.isEmpty()
                ? new Query(id, vars, null)
                : new Query(id, vars, accepted.getFirst(), accepted.subList(1, accepted.size()));
    }

    /** A query of which only the name is known. */
    public static Query named(String id) {
        return new Query(id, Map.of(), null);
    }

    /** Every answer that is right, {@link #expected} first; empty when nobody said. */
    public List<String> accepted() {
        if (expected == null) {
            return List.of();
        }
        var accepted = new ArrayList<String>(1 + others.size());
        accepted.add(expected);
        accepted.addAll(others);
        return Collections.unmodifiableList(accepted);
    }
}
