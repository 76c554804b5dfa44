package io.agon.store;

import java.time.Instant;

/**
 * Something that happened to a run.
 *
 * @param at when
 * @param kind one word: started, resumed, rejected, retried, stopped, ended
 * @param text for people
 */
public record StoredEvent(Instant at, String kind, String text) {}
