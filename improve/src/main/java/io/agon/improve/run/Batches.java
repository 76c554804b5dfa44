package io.agon.improve.run;

import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.Supply;
import io.agon.procedure.Randomness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * The batches of a loop, one after another. Items of one batch differ. Without replacement a finite supply is gone
 * through in epochs, whose last batch is smaller where the size does not divide their number.
 */
final class Batches {

    private final Batching batching;
    private final Supply supply;
    private final Randomness randomness;
    private final List<Long> ranked;
    private final Deque<Long> epoch = new ArrayDeque<>();
    private long drawn;

    /**
     * Of a supply.
     *
     * @param ranked items in the order of a curriculum; looked at for no other order
     */
    Batches(Batching batching, Supply supply, List<Long> ranked, long seed) {
        this.batching = batching;
        this.supply = supply;
        this.ranked = ranked;
        this.randomness = Randomness.of(seed, "batch");
    }

    /** The next. */
    List<Long> next() {
        return switch (supply) {
            case Supply.Endless it -> {
                var random = randomness.stream(drawn++);
                yield LongStream.range(0, batching.atOnce())
                        .map(i -> it.draw(random))
                        .boxed()
                        .toList();
            }
            case Supply.Finite it -> batching.replacement() ? take(shuffled(it)) : inEpochs(it);
        };
    }

    private List<Long> inEpochs(Supply.Finite items) {
        if (epoch.isEmpty()) {
            epoch.addAll(
                    switch (batching.order()) {
                        case DATASET -> items.items();
                        case SHUFFLED -> shuffled(items);
                        case CURRICULUM -> ranked;
                    });
        }
        return take(epoch);
    }

    private Deque<Long> shuffled(Supply.Finite items) {
        var shuffled = new ArrayList<>(items.items());
        Collections.shuffle(shuffled, Random.from(randomness.stream(drawn++)));
        return new ArrayDeque<>(shuffled);
    }

    private List<Long> take(Deque<Long> from) {
        var batch = new ArrayList<Long>();
        while (batch.size() < batching.atOnce() && !from.isEmpty()) {
            batch.add(from.remove());
        }
        return batch;
    }
}
