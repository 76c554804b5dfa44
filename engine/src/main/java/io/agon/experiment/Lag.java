package io.agon.experiment;

/**
 * How far behind a decision its newest outcome may be.
 *
 * <p>A decision waits for the outcome {@code lag} places before it, so one slow call stops all others once they are
 * that far ahead of it. A call that takes {@code m} times the mean lets {@code m C} others pass at concurrency
 * {@code C}, and the slowest of {@code C} calls in flight is itself the slower the larger {@code C}: the lag has to
 * grow like {@code C^2}. With {@code 1.5 C^2} throughput stays above 80 % of {@code C} calls always in flight when
 * latencies are lognormal with p99 = 20 x median (docs/concepts/concurrency.md has the figures). The price: up to
 * {@code lag} comparisons are under way when the decision falls.
 */
public final class Lag {

    private Lag() {}

    /** The lag at this concurrency: 1 at 1, which is fully sequential; otherwise {@code 1.5 C^2}, rounded up. */
    public static int at(int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "The concurrency must be at least 1, but it is %d.".formatted(concurrency));
        }
        return concurrency == 1 ? 1 : Math.ceilDiv(3 * concurrency * concurrency, 2);
    }
}
