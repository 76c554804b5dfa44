package io.agon.evidence;

import io.agon.preference.Outcome;

/**
 * An e-process against "the mean of the outcomes is at most {@code bound}", for outcomes in [0, 1] of one pair.
 *
 * <p>At an outcome {@code x} the value is multiplied by {@code 1 + stake (x - bound)}. With {@code S} the sum of
 * {@code x - bound} over the outcomes before and {@code Q} the sum of its squares, {@code stake = S / (1/4 + Q)}, cut
 * to {@code [0, 0.95 / bound]}: the growth-optimal stake (Kelly 1956) to second order for the mean and the spread so
 * far, as if one outcome of the largest variance, 1/4, had come before. So small leads that are steady are seen as fast
 * as large ones that are not, and ties cost nothing.
 *
 * <p>With a horizon, the number {@code n} of outcomes after which nothing is asked any more, {@code stake = sqrt(2
 * ln(1/level) / (n (1/4 + Q) / (i + 1)))} after {@code i} outcomes where {@code S >= 0}, and 0 elsewhere, with the same
 * cut: the stake that reaches the level soonest when the level is just within reach. It does not wait until a lead is
 * seen, so more is shown within {@code n}; where there is no lead it loses more.
 *
 * <p>Guarantee: {@code P(the value ever reaches 1/delta) <= delta} (Ville), for any outcomes in [0, 1], under either of
 * two nulls:
 *
 * <ul>
 *   <li>the mean of each outcome, given those before it, is at most {@code bound}: the stake is fixed by those, so the
 *       factor is nonnegative and has conditional mean at most 1;
 *   <li>the outcomes are those of finitely many items in random order, each once, and the mean over all of them is at
 *       most {@code bound}: a stake is above 0 only where the outcomes so far have a mean of {@code bound} or more;
 *       then the mean of the ones to come is at most {@code bound}.
 * </ul>
 *
 * <p>Source: Waudby-Smith and Ramdas (2024), Estimating means of bounded random variables by betting, section B.3
 * (aGRAPA), whose prior and cut are others, and their predictable plug-in for a fixed time. That one process serves
 * both nulls is Agon's.
 */
public final class MeanEvidence {

    private static final double LARGEST_LOSS = 0.95;
    private static final double PRIOR = 0.25;

    private final double bound;
    private final double pace;
    private long count;
    private double sum;
    private double squares;
    private double value;
    private double maximum;

    /**
     * No outcome yet, no horizon: the value is 1.
     *
     * @param bound in (0, 1)
     */
    public MeanEvidence(double bound) {
        this(bound, 0.0);
    }

    /**
     * No outcome yet: the value is 1.
     *
     * @param bound in (0, 1)
     * @param level to be reached, in (0, 1); others are valid too
     * @param horizon outcomes at most, at least 1; more are valid too
     */
    public MeanEvidence(double bound, double level, long horizon) {
        this(bound, 2 * Rejection.threshold(level) / horizon);
        if (horizon < 1) {
            throw new IllegalArgumentException(
                    "A horizon is at least 1 outcome, but it is %d; leave it out where it is not known."
                            .formatted(horizon));
        }
    }

    private MeanEvidence(double bound, double pace) {
        if (!(bound > 0 && bound < 1)) {
            throw new IllegalArgumentException(
                    "The bound of a mean must lie in (0, 1), but it is %s; 0.5 is no lead.".formatted(bound));
        }
        this.bound = bound;
        this.pace = pace;
    }

    /** Enters the next outcome; a missing one changes nothing. */
    public void observe(Outcome outcome) {
        if (!(outcome instanceof Outcome.Missing)) {
            enter(outcome.value());
        }
    }

    void enter(double x) {
        double stake = stake();
        value += stake > 0 ? Math.log1p(stake * (x - bound)) : 0;
        maximum = Math.max(maximum, value);
        count++;
        sum += x - bound;
        squares += (x - bound) * (x - bound);
    }

    private double stake() {
        double most = LARGEST_LOSS / bound;
        if (pace == 0) {
            return Math.clamp(sum / (PRIOR + squares), 0, most);
        }
        return sum >= 0 ? Math.min(Math.sqrt(pace * (count + 1) / (PRIOR + squares)), most) : 0;
    }

    /** Natural logarithm of the present value. */
    public double logValue() {
        return value;
    }

    /** Largest {@link #logValue} so far: at least 0. */
    public double maxLogValue() {
        return maximum;
    }

    /** Outcomes that were entered. */
    public long count() {
        return count;
    }

    /** Their mean; NaN without one. */
    public double mean() {
        return bound + sum / count;
    }

    /** Their variance, that of the one before them included; 1/4 without one. */
    public double variance() {
        return count == 0 ? PRIOR : (PRIOR + Math.max(0, squares - sum * sum / count)) / (count + 1);
    }
}
