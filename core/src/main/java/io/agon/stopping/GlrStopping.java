package io.agon.stopping;

import io.agon.evidence.Evidence;
import io.agon.evidence.LikelihoodRatio;
import io.agon.preference.Ledger;
import java.util.ArrayList;

/**
 * Stops when the generalised likelihood ratio excludes each policy but one: {@code k} is excluded while
 *
 * <pre>    sum over j with mean(k, j) below 1/2 of count(k, j) kl(mean(k, j), 1/2)   exceeds the threshold.</pre>
 *
 * <p>Excluding all is {@link Verdict.NoWinner}, naming the cycle that the estimates show. {@code delta} is that of the
 * evidence; the e-processes in it are not read.
 *
 * <p>Guarantee: with {@link Threshold#RIGOROUS}, the optimal policy is excluded at any time with probability at most
 * {@code delta}, for outcomes in [0, 1] with mean {@code mu} given the past; so are false verdicts, and no union over
 * policies is needed because only that exclusion is an error. With {@link Threshold#PRACTICAL}: none for a finite
 * number of comparisons.
 *
 * <p>Source: Garivier and Kaufmann (2016), Optimal best arm identification with fixed confidence, section 3 (rule and
 * practical threshold); Kaufmann and Koolen (2021), Mixture martingales revisited (rigorous threshold).
 */
public final class GlrStopping implements StoppingRule {

    /** How much log-likelihood it takes. */
    public enum Threshold {
        /** {@code log((1 + log t) / delta)} after {@code t} comparisons: usual in experiments, unproven. */
        PRACTICAL,
        /** {@link MixtureThreshold} over the {@code K - 1} opponents of a policy. */
        RIGOROUS
    }

    private final Threshold threshold;
    private final LikelihoodRatio ratio = new LikelihoodRatio();
    private int opponents;
    private double delta;
    private double fixedPart;

    /** The rule with this threshold, for one experiment. */
    public GlrStopping(Threshold threshold) {
        this.threshold = threshold;
    }

    @Override
    public Verdict judge(Ledger ledger, Evidence evidence) {
        ratio.follow(ledger);
        var possible = new ArrayList<Integer>();
        for (int k = 0; k < ledger.policies(); k++) {
            if (ratio.against(k) <= threshold(k, ledger, evidence.delta())) {
                possible.add(k);
            }
        }
        return switch (possible.size()) {
            case 0 -> new Verdict.NoWinner(EstimatedCycle.of(ledger), false);
            case 1 -> new Verdict.Winner(possible.getFirst());
            default -> new Verdict.Undecided(possible);
        };
    }

    private double threshold(int k, Ledger ledger, double delta) {
        return switch (threshold) {
            case PRACTICAL -> Math.log((1 + Math.log((double) Math.max(1, ledger.comparisons()))) / delta);
            case RIGOROUS -> fixedPart(ledger.policies() - 1, delta) + MixtureThreshold.PER_SAMPLE * ratio.logCounts(k);
        };
    }

    private double fixedPart(int opponents, double delta) {
        if (opponents != this.opponents || delta != this.delta) {
            this.opponents = opponents;
            this.delta = delta;
            fixedPart = MixtureThreshold.fixedPart(opponents, delta);
        }
        return fixedPart;
    }
}
