package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.evidence.LikelihoodRatio;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Top-two Thompson sampling for pairs: the champion of a drawn world meets the other policy whose being optimal costs
 * the least {@linkplain LikelihoodRatio#against likelihood}. O(K^2) a decision.
 *
 * <p>Source: Russo (2016), Simple Bayesian algorithms for best arm identification; the challenger by transportation
 * cost instead of by drawing again is T3C of Shang, de Heide, Kaufmann, Menard and Valko (2020), Fixed-confidence
 * guarantees for Bayesian best-arm identification.
 *
 * <p>Departs: no coin decides between the two, because a duel plays both.
 */
public final class TopTwo implements SamplingRule {

    private final Posterior posterior = new Posterior();
    private final LikelihoodRatio ratio = new LikelihoodRatio();

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        ratio.follow(ledger);
        posterior.drawWorld(ledger, random);
        int champion = posterior.champion(random);
        int challenger = EpsilonGreedy.cheapestExcept(champion, ratio, ledger.policies(), random);
        return Slots.random(champion, challenger, random);
    }
}
