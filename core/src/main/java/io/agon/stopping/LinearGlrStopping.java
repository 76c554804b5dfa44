package io.agon.stopping;

import io.agon.evidence.Evidence;
import io.agon.preference.Ledger;
import io.agon.structured.BradleyTerryFit;
import io.agon.structured.Contrasts;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;

/**
 * Stops when the generalised likelihood ratio of the linear Bradley-Terry model excludes each policy but one: {@code k}
 * is excluded while the log-likelihood that "{@code k} is at least as good as the leader of the fit" costs exceeds
 * {@code log((1 + log t) / delta)} after {@code t} comparisons. {@code delta} is that of the evidence; the e-processes
 * in it are not read.
 *
 * <p>Costs far from the threshold, by a factor of 1.5 in the normal approximation, are not computed exactly unless the
 * verdict depends on them: a winner is named on exact costs only.
 *
 * <p>Guarantee: none for a finite number of comparisons; the threshold is usual in experiments and unproven.
 *
 * <p>Source: Garivier and Kaufmann (2016), Optimal best arm identification with fixed confidence, section 3.
 *
 * <p>Departs: the likelihood includes a weak normal prior, see {@link BradleyTerryFit}.
 */
public final class LinearGlrStopping implements StoppingRule {

    private static final double FAR = 1.5;

    private final Contrasts contrasts;

    /** The rule for policies with these features. */
    public LinearGlrStopping(FeatureSpace space) {
        contrasts = Contrasts.of(space.reduced());
    }

    @Override
    public Verdict judge(Ledger ledger, Evidence evidence) {
        BradleyTerryFit fit = BradleyTerryFit.of(contrasts, ledger);
        double threshold = Math.log((1 + Math.log((double) Math.max(1, ledger.comparisons()))) / evidence.delta());
        var possible = new ArrayList<Integer>();
        for (int k = 0; k < ledger.policies(); k++) {
            double about = fit.approximateCost(k);
            boolean near = about > threshold / FAR && about < threshold * FAR;
            if ((near ? fit.cost(k) : about) <= threshold) {
                possible.add(k);
            }
        }
        if (possible.size() > 1) {
            return new Verdict.Undecided(possible);
        }
        for (int k = 0; k < ledger.policies(); k++) {
            if (k != fit.best() && fit.cost(k) <= threshold) {
                possible.add(k);
            }
        }
        return possible.size() == 1
                ? new Verdict.Winner(fit.best())
                : new Verdict.Undecided(possible.stream().sorted().toList());
    }
}
