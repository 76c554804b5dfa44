package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Double Thompson sampling: the champion of a drawn world among the policies with the largest upper confidence Copeland
 * score meets the policy that does best against it in a second, independent draw, among those that do not beat it with
 * confidence. O(K^2) a decision.
 *
 * <p>Source: Wu and Liu (2016), Double Thompson sampling for dueling bandits, algorithm 1 (D-TS).
 *
 * <p>Departs: it may not play a policy against itself (which costs no regret and tells nothing), so the champion is
 * left out of the second choice, and when all others beat it with confidence it chooses among all others.
 */
public final class DoubleThompson implements SamplingRule {

    private final double alpha;
    private final Posterior posterior = new Posterior();

    /** The rule for one experiment; {@code alpha} above 1/2 widens the confidence bounds (0.51 in the paper). */
    public DoubleThompson(double alpha) {
        this.alpha = Confidence.checked(alpha);
    }

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        int policies = ledger.policies();
        var confidence = new Confidence(ledger, pending, alpha);
        posterior.drawWorld(ledger, random);
        var champion = new Best();
        for (int i = 0; i < policies; i++) {
            int upper = 0;
            for (int j = 0; j < policies; j++) {
                upper += i != j && confidence.upper(i, j) > 0.5 ? 1 : 0;
            }
            champion.offer(i, (double) upper * policies + posterior.wins(i), random);
        }
        int first = champion.index();
        var uncertain = new Best();
        var any = new Best();
        for (int i = 0; i < policies; i++) {
            if (i != first) {
                double drawn = Posterior.draw(ledger, i, first, random);
                any.offer(i, drawn, random);
                if (confidence.lower(i, first) <= 0.5) {
                    uncertain.offer(i, drawn, random);
                }
            }
        }
        return Slots.random(first, uncertain.index() >= 0 ? uncertain.index() : any.index(), random);
    }
}
