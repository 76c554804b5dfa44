package io.agon.sampling;

import io.agon.preference.Duel;
import java.util.random.RandomGenerator;

/** Who answers in the first slot: a fair coin each time, so that a judge that favours a slot favours no policy. */
final class Slots {

    private Slots() {}

    /** A duel of {@code i} and {@code j} in random order. */
    static Duel random(int i, int j, RandomGenerator random) {
        return random.nextBoolean() ? new Duel(i, j) : new Duel(j, i);
    }
}
