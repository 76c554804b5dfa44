package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Ledger;

/** Choices that several rules share. */
final class Opponents {

    private Opponents() {}

    /**
     * Among the possible policies the one that {@code policy} met least, duels in flight counted; among all when
     * {@code policy} is the only possible one, or none is. Ties go to the lower index.
     */
    static int leastMet(int policy, Ledger ledger, Evidence evidence, Pending pending) {
        int others = evidence.possibleCount() - (evidence.possible(policy) ? 1 : 0);
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int j = 0; j < ledger.policies(); j++) {
            if (j != policy && (others == 0 || evidence.possible(j))) {
                int met = ledger.count(policy, j) + pending.count(policy, j);
                if (met < fewest) {
                    fewest = met;
                    best = j;
                }
            }
        }
        return best;
    }
}
