package io.agon.experiment;

import io.agon.evidence.Beliefs;
import io.agon.procedure.Procedure;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How fast evidence against a policy grows if preferences are what the present beliefs say: for forecasts only. */
final class Growth {

    /** With more policies than this, only the strongest opponents are looked at. */
    private static final int MANY = 200;

    private static final int STRONGEST = 20;

    private final Procedure procedure;
    private final double gap;
    private final int[] opponents;

    Growth(Procedure procedure, double gap) {
        this.procedure = procedure;
        this.gap = gap;
        int policies = procedure.evidence().policies();
        Beliefs beliefs = procedure.evidence().beliefs();
        double[] strength = policies <= MANY
                ? new double[0]
                : IntStream.range(0, policies)
                        .mapToDouble(k -> beliefs.strength(k).mean())
                        .toArray();
        opponents = policies <= MANY
                ? IntStream.range(0, policies).toArray()
                : IntStream.range(0, policies)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer k) -> -strength[k]))
                        .limit(STRONGEST)
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** Bernoulli divergence in nats; both in (0, 1). */
    static double kl(double p, double q) {
        return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }

    /** Believed mean outcome of {@code i} against {@code j}. */
    double mean(int i, int j) {
        Beliefs beliefs = procedure.evidence().beliefs();
        return 0.5 + (beliefs.logOdds(i, j).logisticMean() - 0.5) * beliefs.decisiveShare();
    }

    /** Information, in nats, that one duel of {@code k} against {@code j} carries against {@code k}: 0 when it wins. */
    double information(int k, int j) {
        double p = Math.clamp(mean(k, j), 1e-6, 1 - 1e-6);
        double q = 0.5 + gap;
        return p < q ? kl(p, q) : 0;
    }

    /** Comparisons until {@code k} is rejected when it meets its strongest opponent; infinite when none beats it. */
    double needed(int k) {
        double most = 0;
        for (int j : opponents) {
            most = j == k ? most : Math.max(most, information(k, j));
        }
        return missing(k) / most;
    }

    /** Evidence that is still missing to reject {@code k}, in nats. */
    double missing(int k) {
        return Math.max(
                0,
                -Math.log(procedure.evidence().delta()) - procedure.evidence().logValue(k));
    }

    /** Comparisons of a round robin until all but {@code winner} are rejected; infinite when it never ends. */
    double roundRobin(int winner) {
        int size = procedure.evidence().policies();
        double sweeps = 0;
        for (int k = 0; k < size; k++) {
            double perSweep = 0;
            for (int j = 0; j < size; j++) {
                perSweep += j == k ? 0 : information(k, j);
            }
            if (k != winner) {
                sweeps = Math.max(sweeps, -Math.log(procedure.evidence().delta()) / perSweep);
            }
        }
        return sweeps * size * (size - 1) / 2;
    }
}
