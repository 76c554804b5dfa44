package io.agon.evidence;

import io.agon.structured.Contrasts;
import io.agon.structured.LikelihoodBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well outcomes were predicted, against how well a linear Bradley-Terry model can explain them afterwards: the
 * weighted average over several starting times of the ratio
 *
 * <pre>    product of predictive probabilities since the start / largest likelihood since the start.</pre>
 *
 * It starts anew after 0, 16, 32, 64, 128, ... outcomes: predictions rest on all earlier outcomes, but the model is
 * fitted to those after the start only, so that what it cost to learn the coefficients is not held against the
 * predictions. The start number {@code m = 0, 1, ...} has weight {@code (m + 1) 0.75^m / 16}; these add up to 1, and
 * are between 0.04 and 0.11 up to 8,192 outcomes. A ratio that has not started is 1.
 */
final class Restarts {

    private static final int FIRST = 16;

    /** Share of the value that is not worth a fit. */
    private static final double NEGLIGIBLE = 0.03;

    private final Contrasts contrasts;
    private final List<Start> starts = new ArrayList<>();
    private long outcomes;
    private long next;

    Restarts(Contrasts contrasts) {
        this.contrasts = contrasts;
    }

    /**
     * Enters an outcome and its prediction.
     *
     * @param x what {@code i} did against {@code j}, in [0, 1]
     * @param p what was predicted, in (0, 1)
     */
    void observe(int i, int j, double x, double p) {
        if (outcomes == next) {
            starts.add(new Start(new LikelihoodBounds(contrasts)));
            next = Math.max(FIRST, 2 * next);
        }
        double score = x * Math.log(p) + (1 - x) * Math.log1p(-p);
        for (Start start : starts) {
            start.score += score;
            start.bounds.observe(i, j, x);
        }
        outcomes++;
    }

    /**
     * Sharpens the bounds under which {@code policy} is at least as good as {@code leader}, as far as it matters to the
     * average. To be called after {@link #refresh()}.
     */
    void refresh(int policy, int leader) {
        double enough = logValue(policy) + Math.log(NEGLIGIBLE);
        for (int m = 0; m < starts.size(); m++) {
            Start start = starts.get(m);
            double gain = start.ratio + start.bounds.doubt(policy) + Math.log(-Math.expm1(-start.bounds.doubt(policy)));
            if (Math.log(weight(m)) + gain > enough || start.bounds.outdated(policy, leader)) {
                start.bounds.refresh(policy, leader);
            }
        }
    }

    /** {@code policy} will not be asked for any more. */
    void release(int policy) {
        starts.forEach(start -> start.bounds.release(policy));
    }

    /** Sharpens the bounds without constraint. */
    void refresh() {
        starts.forEach(start -> start.bounds.refresh());
    }

    /** Log of the average ratio, with {@code policy} the best one in the model. */
    double logValue(int policy) {
        return average(bounds -> bounds.largest(policy));
    }

    /** Log of the average ratio, with any coefficients in the model. */
    double logValue() {
        return average(LikelihoodBounds::largest);
    }

    private double average(ToDoubleFunction<LikelihoodBounds> largest) {
        double top = 0;
        for (Start start : starts) {
            start.ratio = start.score - largest.applyAsDouble(start.bounds);
            top = Math.max(top, start.ratio);
        }
        double sum = 0;
        double rest = 1;
        for (int m = 0; m < starts.size(); m++) {
            sum += weight(m) * Math.exp(starts.get(m).ratio - top);
            rest -= weight(m);
        }
        return top + Math.log(sum + rest * Math.exp(-top));
    }

    private static double weight(int m) {
        return (m + 1) * Math.pow(0.75, m) / 16;
    }

    private static final class Start {
        private final LikelihoodBounds bounds;
        private double score;
        private double ratio;

        Start(LikelihoodBounds bounds) {
            this.bounds = bounds;
        }
    }
}
