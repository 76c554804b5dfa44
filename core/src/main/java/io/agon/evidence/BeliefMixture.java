package io.agon.evidence;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import java.util.List;
import java.util.function.Function;

/**
 * Several {@link Beliefs} at once, each weighted by how well it has predicted the outcomes so far: those of a model
 * lead where they are right, and give way to looser ones where the data reject the model.
 *
 * <p>Means and variances are those of the mixture; its shape is taken as normal.
 */
final class BeliefMixture implements LearningBeliefs {

    private final List<LearningBeliefs> parts;
    private final double[] logScore;
    private final double[] weight;

    /** Equal weights. */
    BeliefMixture(List<? extends LearningBeliefs> parts) {
        this.parts = List.copyOf(parts);
        logScore = new double[parts.size()];
        weight = new double[parts.size()];
        reweigh();
    }

    /** What these features explain, or else what random effects of pairs do. */
    static BeliefMixture of(FeatureSpace space, List<Double> deviations) {
        return new BeliefMixture(List.of(new LinearBeliefs(space), new RandomEffects(space.policies(), deviations)));
    }

    @Override
    public void observe(Duel duel, Outcome outcome) {
        double lead = 2 * outcome.value() - 1;
        for (int n = 0; n < logScore.length; n++) {
            LearningBeliefs part = parts.get(n);
            logScore[n] += LearningBeliefs.logScore(part.logOdds(duel.first(), duel.second()), lead);
            part.observe(duel, outcome);
        }
        reweigh();
    }

    private void reweigh() {
        double best = Double.NEGATIVE_INFINITY;
        for (double score : logScore) {
            best = Math.max(best, score);
        }
        double total = 0;
        for (int n = 0; n < weight.length; n++) {
            weight[n] = Math.exp(logScore[n] - best);
            total += weight[n];
        }
        for (int n = 0; n < weight.length; n++) {
            weight[n] /= total;
        }
    }

    /** Weight of part {@code n}: all add up to 1. */
    double weight(int n) {
        return weight[n];
    }

    @Override
    public Normal strength(int policy) {
        return mixed(beliefs -> beliefs.strength(policy));
    }

    @Override
    public Normal logOdds(int i, int j) {
        return mixed(beliefs -> beliefs.logOdds(i, j));
    }

    @Override
    public double decisiveShare() {
        return parts.getFirst().decisiveShare();
    }

    private Normal mixed(Function<Beliefs, Normal> question) {
        double mean = 0;
        double square = 0;
        for (int n = 0; n < weight.length; n++) {
            if (weight[n] > 1e-9) {
                Normal normal = question.apply(parts.get(n));
                mean += weight[n] * normal.mean();
                square += weight[n] * (normal.sd() * normal.sd() + normal.mean() * normal.mean());
            }
        }
        return new Normal(mean, Math.sqrt(Math.max(1e-12, square - mean * mean)));
    }
}
