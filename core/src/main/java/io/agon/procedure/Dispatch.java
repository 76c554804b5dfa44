package io.agon.procedure;

import io.agon.preference.Duel;

/**
 * A duel that was asked for.
 *
 * @param index its place in dispatch order, from 0
 * @param duel who meets whom, in which slots
 */
public record Dispatch(long index, Duel duel) {}
