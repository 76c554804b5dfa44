package io.agon.evidence;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Beliefs} in Bradley-Terry strengths with a random effect per pair: the log-odds of {@code i} against {@code j}
 * are {@code s_i - s_j + e_ij}, with {@code s ~ N(0, 0.7^2)} and {@code e ~ N(0, tau^2)}. How far pairs deviate from
 * Bradley-Terry is learnt: the posteriors under a small and a large {@code tau} are averaged, each weighted by how well
 * it has predicted the outcomes so far. With little data a pair is judged by what its two policies did elsewhere, with
 * much data by its own outcomes.
 *
 * <p>Normal approximation of each pair's likelihood by its empirical log-odds (half an outcome added to each side);
 * strengths by coordinate ascent: both policies of a duel at once, all of them every K outcomes. O(K) time an outcome
 * amortised, O(1) a question, O(K^2) memory.
 */
final class RandomEffects implements LearningBeliefs {

    private static final double STRENGTH_PRECISION = 1 / (0.7 * 0.7);

    private final int policies;
    private final RunningLedger ledger;
    private final double[] logOdds;
    private final double[] variance;
    private final Model[] models;
    private double decisive;

    /**
     * No outcome yet.
     *
     * @param policies K, at least 2
     * @param deviations the values of tau to weigh against each other, in log-odds, above 0
     */
    RandomEffects(int policies, List<Double> deviations) {
        this.policies = policies;
        ledger = new RunningLedger(policies);
        logOdds = new double[policies * policies];
        variance = new double[policies * policies];
        Arrays.fill(variance, Double.POSITIVE_INFINITY);
        models = deviations.stream().map(tau -> new Model(tau * tau)).toArray(Model[]::new);
        reweigh();
    }

    /** O(K), every K-th time O(K^2). */
    @Override
    public void observe(Duel duel, Outcome outcome) {
        int i = duel.first();
        int j = duel.second();
        double lead = 2 * outcome.value() - 1;
        for (Model model : models) {
            model.score(i, j, lead);
        }
        reweigh();
        ledger.add(duel, outcome);
        decisive += lead * lead;
        refresh(i, j);
        boolean sweep = ledger.comparisons() % policies == 0;
        for (Model model : models) {
            model.fit(i);
            model.fit(j);
            model.fit(i);
            model.fit(j);
            for (int k = 0; sweep && k < policies; k++) {
                model.fit(k);
            }
        }
    }

    @Override
    public Normal strength(int policy) {
        double mean = 0;
        double square = 0;
        for (Model model : models) {
            mean += model.weight * model.strength[policy];
            square += model.weight / model.precision[policy];
        }
        return new Normal(mean, Math.sqrt(square));
    }

    @Override
    public Normal logOdds(int i, int j) {
        double mean = 0;
        double square = 0;
        for (Model model : models) {
            Normal normal = model.logOdds(i, j);
            mean += model.weight * normal.mean();
            square += model.weight * (normal.sd() * normal.sd() + normal.mean() * normal.mean());
        }
        return new Normal(mean, Math.sqrt(Math.max(1e-12, square - mean * mean)));
    }

    @Override
    public double decisiveShare() {
        return (decisive + 1) / (ledger.comparisons() + 1);
    }

    /** Empirical log-odds of a pair and their variance, from its sums of leads. */
    private void refresh(int i, int j) {
        double n = ledger.weight(i, j);
        if (n == 0) {
            return;
        }
        double wins = Math.clamp((n + ledger.lead(i, j)) / 2, 0, n);
        double p = (wins + 0.5) / (n + 1);
        int ij = i * policies + j;
        int ji = j * policies + i;
        logOdds[ij] = Normal.logit(p);
        logOdds[ji] = -logOdds[ij];
        variance[ij] = 1 / (n * p * (1 - p));
        variance[ji] = variance[ij];
    }

    private void reweigh() {
        double best = Double.NEGATIVE_INFINITY;
        for (Model model : models) {
            best = Math.max(best, model.logScore);
        }
        double total = 0;
        for (Model model : models) {
            model.weight = Math.exp(model.logScore - best);
            total += model.weight;
        }
        for (Model model : models) {
            model.weight /= total;
        }
    }

    /** The posterior for one value of tau. */
    private final class Model {

        private final double tau2;
        private final double[] strength = new double[policies];
        private final double[] precision = new double[policies];
        private double logScore;
        private double weight;

        Model(double tau2) {
            this.tau2 = tau2;
            Arrays.fill(precision, STRENGTH_PRECISION);
        }

        /** Log-likelihood of the next outcome under the prediction; a tie says nothing. */
        void score(int i, int j, double lead) {
            logScore += LearningBeliefs.logScore(logOdds(i, j), lead);
        }

        /** Conditional mean of the strength of {@code k}, given all others. */
        void fit(int k) {
            double sum = 0;
            double total = STRENGTH_PRECISION;
            for (int j = 0, kj = k * policies; j < policies; j++, kj++) {
                double information = 1 / (variance[kj] + tau2);
                sum += information * (strength[j] + logOdds[kj]);
                total += information;
            }
            strength[k] = sum / total;
            precision[k] = total;
        }

        /** The pair's own outcomes, combined with what its policies did in all other pairs. */
        Normal logOdds(int i, int j) {
            int ij = i * policies + j;
            double own = 1 / (variance[ij] + tau2);
            double precisionI = precision[i] - own;
            double precisionJ = precision[j] - own;
            double strengthI = (precision[i] * strength[i] - own * (strength[j] + logOdds[ij])) / precisionI;
            double strengthJ = (precision[j] * strength[j] - own * (strength[i] - logOdds[ij])) / precisionJ;
            double priorVariance = 1 / precisionI + 1 / precisionJ + tau2;
            double information = 1 / priorVariance + 1 / variance[ij];
            double mean = ((strengthI - strengthJ) / priorVariance + logOdds[ij] / variance[ij]) / information;
            return new Normal(mean, 1 / Math.sqrt(information));
        }
    }
}
