package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.improve.Supply;
import io.agon.preference.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Duels on the items of a supply. Some are fought ahead, side by side; those that are not asked for are as if they had
 * not been, but for what they cost: their items come again.
 */
final class ItemDuels implements Duels {

    private final Runs runs;
    private final Supply supply;
    private final LongFunction<@Nullable Long> items;
    private final int ahead;
    private final Deque<Outcome> fought = new ArrayDeque<>();
    private @Nullable Candidate first;
    private @Nullable Candidate second;
    private long used;
    private long missing;

    /**
     * On items.
     *
     * @param items by index from 0; null when there are no more
     * @param ahead duels that are fought at once, at least 1
     */
    ItemDuels(Runs runs, Supply supply, LongFunction<@Nullable Long> items, int ahead) {
        this.runs = runs;
        this.supply = supply;
        this.items = items;
        this.ahead = ahead;
    }

    @Override
    public Optional<Outcome> next(Candidate one, Candidate other) throws InterruptedException, Ended {
        if (!Objects.equals(first, one) || !Objects.equals(second, other)) {
            first = one;
            second = other;
            fought.clear();
        }
        if (fought.isEmpty()) {
            var next = new ArrayList<Long>();
            Long item = items.apply(used);
            while (item != null && next.size() < ahead) {
                next.add(item);
                item = items.apply(used + next.size());
            }
            fought.addAll(runs.duels(one.artifact(), other.artifact(), next, supply));
        }
        if (fought.isEmpty()) {
            return Optional.empty();
        }
        Outcome outcome = fought.remove();
        used++;
        missing += outcome instanceof Outcome.Missing ? 1 : 0;
        return Optional.of(outcome);
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
