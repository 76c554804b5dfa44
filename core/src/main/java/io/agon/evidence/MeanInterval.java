package io.agon.evidence;

import io.agon.preference.Outcome;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A confidence sequence for the mean of outcomes in [0, 1]: an interval that may be looked at after every outcome.
 *
 * <p>On a grid of {@value #STEPS} steps the lower end is the highest bound such that it and all below it are rejected
 * by the present values of {@link MeanEvidence} at {@code delta / 2}; the upper end is that of {@code 1 - x}. A lower
 * end above the mean needs the rejection of the first bound of the grid that is not below the mean, one statement that
 * is true, so the bounds need no correction for their number.
 *
 * <p>Guarantee: {@code P(the mean is ever outside) <= delta}, under the assumptions of {@link MeanEvidence}: for the
 * mean that all outcomes have given the past, and for the mean over finitely many items that come in random order, each
 * once.
 */
public final class MeanInterval {

    private static final int STEPS = 2_000;

    private final double threshold;
    private final Side low;
    private final Side high;

    /**
     * No outcome yet: the interval is [0, 1].
     *
     * @param delta chance that the mean is ever outside, in (0, 1)
     */
    public MeanInterval(double delta) {
        this(delta, STEPS);
    }

    MeanInterval(double delta, int steps) {
        threshold = Rejection.threshold(delta) + Math.log(2);
        low = new Side(steps);
        high = new Side(steps);
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
        return low.end();
    }

    /** Upper end, in (0, 1]. */
    public double high() {
        return 1 - high.end();
    }

    /** Rejects bounds from below. */
    private final class Side {
        private final int steps;
        private final List<MeanEvidence> bounds;

        Side(int steps) {
            this.steps = steps;
            bounds = IntStream.range(1, steps)
                    .mapToObj(it -> new MeanEvidence((double) it / steps))
                    .toList();
        }

        void enter(double x) {
            bounds.forEach(it -> it.enter(x));
        }

        double end() {
            long rejected =
                    bounds.stream().takeWhile(it -> it.logValue() >= threshold).count();
            return (double) rejected / steps;
        }
    }
}
