package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Sensitivity analysis of variables for generic exploration, for the Condorcet winner: samples evenly the pairs that
 * still matter, those of two policies of which none is beaten with confidence by anybody. O(K^2) a decision.
 *
 * <p>Source: Urvoy, Clerot, Feraud and Naamane (2013), Generic exploration and K-armed voting bandits, section 4, with
 * Hoeffding bounds {@code sqrt(log(eta / delta) / (2 n))}, {@code eta = 2 P T} for {@code P} pairs and a horizon
 * {@code T}, {@code pi^2 P n^2 / 3} without one.
 *
 * <p>Departs: a separate rule stops; when one policy is left, it meets the possible policy that it met least; when none
 * is left, pairs of possible policies are sampled evenly.
 */
public final class Savage implements SamplingRule {

    private final double delta;
    private final long horizon;
    private boolean[] beaten = {};

    /**
     * The rule for one experiment.
     *
     * @param delta error probability of its bounds, in (0, 1)
     * @param horizon number of comparisons at most, when it is known; 0 when not
     */
    public Savage(double delta, long horizon) {
        if (horizon < 0) {
            throw new IllegalArgumentException(
                    "The horizon must be at least 0, but it is %d. 0 means that none is known.".formatted(horizon));
        }
        this.delta = SamplingRules.checkedDelta(delta);
        this.horizon = horizon;
    }

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        int policies = ledger.policies();
        if (beaten.length != policies) {
            beaten = new boolean[policies];
        }
        int alive = 0;
        int survivor = 0;
        for (int i = 0; i < policies; i++) {
            beaten[i] = isBeaten(ledger, i);
            if (!beaten[i]) {
                alive++;
                survivor = i;
            }
        }
        if (alive == 1) {
            return Slots.random(survivor, Opponents.leastMet(survivor, ledger, evidence, pending), random);
        }
        boolean all = alive == 0 && evidence.possibleCount() < 2;
        int fewest = Integer.MAX_VALUE;
        int pair = -1;
        for (int i = 0; i < policies; i++) {
            for (int j = 0; j < i; j++) {
                boolean matters =
                        alive > 0 ? !beaten[i] && !beaten[j] : all || (evidence.possible(i) && evidence.possible(j));
                if (matters && ledger.count(i, j) < fewest) {
                    int asked = ledger.count(i, j) + pending.count(i, j);
                    if (asked < fewest) {
                        fewest = asked;
                        pair = i * policies + j;
                    }
                }
            }
        }
        return Slots.random(pair / policies, pair % policies, random);
    }

    private boolean isBeaten(Ledger ledger, int i) {
        double pairs = ledger.policies() * (ledger.policies() - 1) / 2.0;
        double fixed = Math.log(horizon > 0 ? 2 * pairs * horizon / delta : Math.PI * Math.PI * pairs / (3 * delta));
        for (int j = 0; j < ledger.policies(); j++) {
            double lead = ledger.lead(i, j);
            if (lead < 0) {
                double n = ledger.count(i, j);
                if (lead * lead > 2 * n * (horizon > 0 ? fixed : fixed + 2 * Math.log(n))) {
                    return true;
                }
            }
        }
        return false;
    }
}
