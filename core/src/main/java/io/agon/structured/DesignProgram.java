package io.agon.structured;

import io.agon.numeric.Bernoulli;
import io.agon.numeric.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The proportions of comparisons that tell the best policy from the others soonest, in the linear Bradley-Terry model:
 *
 * <pre>    maximise  min over k of f_k(w) - rho / 2 |w|^2    over proportions w of all pairs,</pre>
 *
 * where {@code f_k(w)} is the information, in nats a comparison, against the closest world in which {@code k} is as
 * good as the best. With {@code rho = 0} the value is {@code 1 / T*} and the solution need not be unique; with
 * {@code rho} above 0 it is, and it moves continuously with the strengths. {@code |w - u|^2} and {@code |w|^2} differ
 * by a constant on the simplex, so this is the pull towards uniform proportions {@code u}.
 *
 * <p>Contrasts and alternatives enter when they are needed: the program is solved on a few of them by an
 * {@link InteriorPoint} method, then all alternatives are fitted and all contrasts are priced, and those that would
 * change the solution join.
 *
 * <p>Guarantee: {@link Design#value} is attained by the proportions and {@link Design#bound} is above what any
 * proportions attain, both up to rounding, whatever the method did on the way.
 *
 * <p>Source: Degenne, Menard, Shang and Valko (2020), Gamification of pure exploration for linear bandits, for the game
 * between proportions and alternatives; its logistic form and the method are ours (docs: the limit).
 */
public final class DesignProgram {

    private static final int ROUNDS_AT_MOST = 100;
    private static final int FIRST_ALTERNATIVES = 12;
    private static final double FIT = 1e-14;
    private static final double TIED = 1e-12;

    private final Contrasts contrasts;
    private final ReducedSpace space;
    private final double[] pairs;

    /** The program on these contrasts. */
    public DesignProgram(Contrasts contrasts) {
        this.contrasts = contrasts;
        this.space = contrasts.space();
        pairs = new double[contrasts.size()];
        Arrays.setAll(pairs, contrasts::pairs);
    }

    /** Whether one strength is above all others by more than rounding: only then there is something to find. */
    public static boolean hasBest(double[] strengths) {
        int best = best(strengths);
        double range = 0;
        double second = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < strengths.length; k++) {
            range = Math.max(range, Math.abs(strengths[k]));
            second = k == best ? second : Math.max(second, strengths[k]);
        }
        return strengths[best] - second > TIED * range;
    }

    /**
     * Solves it.
     *
     * @param strengths of the policies, one above all others
     * @param regularisation {@code rho}, in units of the information that uniform proportions have: at least 0
     * @param tolerance relative gap to stop at, in (0, 1)
     */
    public Design solve(double[] strengths, double regularisation, double tolerance) {
        if (!hasBest(strengths)) {
            throw new IllegalArgumentException(
                    "Several policies are equally good: no comparison tells which is best. Break the tie or drop one.");
        }
        return new Search(strengths).run(regularisation, tolerance);
    }

    /**
     * What given proportions are worth: nats a comparison against the closest alternative.
     *
     * @param strengths of the policies, one above all others
     * @param shares of comparisons of all contrasts, spanning the space
     */
    public double value(double[] strengths, double[] shares) {
        int best = best(strengths);
        var data = new WeightedContrasts(
                contrasts, IntStream.range(0, shares.length).toArray(), strengths, 0);
        System.arraycopy(shares, 0, data.weight, 0, shares.length);
        double least = Double.POSITIVE_INFINITY;
        double[] c = new double[space.dimension()];
        for (int k = 0; k < strengths.length; k++) {
            if (k != best) {
                space.difference(best, k, 1, c, 0);
                var alternative = new ClosestAlternative(c, strengths[best] - strengths[k]);
                alternative.fit(data, FIT);
                least = Math.min(least, alternative.value());
            }
        }
        return least;
    }

    private static int best(double[] strengths) {
        int best = 0;
        for (int k = 1; k < strengths.length; k++) {
            best = strengths[k] > strengths[best] ? k : best;
        }
        return best;
    }

    /** One solution under way. */
    private final class Search {

        private final double[] strengths;
        private final int best;
        private final ClosestAlternative[] alternatives;
        private final boolean[] joined;
        private final boolean[] used;
        private final List<Integer> active = new ArrayList<>();
        private int[] working = {};
        private double[] weights = {};
        private double lower;
        private double upper = Double.POSITIVE_INFINITY;
        private double attained = Double.NEGATIVE_INFINITY;
        private double found;
        private int[] foundContrasts = {};
        private double[] foundWeights = {};

        Search(double[] strengths) {
            this.strengths = strengths;
            best = DesignProgram.best(strengths);
            alternatives = new ClosestAlternative[space.policies()];
            for (int k = 0; k < alternatives.length; k++) {
                double[] c = new double[space.dimension()];
                space.difference(best, k, 1, c, 0);
                alternatives[k] = new ClosestAlternative(c, strengths[best] - strengths[k]);
            }
            joined = new boolean[alternatives.length];
            used = new boolean[contrasts.size()];
            enter(contrasts.spanning(strengths));
            enter(IntStream.range(0, alternatives.length)
                    .filter(k -> k != best)
                    .boxed()
                    .sorted((i, j) -> Double.compare(strengths[j], strengths[i]))
                    .limit(2L * space.dimension())
                    .mapToInt(k -> contrasts.of(best, k))
                    .toArray());
            Arrays.fill(weights, 1.0 / weights.length);
        }

        /** Gives those of these contrasts that are new a little weight. */
        private void enter(int[] chosen) {
            int[] fresh = Arrays.stream(chosen).distinct().filter(e -> !used[e]).toArray();
            int size = working.length;
            working = Arrays.copyOf(working, size + fresh.length);
            weights = Arrays.copyOf(weights, size + fresh.length);
            for (int n = 0; n < fresh.length; n++) {
                working[size + n] = fresh[n];
                used[fresh[n]] = true;
                weights[size + n] = 0.1 / fresh.length;
            }
        }

        Design run(double regularisation, double tolerance) {
            double rho = regularisation == 0 ? 0 : regularisation * uniformValue();
            double gap = 1;
            double[] multipliers = {};
            WeightedContrasts data = data();
            chooseAlternatives(data);
            for (int round = 0; round < ROUNDS_AT_MOST; round++) {
                multipliers = Arrays.copyOf(multipliers, active.size());
                var solver = new InteriorPoint(
                        data,
                        multiplicities(),
                        active.stream().map(k -> alternatives[k]).toList(),
                        multipliers);
                solver.solve(
                        rho, Math.max(1e-3, Math.min(0.3, gap)), Math.max(0.3 * tolerance, Math.min(0.03, 0.1 * gap)));
                weights = data.weight;
                boolean settled = !joinsAlternatives(data);
                double[] scores = prices(multipliers);
                WaterFilling filling = WaterFilling.of(scores, pairs, rho);
                double restricted = value(rho);
                if (restricted > attained) {
                    attained = restricted;
                    found = lower;
                    foundContrasts = working.clone();
                    foundWeights = weights.clone();
                }
                upper = Math.min(upper, Arrays.stream(scores).max().orElseThrow());
                gap = (filling.value() - restricted) / Math.abs(lower);
                if (settled && gap <= tolerance) {
                    break;
                }
                prune();
                double level = WaterFilling.of(
                                Arrays.stream(working)
                                        .mapToDouble(e -> scores[e])
                                        .toArray(),
                                multiplicities(),
                                rho)
                        .level();
                enter(promising(scores, level));
                data = data();
            }
            if (!(found > 0)) {
                throw new ArithmeticException(
                        "The optimal proportions are beyond double precision: some strengths are too far apart.");
            }
            return new Design(best, found, Math.max(upper, found), foundContrasts, foundWeights);
        }

        private double[] multiplicities() {
            return Arrays.stream(working).mapToDouble(e -> pairs[e]).toArray();
        }

        private double value(double rho) {
            double sum = 0;
            for (int e = 0; e < working.length; e++) {
                sum += weights[e] * weights[e] / pairs[working[e]];
            }
            return lower - rho / 2 * sum;
        }

        private WeightedContrasts data() {
            var data = new WeightedContrasts(contrasts, working, strengths, 0);
            System.arraycopy(weights, 0, data.weight, 0, weights.length);
            return data;
        }

        /** The information against the nearest alternative to uniform proportions, in Fisher's approximation. */
        private double uniformValue() {
            var all = new WeightedContrasts(
                    contrasts, IntStream.range(0, contrasts.size()).toArray(), strengths, 0);
            double total = Arrays.stream(pairs).sum();
            Arrays.setAll(all.weight, e -> pairs[e] / total);
            return Arrays.stream(approximate(all)).min().orElseThrow();
        }

        private double[] approximate(WeightedContrasts data) {
            double[] information = data.information();
            int r = space.dimension();
            Cholesky.factor(information, r);
            double[] values = new double[alternatives.length];
            double[] c = new double[r];
            for (int k = 0; k < values.length; k++) {
                if (k == best) {
                    values[k] = Double.POSITIVE_INFINITY;
                    continue;
                }
                space.difference(best, k, 1, c, 0);
                Cholesky.forward(information, r, c);
                double square = 0;
                for (double x : c) {
                    square += x * x;
                }
                double difference = strengths[best] - strengths[k];
                values[k] = difference * difference / (2 * square);
            }
            return values;
        }

        private void chooseAlternatives(WeightedContrasts data) {
            double[] values = approximate(data);
            IntStream.range(0, values.length)
                    .filter(k -> k != best)
                    .boxed()
                    .sorted((i, j) -> Double.compare(values[i], values[j]))
                    .limit(Math.max(FIRST_ALTERNATIVES, 2L * space.dimension()))
                    .forEach(this::join);
        }

        private void join(int k) {
            joined[k] = true;
            active.add(k);
        }

        /** Fits all alternatives, keeps the proportions if they are the best so far, and joins the ones violated. */
        private boolean joinsAlternatives(WeightedContrasts data) {
            double least = Double.POSITIVE_INFINITY;
            double[] values = new double[alternatives.length];
            Arrays.fill(values, Double.POSITIVE_INFINITY);
            double within = Double.POSITIVE_INFINITY;
            for (int k = 0; k < values.length; k++) {
                if (k != best) {
                    if (!joined[k]) {
                        alternatives[k].fit(data, FIT);
                    }
                    values[k] = alternatives[k].value() - alternatives[k].doubt();
                    least = Math.min(least, values[k]);
                    within = joined[k] ? Math.min(within, values[k]) : within;
                }
            }
            lower = least;
            double limit = within;
            int[] violated = IntStream.range(0, values.length)
                    .filter(k -> !joined[k] && values[k] < limit)
                    .boxed()
                    .sorted((i, j) -> Double.compare(values[i], values[j]))
                    .limit(2L * space.dimension() + 8)
                    .mapToInt(k -> k)
                    .toArray();
            Arrays.stream(violated).forEach(this::join);
            return violated.length > 0;
        }

        /** What each contrast is worth against this mixture of alternatives. */
        private double[] prices(double[] multipliers) {
            double total = 0;
            var shifts = new ArrayList<double[]>();
            var shares = new ArrayList<Double>();
            for (int n = 0; n < multipliers.length; n++) {
                if (multipliers[n] > 1e-9) {
                    shifts.add(space.strengths(alternatives[active.get(n)].shift()));
                    shares.add(multipliers[n]);
                    total += multipliers[n];
                }
            }
            double[] scores = new double[contrasts.size()];
            double[][] shift = shifts.toArray(double[][]::new);
            double[] share = shares.stream().mapToDouble(x -> x).toArray();
            for (int e = 0; e < scores.length; e++) {
                int i = contrasts.first(e, 0);
                int j = contrasts.second(e, 0);
                double a = strengths[i] - strengths[j];
                double sum = 0;
                for (int n = 0; n < share.length; n++) {
                    sum += share[n] * Bernoulli.klOfLogOdds(a, shift[n][i] - shift[n][j]);
                }
                scores[e] = sum / total;
            }
            return scores;
        }

        private int[] promising(double[] scores, double level) {
            return IntStream.range(0, scores.length)
                    .filter(e -> !used[e] && scores[e] > level)
                    .boxed()
                    .sorted((i, j) -> Double.compare(scores[j], scores[i]))
                    .limit(Math.max(8, 2L * space.dimension()))
                    .mapToInt(e -> e)
                    .toArray();
        }

        /** Keeps weights away from 0, where the next search starts. */
        private void prune() {
            double floor = 1e-3 / weights.length;
            for (int e = 0; e < weights.length; e++) {
                weights[e] = Math.max(weights[e], floor);
            }
        }
    }
}
