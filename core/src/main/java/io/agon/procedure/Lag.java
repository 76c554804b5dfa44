package io.agon.procedure;

/**
 * How far behind a decision its newest outcome is: decision {@code n} uses exactly the outcomes {@code 0 .. n - at(n)}.
 *
 * <p>A decision waits for the newest outcome that it uses, so one slow call stops all others once they are that far
 * ahead of it: a larger lag waits less. But what is under way when the verdict falls is spent in vain, and decisions
 * rest on older news. So the lag starts small and grows by one in {@value #GROWTH} decisions up to {@code most}: at
 * most a quarter of an experiment, beyond the start, comes too late to matter.
 *
 * @param start lag of the first decisions, at least 1
 * @param most lag in the long run, at least {@code start}
 */
public record Lag(int start, int most) {

    /** Each decision uses all outcomes before it: one duel at a time. */
    public static final Lag SEQUENTIAL = fixed(1);

    private static final int GROWTH = 4;

    public Lag {
        if (start < 1 || most < start) {
            throw new IllegalArgumentException(
                    "The lag must start at 1 or more and not shrink, but it goes from %d to %d."
                            .formatted(start, most));
        }
    }

    /** The same lag for all decisions. */
    public static Lag fixed(int lag) {
        return new Lag(lag, lag);
    }

    /**
     * The lag that keeps {@code concurrency} calls in flight: sequential at 1, otherwise from {@code 2 C} to {@code 1.5
     * C^2}, rounded up. A call that takes {@code m} times the mean lets {@code m C} others pass, and the slowest of
     * {@code C} calls is itself the slower the larger {@code C}; in the long run throughput stays above 80 % of
     * {@code C} calls always in flight when latencies are lognormal with p99 = 20 x median
     * (docs/concepts/concurrency.md).
     */
    public static Lag of(int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "The concurrency must be at least 1, but it is %d.".formatted(concurrency));
        }
        return concurrency == 1
                ? SEQUENTIAL
                : new Lag(2 * concurrency, Math.max(2 * concurrency, Math.ceilDiv(3 * concurrency * concurrency, 2)));
    }

    /** Lag of decision {@code n}, from 0. */
    public long at(long n) {
        return Math.min(most, start + n / GROWTH);
    }
}
