package io.agon.testkit;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * How often something happened in a number of independent runs.
 *
 * @param hits how often it happened, in [0, runs]
 * @param runs how often it could have happened, at least 1
 */
public record Counts(int hits, int runs) {
    public Counts {
        Require.that(runs >= 1, "runs (%s) must be at least 1.", runs);
        Require.that(hits >= 0 && hits <= runs, "hits (%s) must be in [0, runs] = [0, %s].", hits, runs);
    }

    /** Begins {@code Counts.of(3).outOf(100)}, which cannot be read the wrong way round. */
    public static Hits of(int hits) {
        return new Hits(hits);
    }

    /** Runs {@code event} for replications {@code 0 .. runs - 1}, in order, and counts where it is true. */
    public static Counts counting(int runs, IntPredicate event) {
        int hits = 0;
        for (int replication = 0; replication < runs; replication++) {
            if (event.test(replication)) {
                hits++;
            }
        }
        return new Counts(hits, runs);
    }

    /** The observed rate, in [0, 1]. */
    public double rate() {
        return (double) hits / runs;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d of %d (%.5f)", hits, runs, rate());
    }

    /** A count that still lacks its number of runs. */
    public record Hits(int hits) {
        public Counts outOf(int runs) {
            return new Counts(hits, runs);
        }
    }
}
