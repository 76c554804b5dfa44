package io.agon.improve.task;

import io.agon.improve.Items;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Divides the queries of a data set, of which none has two purposes.
 *
 * @param training queries of batches, at least 1
 * @param validation queries, at least 1
 * @param acceptance queries of duels, at least 1; empty for half of what the others leave
 * @param fresh queries of the certificate, at least 1; empty for all that is left
 * @param shuffled whether the seed shuffles them first; otherwise in the order of the data, as the papers' case studies
 *     do
 */
public record Division(int training, int validation, OptionalInt acceptance, OptionalInt fresh, boolean shuffled) {

    /** That of the case study on batches: 15 to train, 10 to validate, the rest for tests. */
    public static final Division USUAL = new Division(15, 10, OptionalInt.empty(), OptionalInt.empty(), false);

    public Division {
        positive("training", training);
        positive("validation", validation);
        positive("acceptance", acceptance.orElse(1));
        positive("fresh", fresh.orElse(1));
    }

    private static void positive(String name, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "There are %d queries for %s, but each purpose needs at least 1; raise it.".formatted(size, name));
        }
    }

    /** The queries' positions by purpose. */
    public Items items(int queries, long seed) {
        long taken = (long) training + validation;
        long rest = queries - taken - fresh.orElse(0);
        long duels = acceptance.orElse((int) Math.max(1, fresh.isPresent() ? rest : rest / 2));
        long last = fresh.orElse((int) Math.max(1, Math.min(Integer.MAX_VALUE, queries - taken - duels)));
        long needed = taken + duels + last;
        if (needed > queries) {
            throw new IllegalArgumentException(
                    "There are %d queries, but training %d, validation %d, acceptance %d and fresh %d need %d of their own; name more queries, or smaller numbers under split."
                            .formatted(queries, training, validation, duels, last, needed));
        }
        var all = new ArrayList<>(LongStream.range(0, queries).boxed().toList());
        if (shuffled) {
            Collections.shuffle(all, Random.from(Randomness.of(seed, "division").stream(0)));
        }
        int one = training + validation;
        int two = one + (int) duels;
        return Items.of(
                part(all, 0, training),
                part(all, training, one),
                part(all, one, two),
                part(all, two, two + (int) last));
    }

    private static List<Long> part(List<Long> all, int from, int to) {
        return List.copyOf(all.subList(from, to));
    }
}
