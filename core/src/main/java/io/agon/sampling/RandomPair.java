package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * A pair drawn uniformly, whatever the outcomes: what an arena without active sampling does. O(1) a decision.
 *
 * <p>Source: Chiang et al. (2024), Chatbot Arena, before its active sampling.
 */
public final class RandomPair implements SamplingRule {

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        return draw(ledger.policies(), random);
    }

    static Duel draw(int policies, RandomGenerator random) {
        int first = random.nextInt(policies);
        int other = random.nextInt(policies - 1);
        return new Duel(first, other < first ? other : other + 1);
    }
}
