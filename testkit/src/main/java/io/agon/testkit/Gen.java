package io.agon.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Draws values for {@link Property}; a function of the randomness alone. */
@FunctionalInterface
public interface Gen<T> {
    T draw(RandomGenerator random);

    default <R> Gen<R> map(Function<? super T, ? extends R> function) {
        return random -> function.apply(draw(random));
    }

    /** A generator that depends on a drawn value: first a size, then something of that size. */
    default <R> Gen<R> flatMap(Function<? super T, Gen<R>> function) {
        return random -> function.apply(draw(random)).draw(random);
    }

    /** Draws again until {@code wanted} is true, 1,000 times at most: build values, filter only rare exceptions. */
    default Gen<T> filter(Predicate<? super T> wanted) {
        return random -> {
            for (int attempt = 0; attempt < 1_000; attempt++) {
                T value = draw(random);
                if (wanted.test(value)) {
                    return value;
                }
            }
            throw new IllegalStateException("No value of 1000 passed the filter: draw fitting values instead.");
        };
    }

    static <T> Gen<T> constant(T value) {
        return random -> value;
    }

    /** One of {@code values}, equally likely. */
    @SafeVarargs
    static <T> Gen<T> oneOf(T... values) {
        List<T> choices = List.of(values);
        Require.that(!choices.isEmpty(), "values must not be empty.");
        return random -> choices.get(random.nextInt(choices.size()));
    }

    static Gen<Boolean> booleans() {
        return RandomGenerator::nextBoolean;
    }

    /** From {@code low} to {@code high}, both included; the ends come up more often than the rest. */
    static Gen<Integer> ints(int low, int high) {
        Require.that(low <= high, "low (%s) must be at most high (%s).", low, high);
        return random -> switch (random.nextInt(10)) {
            case 0 -> low;
            case 1 -> high;
            default -> (int) random.nextLong(low, high + 1L);
        };
    }

    /** From {@code low} to {@code high}, both included; the ends come up more often than the rest. */
    static Gen<Double> doubles(double low, double high) {
        Require.that(low <= high, "low (%s) must be at most high (%s).", low, high);
        return random -> switch (random.nextInt(20)) {
            case 0 -> low;
            case 1 -> high;
            default -> low + (high - low) * random.nextDouble();
        };
    }

    /** Lists of a length drawn from {@code length}. */
    static <T> Gen<List<T>> lists(Gen<T> element, Gen<Integer> length) {
        return random -> {
            int size = length.draw(random);
            List<T> values = new ArrayList<>(size);
            for (int index = 0; index < size; index++) {
                values.add(element.draw(random));
            }
            return List.copyOf(values);
        };
    }
}
