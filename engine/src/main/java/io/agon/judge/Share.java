package io.agon.judge;

/**
 * A share of looks or duels, with a 95 % interval.
 *
 * @param count how many, from 0 to {@code of}
 * @param of of how many; 0 when nothing is known
 */
public record Share(long count, long of) {

    /** Nothing is known. */
    public static final Share NONE = new Share(0, 0);

    /** Quantile 0.975 of the normal distribution. */
    private static final double Z = 1.959963984540054;

    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("A share counts from 0 to %d, but it is %d.".formatted(of, count));
        }
    }

    /** Whether anything is known. */
    public boolean known() {
        return of > 0;
    }

    /** In [0, 1]; NaN when nothing is known. */
    public double rate() {
        return of == 0 ? Double.NaN : (double) count / of;
    }

    /** Lower end of Wilson's score interval, as if all were independent; 0 when nothing is known. */
    public double low() {
        return of == 0 ? 0 : Math.max(0, centre() - reach());
    }

    /** Upper end; 1 when nothing is known. */
    public double high() {
        return of == 0 ? 1 : Math.min(1, centre() + reach());
    }

    private double centre() {
        return (rate() + Z * Z / (2.0 * of)) / (1 + Z * Z / of);
    }

    private double reach() {
        double p = rate();
        return Z * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of)) / (1 + Z * Z / of);
    }
}
