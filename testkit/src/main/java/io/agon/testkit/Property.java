package io.agon.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Checks a property on generated values. Every case has its own randomness, made from the seed and the index of the
 * case, so that a failure is repeated by {@link #only} without the cases before it. Values are not shrunk: let the
 * generator draw small ones.
 */
public final class Property {
    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    /** A check of one value: it throws when the property does not hold. */
    @FunctionalInterface
    public interface Check<T> {
        void accept(T value) throws Exception;
    }

    /** Checks cases {@code 0 .. cases - 1}; the first that fails ends it, with seed, index and value in the message. */
    public static <T> void forAll(long seed, int cases, Gen<T> gen, Check<? super T> check) {
        Require.that(cases >= 1, "cases (%s) must be at least 1.", cases);
        for (int index = 0; index < cases; index++) {
            only(seed, index, gen, check);
        }
    }

    /** Checks the one case {@code index} of {@code seed}: what a failure message asks for. */
    public static <T> void only(long seed, int index, Gen<T> gen, Check<? super T> check) {
        T value = gen.draw(random(seed, index));
        try {
            check.accept(value);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "Property failed at case %d of seed %d%n  value: %s%n  because: %s%n  repeat: Property.only(%dL, %d, ...)"
                            .formatted(index, seed, value, e, seed, index),
                    e);
        }
    }

    /** Seed and index are mixed, so that neighbouring cases and neighbouring seeds share nothing. */
    private static RandomGenerator random(long seed, int index) {
        return RANDOM.create(mix(mix(seed) + index));
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private Property() {}
}
