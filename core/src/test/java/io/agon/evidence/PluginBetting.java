package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;

/** The plainest unstructured e-process: bets the shrunken mean of the pair, cut to [0.02, 1/2]. */
public final class PluginBetting implements EProcess {

    private final RunningLedger ledger;
    private final double[] logValue;

    public PluginBetting(int policies) {
        ledger = new RunningLedger(policies);
        logValue = new double[policies];
    }

    @Override
    public int policies() {
        return logValue.length;
    }

    @Override
    public double logValue(int policy) {
        return logValue[policy];
    }

    @Override
    public void observe(Duel duel, Outcome outcome) {
        if (!(outcome instanceof Outcome.Missing)) {
            bet(duel.first(), duel.second(), 2 * outcome.value() - 1);
            bet(duel.second(), duel.first(), 1 - 2 * outcome.value());
        }
        ledger.add(duel, outcome);
    }

    private void bet(int k, int j, double y) {
        double mean = 0.5 + ledger.lead(k, j) / (2 * (ledger.count(k, j) + 2.0));
        logValue[k] += Math.log1p((2 * Math.clamp(mean, 0.02, 0.5) - 1) * y);
    }
}
