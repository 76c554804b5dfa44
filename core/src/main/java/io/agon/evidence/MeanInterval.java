package io.agon.evidence;

import io.agon.preference.Outcome;

/**
 * A confidence sequence for the mean of outcomes in [0, 1]: an interval that may be looked at after every outcome, and
 * never grows.
 *
 * <p>The lower end is a {@link MeanBound} at {@code delta / 2}, the upper end that of {@code 1 - x}.
 *
 * <p>Guarantee: {@code P(the mean is ever outside) <= delta}, under the assumptions of {@link MeanEvidence}: for the
 * mean that all outcomes have given the past, and for the mean over finitely many items that come in random order, each
 * once. With a probability of at most {@code delta}, then, the ends cross.
 */
public final class MeanInterval {

    private final MeanBound low;
    private final MeanBound high;

    /**
     * No outcome yet: the interval is [0, 1].
     *
     * @param delta chance that the mean is ever outside, in (0, 1)
     * @param horizon outcomes at most, at least 1; the guarantee holds for more as well
     */
    public MeanInterval(double delta, long horizon) {
        low = new MeanBound(half(delta), horizon);
        high = new MeanBound(half(delta), horizon);
    }

    MeanInterval(double delta, long horizon, int steps) {
        low = new MeanBound(half(delta), horizon, steps);
        high = new MeanBound(half(delta), horizon, steps);
    }

    /** Of an error probability; nothing else is taken. */
    private static double half(double delta) {
        Rejection.threshold(delta);
        return delta / 2;
    }

    /** Enters the next outcome; a missing one changes nothing. */
    public void observe(Outcome outcome) {
        if (!(outcome instanceof Outcome.Missing)) {
            low.enter(outcome.value());
            high.enter(1 - outcome.value());
        }
    }

    /** Lower end, in [0, 1). */
    public double low() {
        return low.atLeast();
    }

    /** Upper end, in (0, 1]. */
    public double high() {
        return 1 - high.atLeast();
    }
}
