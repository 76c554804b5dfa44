package io.agon.procedure;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Independent streams from one seed: one per (purpose, index), the same whatever else was drawn. */
public final class Randomness {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;

    private Randomness(long seed) {
        this.seed = seed;
    }

    /** The streams of {@code seed} for one purpose, such as "sampling" or "query". */
    public static Randomness of(long seed, String purpose) {
        return new Randomness(mix(mix(seed) ^ (purpose.hashCode() * GOLDEN)));
    }

    /** The stream of one duel, replication or other unit of work. */
    public RandomGenerator stream(long index) {
        return new SplittableRandom(mix(seed + index * GOLDEN));
    }

    /** Stafford's variant 13 of the MurmurHash3 finaliser: a bijection that spreads nearby numbers far apart. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
