package io.agon.stopping;

/**
 * A time-uniform bound on summed deviations of several means, by mixtures of martingales.
 *
 * <p>Guarantee: for {@code m} samples of outcomes in [0, 1], the {@code a}-th of size {@code N_a} (chosen as one goes
 * along) with mean {@code mu_a} given the past and average {@code x_a},
 *
 * <pre>
 *     P(ever: sum over a with N_a > 0 of [N_a kl(x_a, mu_a) - 3 log(1 + log N_a)] >= m T(log(1/delta) / m)) <= delta,
 *    T(x) = 2 g((h^-1(1 + x) + log(2 zeta(2))) / 2),   h(u) = u - log u for u >= 1,
 *    g(y) = exp(1 / h^-1(y)) h^-1(y) when y >= h(1 / log(3/2)),   (3/2) (y - log log(3/2)) otherwise.</pre>
 *
 * <p>Stated for one-parameter exponential families; for outcomes in [0, 1] the exponential moments are at most those of
 * the Bernoulli distribution of the same mean, so the martingales of the proof become supermartingales and the bound
 * stays.
 *
 * <p>Source: Kaufmann and Koolen (2021), Mixture martingales revisited with applications to sequential tests and
 * confidence intervals, JMLR 22(246): the theorem on sums for one-parameter exponential families, with {@code T} of its
 * equation for the threshold function.
 */
final class MixtureThreshold {

    /** Factor of {@code log(1 + log N)} for each sample. */
    static final double PER_SAMPLE = 3;

    private static final double LOG_TWO_ZETA_TWO = Math.log(Math.PI * Math.PI / 3);
    private static final double LOG_BASE = Math.log(1.5);
    private static final double SWITCH = 1 / LOG_BASE + Math.log(LOG_BASE);

    private MixtureThreshold() {}

    /** {@code m T(log(1/delta) / m)}. */
    static double fixedPart(int samples, double delta) {
        return samples * function(-Math.log(delta) / samples);
    }

    /** {@code T(x)}, {@code x} at least 0. */
    static double function(double x) {
        double y = (inverse(1 + x) + LOG_TWO_ZETA_TWO) / 2;
        if (y < SWITCH) {
            return 2 * 1.5 * (y - Math.log(LOG_BASE));
        }
        double u = inverse(y);
        return 2 * Math.exp(1 / u) * u;
    }

    /** The {@code u >= 1} with {@code u - log u = y}, {@code y} at least 1; by Newton steps, which decrease to it. */
    static double inverse(double y) {
        double u = y + Math.sqrt(2 * (y - 1)) + 1;
        for (int step = 0; step < 100 && u > 1; step++) {
            double next = Math.max(1, u - (u - Math.log(u) - y) * u / (u - 1));
            if (Math.abs(next - u) <= 1e-15 * u) {
                break;
            }
            u = next;
        }
        return y == 1 ? 1 : u;
    }
}
