package io.agon.evidence;

import io.agon.preference.Outcome;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A one-sided confidence sequence for the mean of outcomes in [0, 1]: "at least so much", which may be looked at after
 * every outcome.
 *
 * <p>It is the highest bound of a grid of {@value #STEPS} steps such that it and all below it were rejected, now or
 * earlier, by {@link MeanEvidence} with a horizon. A lower end above the mean needs the rejection of the first bound of
 * the grid that is not below the mean, one statement that is true, so the bounds need no correction for their number,
 * and a bound that was rejected once stays so.
 *
 * <p>Guarantee: {@code P(the lower end is ever above the mean) <= level}, under the assumptions of
 * {@link MeanEvidence}: for the mean that all outcomes have given the past, and for the mean over finitely many items
 * that come in random order, each once.
 */
public final class MeanBound {

    private static final int STEPS = 2_000;

    private final double threshold;
    private final int steps;
    private final List<MeanEvidence> bounds;

    /**
     * No outcome yet: the mean is at least 0.
     *
     * @param level chance that the lower end is ever above the mean, in (0, 1)
     * @param horizon outcomes at most, at least 1; the guarantee holds for more as well
     */
    public MeanBound(double level, long horizon) {
        this(level, horizon, STEPS);
    }

    MeanBound(double level, long horizon, int steps) {
        threshold = Rejection.threshold(level);
        this.steps = steps;
        bounds = IntStream.range(1, steps)
                .mapToObj(it -> new MeanEvidence((double) it / steps, level, horizon))
                .toList();
    }

    /** Enters the next outcome; a missing one changes nothing. */
    public void observe(Outcome outcome) {
        if (!(outcome instanceof Outcome.Missing)) {
            enter(outcome.value());
        }
    }

    void enter(double x) {
        bounds.forEach(it -> it.enter(x));
    }

    /** The lower end, in [0, 1); it never falls. */
    public double atLeast() {
        long rejected =
                bounds.stream().takeWhile(it -> it.maxLogValue() >= threshold).count();
        return (double) rejected / steps;
    }
}
