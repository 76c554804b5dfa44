package io.agon.evidence;

import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import java.util.List;

/**
 * E-processes for the unstructured space by betting: each duel is a bet against the optimality of either policy.
 *
 * <p>Let {@code y = 2x - 1} be the lead in an outcome from the side of {@code k}. "{@code k} is optimal and beats every
 * other policy by at least {@code gap}" ({@code H_k}) implies {@code E[y | past] >= 2 gap}, so the factor {@code 1 +
 * stake (2 gap - y)}, with a stake in {@code [0, 1 / (1 - 2 gap))} that is fixed before the outcome, is nonnegative and
 * has conditional mean at most 1. The value of {@code k} is the product over its duels.
 *
 * <p>Guarantee: that of {@link EProcess}, for any outcomes in [0, 1], any sampling rule and any {@link Beliefs}; with
 * {@code gap = 0} for the plain {@code H_k}. With {@code gap > 0} what may be claimed is: if a policy beats every other
 * one by at least {@code gap}, it is not rejected, with probability at least {@code 1 - delta}.
 *
 * <p>The stake is the growth-optimal one (Kelly 1956) for the predicted outcome, a little less (0.95 of it), and never
 * more than a win of the bet needs to reach {@code 1 / delta}: what overshoots the threshold is wasted. Against the
 * policy believed best, the prediction is partly conditional on a loss: only where {@code k} loses does the bet matter.
 * Ties bet nothing when {@code gap = 0}.
 *
 * <p>Source: Ville (1939); Waudby-Smith and Ramdas (2024), Estimating means of bounded random variables by betting. The
 * stakes are Agon's own.
 */
public final class Betting implements EProcess {

    private static final double LARGEST_STAKE = 0.96;

    /**
     * How stakes are chosen. No setting touches validity.
     *
     * @param caution share of the growth-optimal stake to bet, in (0, 1]
     * @param doubt how far to believe, of the policy believed best, that it beats every other one: in [0, 1]
     * @param capped whether to stake no more than it takes to reach {@code 1 / delta}
     * @param deviations what to believe of how far pairs deviate from Bradley-Terry, in log-odds, each above 0
     */
    public record Settings(double caution, double doubt, boolean capped, List<Double> deviations) {

        public static final Settings DEFAULT = new Settings(0.95, 0.4, true, List.of(0.15, 1.0));

        public Settings {
            deviations = List.copyOf(deviations);
        }
    }

    private final LearningBeliefs beliefs;
    private final Settings settings;
    private final double nullLead;
    private final double gap;
    private final double threshold;
    private final double[] logValue;
    private final boolean[] rejected;
    private double leads;
    private double squaredLeads;

    /**
     * All values 1.
     *
     * @param policies K, at least 2
     * @param delta error probability at which policies are going to be rejected, in (0, 1)
     * @param gap smallest lead over every other policy, in win probability over 1/2, that is worth detecting; in [0,
     *     1/2), 0 for any
     */
    public Betting(int policies, double delta, double gap) {
        this(policies, delta, gap, Settings.DEFAULT);
    }

    /** As above, with other settings. */
    public Betting(int policies, double delta, double gap, Settings settings) {
        this(policies, delta, gap, settings, new RandomEffects(policies, settings.deviations()));
    }

    /**
     * All values 1. Stakes rest on what the features predict as long as that predicts well; the guarantee does not.
     *
     * @param space features of the policies
     * @param delta error probability at which policies are going to be rejected, in (0, 1)
     * @param gap smallest lead over every other policy that is worth detecting; in [0, 1/2), 0 for any
     */
    public Betting(FeatureSpace space, double delta, double gap) {
        this(space.policies(), delta, gap, Settings.DEFAULT, BeliefMixture.of(space, Settings.DEFAULT.deviations()));
    }

    Betting(int policies, double delta, double gap, Settings settings, LearningBeliefs beliefs) {
        if (!(gap >= 0 && gap < 0.5)) {
            throw new IllegalArgumentException(
                    "The gap must lie in [0, 0.5), but it is %s. Five points are 0.05.".formatted(gap));
        }
        this.beliefs = beliefs;
        this.settings = settings;
        this.gap = gap;
        nullLead = 2 * gap;
        threshold = Rejection.threshold(delta);
        logValue = new double[policies];
        rejected = new boolean[policies];
    }

    @Override
    public int policies() {
        return logValue.length;
    }

    @Override
    public double logValue(int policy) {
        return logValue[policy];
    }

    @Override
    public Beliefs beliefs() {
        return beliefs;
    }

    @Override
    public void observe(Duel duel, Outcome outcome) {
        if (outcome instanceof Outcome.Missing) {
            return;
        }
        double lead = 2 * outcome.value() - 1;
        int favourite = favourite();
        double first = stake(duel.first(), duel.second(), favourite);
        double second = stake(duel.second(), duel.first(), favourite);
        settle(duel.first(), first, lead);
        settle(duel.second(), second, -lead);
        beliefs.observe(duel, outcome);
        leads += Math.abs(lead);
        squaredLeads += lead * lead;
    }

    private void settle(int policy, double stake, double lead) {
        logValue[policy] += Math.log1p(stake * (nullLead - lead));
        rejected[policy] |= logValue[policy] >= threshold;
    }

    /** The stake on {@code k} losing to {@code opponent}: a function of earlier outcomes only. */
    private double stake(int k, int opponent, int favourite) {
        Normal logOdds = beliefs.logOdds(k, opponent);
        double p = logOdds.logisticMean();
        if (opponent == favourite) {
            p += settings.doubt() * (Normal.logistic(logOdds.meanBelow(beliefs.logOddsAt(gap))) - p);
        }
        double share = beliefs.decisiveShare();
        double variance = Math.max(0.05 * share, share - nullLead * nullLead);
        double stake = settings.caution() * (nullLead - (2 * p - 1) * share) / variance;
        double enough = rejected[k] || !settings.capped()
                ? Double.POSITIVE_INFINITY
                : Math.expm1(threshold - logValue[k] + 1e-9) / (nullLead + usualLead());
        return Math.clamp(stake, 0, Math.min(enough, LARGEST_STAKE / (1 - nullLead)));
    }

    /** Absolute lead of decisive outcomes so far, larger ones counting more: 1 when nothing is graded. */
    private double usualLead() {
        return leads > 0 ? squaredLeads / leads : 1;
    }

    private int favourite() {
        int best = -1;
        double strongest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < rejected.length; k++) {
            if (!rejected[k]) {
                double strength = beliefs.strength(k).mean();
                if (strength > strongest) {
                    best = k;
                    strongest = strength;
                }
            }
        }
        return best;
    }
}
