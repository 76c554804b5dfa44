package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.evidence.LikelihoodRatio;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Relative upper confidence bound: a policy that may still be the Condorcet winner by its upper bounds meets the
 * opponent with the largest upper bound against it. O(K^2) a decision.
 *
 * <p>Source: Zoghi, Whiteson, Munos and de Rijke (2014), Relative upper confidence bound for the K-armed dueling bandit
 * problem.
 *
 * <p>Departs: the hypothesised best policy, preferred with probability 1/2 among several candidates, is the maximum
 * likelihood one instead of the last that was the only candidate, so that the choice is a function of the ledger; a
 * policy never meets itself; duels in flight count in the bound of the second choice.
 */
public final class Rucb implements SamplingRule {

    private final double alpha;
    private final LikelihoodRatio ratio = new LikelihoodRatio();

    /** The rule for one experiment; {@code alpha} above 1/2 widens the confidence bounds (0.51 in the paper). */
    public Rucb(double alpha) {
        this.alpha = Confidence.checked(alpha);
    }

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        int policies = ledger.policies();
        ratio.follow(ledger);
        var confidence = new Confidence(ledger, pending, alpha);
        var candidate = new Best();
        var hypothesis = new Best();
        for (int i = 0; i < policies; i++) {
            if (mayWin(i, policies, confidence)) {
                candidate.offer(i, 0, random);
                hypothesis.offer(i, -ratio.against(i), random);
            }
        }
        int champion = candidate.index() < 0
                ? random.nextInt(policies)
                : random.nextBoolean() ? hypothesis.index() : candidate.index();
        var opponent = new Best();
        for (int j = 0; j < policies; j++) {
            if (j != champion) {
                opponent.offer(j, confidence.upper(j, champion, pending), random);
            }
        }
        return Slots.random(champion, opponent.index(), random);
    }

    private static boolean mayWin(int i, int policies, Confidence confidence) {
        for (int j = 0; j < policies; j++) {
            if (i != j && confidence.upper(i, j) < 0.5) {
                return false;
            }
        }
        return true;
    }
}
