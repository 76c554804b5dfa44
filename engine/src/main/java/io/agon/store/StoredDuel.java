package io.agon.store;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A duel that was dispatched.
 *
 * @param index in dispatch order, from 0
 * @param duel who met whom
 * @param query id of the query
 * @param outcome null when the process died, or was stopped, while it was in flight
 * @param attempts how often it was fought until there was an outcome; 0 without one
 */
public record StoredDuel(long index, Duel duel, String query, @Nullable Outcome outcome, int attempts) {}
