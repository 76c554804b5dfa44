package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.evidence.LikelihoodRatio;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * With probability epsilon a random pair, otherwise the leader against the runner-up: the two policies whose being
 * optimal costs the least {@linkplain LikelihoodRatio#against likelihood}. O(K) a decision.
 *
 * <p>Source: Sutton and Barto (2018), Reinforcement learning, section 2.2. Departs: the greedy action is a pair.
 */
public final class EpsilonGreedy implements SamplingRule {

    private final double epsilon;
    private final LikelihoodRatio ratio = new LikelihoodRatio();

    /** The rule for one experiment; {@code epsilon} in (0, 1] is how often it explores. */
    public EpsilonGreedy(double epsilon) {
        if (!(epsilon > 0 && epsilon <= 1)) {
            throw new IllegalArgumentException(
                    "epsilon must lie in (0, 1], but it is %s. Without exploration some pairs are never asked."
                            .formatted(epsilon));
        }
        this.epsilon = epsilon;
    }

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        ratio.follow(ledger);
        if (random.nextDouble() < epsilon) {
            return RandomPair.draw(ledger.policies(), random);
        }
        int leader = cheapestExcept(-1, ratio, ledger.policies(), random);
        return Slots.random(leader, cheapestExcept(leader, ratio, ledger.policies(), random), random);
    }

    /** The policy other than {@code excluded} whose being optimal costs the least likelihood; ties at random. */
    static int cheapestExcept(int excluded, LikelihoodRatio ratio, int policies, RandomGenerator random) {
        var best = new Best();
        for (int k = 0; k < policies; k++) {
            if (k != excluded) {
                best.offer(k, -ratio.against(k), random);
            }
        }
        return best.index();
    }
}
