package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.improve.Supply;
import io.agon.improve.run.Duels.Meeting;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Duels of acceptance, on one query after another: drawn with replacement from a finite supply. Some are fought ahead,
 * side by side; those that are not asked for are as if they had not been, but for what they cost: their queries come
 * again.
 */
final class Queries {

    private final Runs runs;
    private final Supply supply;
    private final Randomness randomness;
    private final int ahead;
    private final Deque<Outcome> fought = new ArrayDeque<>();
    private @Nullable Candidate first;
    private @Nullable Candidate second;
    private long used;
    private long missing;

    Queries(Runs runs, Supply supply, long seed, int concurrency) {
        this.runs = runs;
        this.supply = supply;
        this.randomness = Randomness.of(seed, "queries of acceptance");
        this.ahead = Math.max(1, concurrency / 2);
    }

    /** On the next query, from the side of the first. */
    Outcome next(Candidate one, Candidate other) throws InterruptedException, Ended {
        if (one != first || other != second) {
            first = one;
            second = other;
            fought.clear();
        }
        if (fought.isEmpty()) {
            fought.addAll(runs.fight(
                    LongStream.range(used, used + ahead)
                            .mapToObj(it -> new Meeting(one, other, supply.draw(randomness.stream(it))))
                            .toList(),
                    supply.size().isPresent()));
        }
        Outcome outcome = fought.remove();
        used++;
        missing += outcome instanceof Outcome.Missing ? 1 : 0;
        return outcome;
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
