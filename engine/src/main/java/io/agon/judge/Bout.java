package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Duel;
import java.util.random.RandomGenerator;

/**
 * One duel to be fought on one query.
 *
 * @param duel who meets whom, in which slots
 * @param query what both answer
 * @param random this bout's own stream
 * @param answers where answers of this bout are kept, so that an answer that was had is never asked for twice
 */
public record Bout(Duel duel, Query query, RandomGenerator random, AnswerLog answers) {}
