package io.agon.sampling;

import java.util.random.RandomGenerator;

/** The largest of the values offered, each of several equal ones with the same probability. */
final class Best {

    private int index = -1;
    private double value = Double.NEGATIVE_INFINITY;
    private int ties;

    void offer(int candidate, double score, RandomGenerator random) {
        if (index < 0 || score > value) {
            index = candidate;
            value = score;
            ties = 1;
        } else if (score == value && random.nextInt(++ties) == 0) {
            index = candidate;
        }
    }

    /** The winner; -1 when nothing was offered. */
    int index() {
        return index;
    }
}
