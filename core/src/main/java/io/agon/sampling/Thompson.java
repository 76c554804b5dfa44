package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Draws one world from Beta beliefs about the pairs; the policy that beats the most others in it meets the one that
 * does best against it. O(K^2) a decision.
 *
 * <p>Source: Thompson (1933), On the likelihood that one unknown probability exceeds another; the champion is the
 * Copeland winner of the draw as in Zoghi, Whiteson, Munos and de Rijke (2014), Relative confidence sampling.
 */
public final class Thompson implements SamplingRule {

    private final Posterior posterior = new Posterior();

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        posterior.drawWorld(ledger, random);
        int champion = posterior.champion(random);
        var challenger = new Best();
        for (int j = 0; j < ledger.policies(); j++) {
            if (j != champion) {
                challenger.offer(j, posterior.get(j, champion), random);
            }
        }
        return Slots.random(champion, challenger.index(), random);
    }
}
