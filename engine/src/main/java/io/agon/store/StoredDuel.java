package io.agon.store;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A duel that was dispatched.
 *
 * @param index in dispatch order, from 0
 * @param duel who met whom
 * @param query id of the query
 * @param outcome null when the process died, or was stopped, while it was in flight
 * @param attempts how often it was fought until there was an outcome; 0 without one
 * @param resting policies that could not be compared when it was chosen
 */
public record StoredDuel(
        long index, Duel duel, String query, @Nullable Outcome outcome, int attempts, Set<Integer> resting) {

    public StoredDuel {
        resting = Collections.unmodifiableSet(new TreeSet<>(resting));
    }

    /** A duel that was just dispatched. */
    public static StoredDuel fresh(long index, Duel duel, String query, Set<Integer> resting) {
        return new StoredDuel(index, duel, query, null, 0, resting);
    }
}
