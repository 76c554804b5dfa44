package io.agon.structured;

/** Proportions of comparisons, and what they are worth: a solution of {@link DesignProgram}. */
public final class Design {

    private final int best;
    private final double value;
    private final double bound;
    private final int[] contrasts;
    private final double[] weights;

    Design(int best, double value, double bound, int[] contrasts, double[] weights) {
        this.best = best;
        this.value = value;
        this.bound = bound;
        this.contrasts = contrasts;
        this.weights = weights;
    }

    /** The policy with the largest strength. */
    public int best() {
        return best;
    }

    /** Nats a comparison against the closest alternative, under these proportions. */
    public double value() {
        return value;
    }

    /** No proportions have a larger {@link #value}. */
    public double bound() {
        return bound;
    }

    /** Number of contrasts with a weight. */
    public int size() {
        return contrasts.length;
    }

    /** The {@code n}-th contrast with a weight. */
    public int contrast(int n) {
        return contrasts[n];
    }

    /** Its share of comparisons, above 0: shares add up to 1. */
    public double weight(int n) {
        return weights[n];
    }
}
