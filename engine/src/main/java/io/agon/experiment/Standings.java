package io.agon.experiment;

import io.agon.preference.Ledger;
import io.agon.procedure.Procedure;
import io.agon.structured.Factors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads a procedure for people. */
final class Standings {

    /** A believed lead below this says nothing about how long it takes. */
    private static final double NO_LEAD = 0.002;

    private Standings() {}

    /** One per policy, in index order. */
    static List<Standing> of(Procedure procedure, List<String> names, long[] missing) {
        var standings = new ArrayList<Standing>();
        Ledger ledger = procedure.ledger();
        for (int k = 0; k < names.size(); k++) {
            double sum = ledger.lead(k);
            long count = ledger.count(k);
            standings.add(new Standing(
                    names.get(k),
                    procedure.evidence().possible(k),
                    procedure.rejectedAt(k),
                    procedure.evidence().pValue(k),
                    count,
                    missing[k],
                    count == 0 ? Double.NaN : 0.5 + sum / (2 * count)));
        }
        return standings;
    }

    /** One per factor; a level is out when every policy that has it is. */
    static List<FactorStanding> ofFactors(Procedure procedure, Optional<Factors> shared) {
        if (shared.isEmpty()) {
            return List.of();
        }
        Factors factors = shared.get();
        var standings = new ArrayList<FactorStanding>();
        for (int m = 0; m < factors.size(); m++) {
            List<String> names = factors.levels().get(m);
            var possible = new boolean[names.size()];
            var pValue = new double[names.size()];
            for (int k = 0; k < factors.policies(); k++) {
                int level = factors.level(k, m);
                possible[level] |= procedure.evidence().possible(k);
                pValue[level] = Math.max(pValue[level], procedure.evidence().pValue(k));
            }
            standings.add(new FactorStanding(
                    factors.names().get(m),
                    IntStream.range(0, names.size())
                            .mapToObj(l -> new FactorStanding.Level(names.get(l), possible[l], pValue[l]))
                            .toList()));
        }
        return standings;
    }

    /**
     * What comes next if the gaps are what they look like.
     *
     * @param shared whether a duel speaks about all policies at once, so that the slowest decides
     */
    static Forecast forecast(Procedure procedure, List<String> names, double gap, boolean shared) {
        List<Integer> possible = procedure.evidence().possible();
        if (procedure.ledger().comparisons() == 0
                || possible.isEmpty()
                || procedure.recommend().decided()) {
            return Forecast.UNKNOWN;
        }
        int leader = possible.get(0);
        double strongest = Double.NEGATIVE_INFINITY;
        for (int k : possible) {
            double strength = procedure.evidence().beliefs().strength(k).mean();
            if (strength > strongest) {
                strongest = strength;
                leader = k;
            }
        }
        var growth = new Growth(procedure, gap);
        int rival = -1;
        double most = -1;
        double total = 0;
        for (int k : possible) {
            if (k != leader) {
                boolean clear = gap > 0 || growth.mean(leader, k) > 0.5 + NO_LEAD;
                double needed = clear ? growth.needed(k) : Double.POSITIVE_INFINITY;
                total = shared ? Math.max(total, needed) : total + needed;
                if (needed > most) {
                    most = needed;
                    rival = k;
                }
            }
        }
        return new Forecast(
                rounded(total),
                names.get(leader),
                rival < 0 ? null : names.get(rival),
                rival < 0 ? null : rounded(most));
    }

    /**
     * Signs that no policy beats all others, which the claim of a winner assumes: policies to which the winner lost
     * more than it won, beyond what chance does one time in twenty.
     */
    static List<String> doubts(Procedure procedure, List<String> names, int winner) {
        var doubts = new ArrayList<String>();
        Ledger ledger = procedure.ledger();
        for (int j = 0; j < names.size(); j++) {
            double lead = j == winner ? 0 : ledger.lead(winner, j);
            if (lead < 0 && lead < -1.645 * Math.sqrt(ledger.weight(winner, j))) {
                doubts.add(
                        "%s lost to %s in %.0f %% of %,d comparisons. The answer assumes that some policy beats all others; here there may be none: experiment.strict: true has it checked."
                                .formatted(
                                        names.get(winner),
                                        names.get(j),
                                        100 * ledger.mean(j, winner),
                                        ledger.count(winner, j)));
            }
        }
        return doubts;
    }

    /** A line for people when nothing but ties was heard. */
    static Optional<String> onlyTies(Procedure procedure) {
        long comparisons = procedure.ledger().comparisons();
        double decisive = procedure.evidence().beliefs().decisiveShare() * (comparisons + 1) - 1;
        return comparisons >= 50 && decisive < 1e-6
                ? Optional.of(
                        "All %,d outcomes were ties: this judge sees no difference. Maybe no answer equals its expected one (judge: number compares numbers), or the scores are constant."
                                .formatted(comparisons))
                : Optional.empty();
    }

    private static @org.jspecify.annotations.Nullable Long rounded(double comparisons) {
        return comparisons < 1e9 ? (Long) (long) Math.ceil(comparisons) : null;
    }
}
