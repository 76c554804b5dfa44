package io.agon.sampling;

import io.agon.preference.Ledger;

/**
 * Upper and lower confidence bounds of win probabilities: mean plus or minus {@code sqrt(alpha log t / n)}; 1 and 0
 * when n is 0.
 */
final class Confidence {

    private final Ledger ledger;
    private final double scale;

    /** {@code alpha} above 1/2; {@code t} = comparisons made and in flight. */
    Confidence(Ledger ledger, Pending pending, double alpha) {
        this.ledger = ledger;
        scale = alpha * Math.log(Math.max(1, ledger.comparisons() + pending.size()));
    }

    double upper(int i, int j) {
        int n = ledger.count(i, j);
        return n == 0 ? 1 : ledger.mean(i, j) + Math.sqrt(scale / n);
    }

    double lower(int i, int j) {
        int n = ledger.count(i, j);
        return n == 0 ? 0 : ledger.mean(i, j) - Math.sqrt(scale / n);
    }

    /** The upper bound once the duels in flight have told nothing new but their number. */
    double upper(int i, int j, Pending pending) {
        int n = ledger.count(i, j) + pending.count(i, j);
        return n == 0 ? 1 : ledger.mean(i, j) + Math.sqrt(scale / n);
    }

    static double checked(double alpha) {
        if (!(alpha > 0.5 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "alpha must be above 0.5, but it is %s. Usual is 0.51.".formatted(alpha));
        }
        return alpha;
    }
}
