package io.agon.stopping;

import io.agon.evidence.Evidence;
import io.agon.evidence.PairTests;
import io.agon.preference.Cycles;
import io.agon.preference.Ledger;
import java.util.List;

/**
 * Stops when one policy is possible, or when what remains open does not matter.
 *
 * <ul>
 *   <li>One policy is possible: {@link Verdict.Winner}. A false claim needs the rejection of the one true optimum, so
 *       there is no union over policies. When {@code strict}, each other policy must besides be shown to lose to it
 *       directly, at {@code K / delta_1}.
 *   <li>With a margin, one possible policy is shown to lose to each other possible one by less than the margin, at
 *       {@code (K - 1) / delta_2}: {@link Verdict.GoodEnough}. It is false when the optimum was rejected, or when one
 *       of the {@code K - 1} tests against the optimum is false.
 *   <li>With {@code cycles}, each possible policy is shown to lose to some other at {@code (K - 1) / delta_2}, or, when
 *       {@code strict}, no policy is possible: {@link Verdict.NoWinner}. A cycle among policies that are not possible
 *       leaves the winner open and stops nothing. A cycle whose steps are each shown at {@code K (K - 1) / delta_2} is
 *       named as {@linkplain Verdict.NoWinner#separated separated}; otherwise the one that the estimates show is named.
 * </ul>
 *
 * <p>Without {@code strict} and without a gap one policy is always left before none is, so that data without an optimal
 * policy end in {@code Winner} or go on: that an optimal policy exists is then an assumption.
 *
 * <p>{@code delta_1 = 0.8 delta} and {@code delta_2 = 0.2 delta} with a margin or {@code cycles}, which halve
 * {@code delta_2} between them when both are on; otherwise {@code delta_1 = delta}. Four fifths, because
 * {@code delta_1} decides how long every experiment takes, at a price of {@code log 1.25 = 0.22} nats, and
 * {@code delta_2} stands under a large factor already.
 *
 * <p>Guarantee: when an optimal policy exists, a verdict is false with probability at most {@code delta}: the true
 * optimum is rejected ({@code delta_1}), or a test of a pair is false (union over ordered pairs, {@code delta_2}). When
 * none exists, {@code Winner} is claimed with probability at most {@code delta} if {@code strict} (for each policy one
 * pair that it does not win must be passed; union over policies), and nothing is promised otherwise; a separated cycle
 * is false with probability at most {@code delta}, counted by itself. Assumptions: those of
 * {@link io.agon.evidence.EProcess}; policies rejected at {@link #rejectionLevel}.
 *
 * <p>Source: Ville (1939) for the thresholds; the composition is Agon's own.
 *
 * @param margin indifference in win probability, in [0, 1/2); 0 for none
 * @param strict whether to doubt that an optimal policy exists
 * @param cycles whether pairs may show that none exists
 */
public record EvidenceStopping(double margin, boolean strict, boolean cycles) implements StoppingRule {

    /** The share of delta at which policies are rejected when pairs are tested too. */
    public static final double REJECTION_SHARE = 0.8;

    public EvidenceStopping {
        margin = new PairTests(false, margin).margin();
    }

    /** An optimal policy exists, and nothing but it will do. */
    public static EvidenceStopping exact() {
        return new EvidenceStopping(0, false, false);
    }

    /** The same rule, content with a policy that loses by less than {@code margin}. */
    public EvidenceStopping withMargin(double margin) {
        return new EvidenceStopping(margin, strict, cycles);
    }

    /** The same rule, verifying the winner against each other policy. */
    public EvidenceStopping verifyingWinner() {
        return new EvidenceStopping(margin, true, cycles);
    }

    /** The same rule, looking for cycles in pairs. */
    public EvidenceStopping detectingCycles() {
        return new EvidenceStopping(margin, strict, true);
    }

    @Override
    public double rejectionLevel(double delta) {
        return margin > 0 || cycles ? REJECTION_SHARE * delta : delta;
    }

    @Override
    public PairTests pairTests() {
        return new PairTests(strict || cycles, margin);
    }

    @Override
    public Verdict judge(Ledger ledger, Evidence evidence) {
        List<Integer> possible = evidence.possible();
        if (possible.isEmpty()) {
            return noWinner(ledger, evidence, cycleThreshold(evidence));
        }
        int first = possible.getFirst();
        if (possible.size() == 1 && (!strict || beatsAll(first, evidence))) {
            return new Verdict.Winner(first);
        }
        if (possible.size() > 1 && margin > 0) {
            double threshold = Math.log((evidence.policies() - 1) / pairLevel(evidence));
            for (int i : possible) {
                if (withinMargin(i, possible, evidence, threshold)) {
                    return new Verdict.GoodEnough(i, margin, possible);
                }
            }
        }
        if (cycles && allBeaten(possible, evidence)) {
            return noWinner(ledger, evidence, cycleThreshold(evidence));
        }
        return new Verdict.Undecided(possible);
    }

    private boolean beatsAll(int i, Evidence evidence) {
        double threshold = Math.log(evidence.policies() / evidence.delta());
        for (int j = 0; j < evidence.policies(); j++) {
            if (i != j && evidence.maxLogBeats(i, j) < threshold) {
                return false;
            }
        }
        return true;
    }

    private static boolean withinMargin(int i, List<Integer> possible, Evidence evidence, double threshold) {
        for (int j : possible) {
            if (i != j && evidence.maxLogWithinMargin(i, j) < threshold) {
                return false;
            }
        }
        return true;
    }

    private boolean allBeaten(List<Integer> possible, Evidence evidence) {
        double threshold = Math.log((evidence.policies() - 1) / pairLevel(evidence));
        for (int k : possible) {
            boolean beaten = false;
            for (int j = 0; j < evidence.policies() && !beaten; j++) {
                beaten = separated(j, k, evidence, threshold);
            }
            if (!beaten) {
                return false;
            }
        }
        return true;
    }

    private static Verdict noWinner(Ledger ledger, Evidence evidence, double threshold) {
        List<Integer> cycle = Cycles.find(evidence.policies(), (i, j) -> separated(i, j, evidence, threshold));
        return cycle.isEmpty()
                ? new Verdict.NoWinner(EstimatedCycle.of(ledger), false)
                : new Verdict.NoWinner(cycle, true);
    }

    private static boolean separated(int i, int j, Evidence evidence, double threshold) {
        double beats = evidence.maxLogBeats(i, j);
        return i != j && beats >= threshold && beats > evidence.maxLogBeats(j, i);
    }

    /** {@code log(K (K - 1) / delta_2)}: any step of any cycle may be the false one. */
    private double cycleThreshold(Evidence evidence) {
        double pairs = (double) evidence.policies() * (evidence.policies() - 1);
        return Math.log(pairs / pairLevel(evidence));
    }

    /** {@code delta_2}, or the half of it; it follows from {@code delta_1}, which the evidence knows. */
    private double pairLevel(Evidence evidence) {
        double rest = evidence.delta() * (1 / REJECTION_SHARE - 1);
        return margin > 0 && cycles ? rest / 2 : margin > 0 || cycles ? rest : evidence.delta();
    }
}
