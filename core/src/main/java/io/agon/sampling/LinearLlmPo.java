package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import io.agon.structured.BradleyTerryFit;
import io.agon.structured.Contrasts;
import io.agon.structured.Design;
import io.agon.structured.DesignProgram;
import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The procedure of the LLM-PO paper in the linear Bradley-Terry space, to go with {@code LinearGlrStopping}: plugs the
 * fit into the regularised program of the optimal proportions and tracks them. The next duel is the one whose contrast
 * is the furthest behind; of the pairs that say the same, the one asked least. A contrast of a fixed spanning design of
 * {@code r} contrasts that was asked fewer than {@code sqrt(t / r)} times after {@code t} comparisons goes first. Duels
 * in flight count as comparisons.
 *
 * <p>Guarantee: every direction of the space is asked about infinitely often, so the fit converges, and the proportions
 * with it, because the regularised program is continuous and its regularisation falls like {@code t^(-1/2)}.
 *
 * <p>Source: the paper's regularised program (docs: the limit); D-tracking of Garivier and Kaufmann (2016), Optimal
 * best arm identification with fixed confidence, section 3.1.
 *
 * <p>Departs: the program is solved for the fit rounded to a grid, about a standard error wide, so that it is solved
 * only when the estimates moved; what is solved stays a function of the ledger.
 */
public final class LinearLlmPo implements SamplingRule {

    private static final double TOLERANCE = 1e-2;
    private static final double GRID = 2;
    private static final int REMEMBERED = 1_000;

    private final Contrasts contrasts;
    private final DesignProgram program;
    private final int[] spanning;
    private final Map<World, Design> solutions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<World, Design> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The rule for policies with these features. */
    public LinearLlmPo(FeatureSpace space) {
        contrasts = Contrasts.of(space.reduced());
        program = new DesignProgram(contrasts);
        spanning = contrasts.spanning(new double[space.policies()]);
    }

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        double t = ledger.comparisons() + pending.size();
        int contrast = leastAsked(ledger, pending);
        if (asked(contrast, ledger, pending) >= Math.max(1, Math.sqrt(t / spanning.length))) {
            Design design = design(ledger);
            contrast = design == null ? contrast : mostBehind(design, ledger, pending, t);
        }
        int pair = 0;
        int fewest = Integer.MAX_VALUE;
        for (int n = 0; n < contrasts.pairs(contrast); n++) {
            int i = contrasts.first(contrast, n);
            int j = contrasts.second(contrast, n);
            int count = ledger.count(i, j) + pending.count(i, j);
            if (count < fewest) {
                fewest = count;
                pair = n;
            }
        }
        return Slots.random(contrasts.first(contrast, pair), contrasts.second(contrast, pair), random);
    }

    private int asked(int contrast, Ledger ledger, Pending pending) {
        int count = 0;
        for (int n = 0; n < contrasts.pairs(contrast); n++) {
            count += ledger.count(contrasts.first(contrast, n), contrasts.second(contrast, n));
        }
        for (Duel duel : pending) {
            count += contrasts.of(duel.first(), duel.second()) == contrast ? 1 : 0;
        }
        return count;
    }

    private int leastAsked(Ledger ledger, Pending pending) {
        int least = spanning[0];
        int fewest = Integer.MAX_VALUE;
        for (int contrast : spanning) {
            int count = asked(contrast, ledger, pending);
            if (count < fewest) {
                fewest = count;
                least = contrast;
            }
        }
        return least;
    }

    private int mostBehind(Design design, Ledger ledger, Pending pending, double t) {
        int furthest = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < design.size(); n++) {
            double behind = t * design.weight(n) - asked(design.contrast(n), ledger, pending);
            if (behind > most) {
                most = behind;
                furthest = design.contrast(n);
            }
        }
        return furthest;
    }

    /** The program's solution for the fit; null when the fit has several best policies. */
    private @Nullable Design design(Ledger ledger) {
        BradleyTerryFit fit = BradleyTerryFit.of(contrasts, ledger);
        double level = Math.scalb(1.0, -Math.getExponent((double) ledger.comparisons() + 1) / 2);
        double[] theta = fit.coefficients();
        Arrays.setAll(theta, c -> GRID * level * Math.rint(theta[c] / (GRID * level)));
        double[] strengths = contrasts.space().strengths(theta);
        if (!DesignProgram.hasBest(strengths)) {
            return fit.hasBest() ? program.solve(fit.strengths(), level, TOLERANCE) : null;
        }
        var world = new World(level, Arrays.stream(theta).boxed().toList());
        return solutions.computeIfAbsent(world, rounded -> program.solve(strengths, level, TOLERANCE));
    }

    /** What the program is solved for. */
    private record World(double level, List<Double> theta) {}
}
