package io.agon.budget;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment may spend; null means without bound.
 *
 * @param comparisons duels dispatched, failed ones among them; at least 1
 * @param usd US dollars, above 0
 * @param time of work, over all sessions of a run; above 0
 */
public record Budget(
        @Nullable Long comparisons,
        @Nullable Double usd,
        @Nullable Duration time) {

    /** Without bound. */
    public static final Budget UNBOUNDED = new Budget(null, null, null);

    public Budget {
        if (comparisons != null && comparisons < 1) {
            throw new IllegalArgumentException(
                    "A budget needs at least 1 comparison, but it has %d.".formatted(comparisons));
        }
        if (usd != null && !(usd > 0)) {
            throw new IllegalArgumentException("A budget in usd must be above 0, but it is %s.".formatted(usd));
        }
        if (time != null && !time.isPositive()) {
            throw new IllegalArgumentException("A budget in minutes must be above 0, but it is %s.".formatted(time));
        }
    }

    /** Only this many comparisons. */
    public static Budget ofComparisons(long comparisons) {
        return new Budget(comparisons, null, null);
    }
}
