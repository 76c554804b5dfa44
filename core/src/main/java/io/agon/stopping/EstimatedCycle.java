package io.agon.stopping;

import io.agon.numeric.Bernoulli;
import io.agon.preference.Cycles;
import io.agon.preference.Ledger;
import java.util.List;

/** The cycle that the estimates show: each policy is led back to the opponent with the most evidence of beating it. */
final class EstimatedCycle {

    private EstimatedCycle() {}

    /** Each of the policies beats the next in the estimates, the last beats the first; empty when no such path closes. */
    static List<Integer> of(Ledger ledger) {
        var beatenBy = new int[ledger.policies()];
        for (int k = 0; k < beatenBy.length; k++) {
            beatenBy[k] = -1;
            double most = 0;
            for (int j = 0; j < beatenBy.length; j++) {
                if (ledger.lead(k, j) < 0) {
                    double evidence = ledger.count(k, j) * Bernoulli.klToHalf(ledger.mean(k, j));
                    if (evidence > most) {
                        most = evidence;
                        beatenBy[k] = j;
                    }
                }
            }
        }
        return Cycles.find(beatenBy.length, (i, j) -> beatenBy[j] == i);
    }
}
