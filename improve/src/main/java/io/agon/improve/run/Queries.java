package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.improve.Supply;
import io.agon.improve.accept.Duels.Meeting;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Duels of acceptance, on one query after another: of a finite supply each decision goes through the items anew, each
 * once in random order; of an endless one each query is new. Some are fought ahead, side by side; those that are not
 * asked for are as if they had not been, but for what they cost.
 */
final class Queries {

    private final Runs runs;
    private final Supply supply;
    private final Randomness randomness;
    private final int ahead;
    private final Deque<Outcome> fought = new ArrayDeque<>();
    private final Deque<Long> order = new ArrayDeque<>();
    private long decisions;
    private long used;
    private long missing;

    Queries(Runs runs, Supply supply, long seed, int concurrency) {
        this.runs = runs;
        this.supply = supply;
        this.randomness = Randomness.of(seed, "queries of acceptance");
        this.ahead = Math.max(1, concurrency / 2);
    }

    /** Another decision begins. */
    void begin() {
        fought.clear();
        order.clear();
        if (supply instanceof Supply.Finite finite) {
            var shuffled = new ArrayList<>(finite.items());
            Collections.shuffle(shuffled, Random.from(randomness.stream(decisions++)));
            order.addAll(shuffled);
        }
    }

    /** On the next query, from the side of the first; the same two throughout a decision. */
    Outcome next(Candidate first, Candidate second) throws InterruptedException, Ended {
        if (fought.isEmpty()) {
            List<Meeting> meetings =
                    items().stream().map(it -> new Meeting(first, second, it)).toList();
            fought.addAll(runs.fight(meetings, supply instanceof Supply.Finite));
        }
        if (fought.isEmpty()) {
            return new Outcome.Missing("there are no more items");
        }
        Outcome outcome = fought.remove();
        used++;
        missing += outcome instanceof Outcome.Missing ? 1 : 0;
        return outcome;
    }

    private List<Long> items() {
        return switch (supply) {
            case Supply.Finite it -> {
                var next = new ArrayList<Long>();
                while (next.size() < ahead && !order.isEmpty()) {
                    next.add(order.remove());
                }
                yield next;
            }
            case Supply.Endless it ->
                LongStream.range(used, used + ahead)
                        .mapToObj(index -> it.draw(randomness.stream(index)))
                        .toList();
        };
    }

    /** Duels that were asked for. */
    long used() {
        return used;
    }

    /** Those of them without an outcome. */
    long missing() {
        return missing;
    }
}
