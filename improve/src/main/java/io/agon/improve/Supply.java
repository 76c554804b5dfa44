package io.agon.improve;

import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Items for one purpose. */
public sealed interface Supply {

    /** How many there are; empty when there is no end of them. */
    OptionalInt size();

    /** A draw: one of a finite supply with replacement, a fresh one of an endless supply. */
    long draw(RandomGenerator random);

    /** The first so many of an order that the seed fixes, each once: all of them when there are no more. */
    List<Long> first(int count, long seed);

    /** Items of a data set; at least one. */
    record Finite(List<Long> items) implements Supply {

        public Finite {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("A supply of items is empty; give it at least one.");
            }
        }

        @Override
        public OptionalInt size() {
            return OptionalInt.of(items.size());
        }

        @Override
        public long draw(RandomGenerator random) {
            return items.get(random.nextInt(items.size()));
        }

        @Override
        public List<Long> first(int count, long seed) {
            var shuffled = new ArrayList<>(items);
            Collections.shuffle(shuffled, Random.from(Randomness.of(seed, "items").stream(0)));
            return List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
        }
    }

    /**
     * Seeds of a simulator.
     *
     * @param purpose supplies of different purposes share no seed but by an accident of chance 2^-62
     */
    record Endless(String purpose) implements Supply {

        @Override
        public OptionalInt size() {
            return OptionalInt.empty();
        }

        @Override
        public long draw(RandomGenerator random) {
            return Randomness.of(random.nextLong(), purpose).stream(0).nextLong(Long.MAX_VALUE);
        }

        @Override
        public List<Long> first(int count, long seed) {
            Randomness seeds = Randomness.of(seed, purpose);
            return java.util.stream.LongStream.range(0, count)
                    .map(it -> seeds.stream(it).nextLong(Long.MAX_VALUE))
                    .boxed()
                    .toList();
        }
    }
}
