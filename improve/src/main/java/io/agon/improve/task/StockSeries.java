package io.agon.improve.task;

import io.agon.decide.inventory.Inventory;
import io.agon.decide.inventory.Stretch;
import io.agon.improve.Items;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/**
 * Divides the instances of an inventory into parts, so that instances of one series lie in the same part.
 *
 * <p>A series is what has the same demand before the start (the same demand, where there is none before it): in
 * InventoryBench all lead times of an article, and all lead times, profits and repetitions of a variant of a synthetic
 * pattern. Fresh items are then of other articles and other variants than those that were seen. What they still share
 * with them: synthetic variants are drawn from ten patterns, and all articles are of one shop.
 */
final class StockSeries {

    /** Training, validation, acceptance, fresh. */
    private static final double[] SHARES = {0.15, 0.15, 0.35, 0.35};

    private StockSeries() {}

    /**
     * The parts: family by family, each series in an order that the seed fixes goes to the part that lacks most.
     *
     * @throws IllegalArgumentException when there are too few series
     */
    static Items divide(Inventory inventory, long seed) {
        var series = new LinkedHashMap<List<Double>, List<Long>>();
        for (long n = 0; n < inventory.size().orElseThrow(); n++) {
            series.computeIfAbsent(key(inventory.stretch(n)), it -> new ArrayList<>())
                    .add(n);
        }
        var shuffled = new ArrayList<>(series.values());
        Collections.shuffle(shuffled, Random.from(Randomness.of(seed, "series").stream(0)));
        shuffled.sort(
                Comparator.comparing(it -> inventory.stretch(it.getFirst()).family()));
        List<List<Long>> parts = Arrays.stream(SHARES)
                .<List<Long>>mapToObj(it -> new ArrayList<>())
                .toList();
        for (List<Long> one : shuffled) {
            parts.get(emptiest(parts)).addAll(one);
        }
        if (parts.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(
                    "%s has %d series of demand, but each of training, validation, acceptance and fresh items needs its own; take a file with more"
                            .formatted(inventory.description(), series.size()));
        }
        parts.forEach(Collections::sort);
        return Items.of(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    private static int emptiest(List<List<Long>> parts) {
        int emptiest = 0;
        for (int i = 1; i < SHARES.length; i++) {
            if (parts.get(i).size() / SHARES[i] < parts.get(emptiest).size() / SHARES[emptiest]) {
                emptiest = i;
            }
        }
        return emptiest;
    }

    private static List<Double> key(Stretch stretch) {
        return stretch.history().isEmpty()
                ? Arrays.stream(stretch.demand()).boxed().toList()
                : stretch.history();
    }
}
