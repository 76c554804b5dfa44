package io.agon.sampling;

import io.agon.evidence.Beliefs;
import io.agon.evidence.Evidence;
import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Agon's own rule: draws a champion and a challenger from the beliefs about strength (top-two Thompson sampling among the
 * possible policies), then picks the opponent against which evidence that the challenger is not optimal grows at the least
 * cost.
 *
 * <p>The opponent is the champion unless trying another one promises to save comparisons. With {@code m} comparisons against
 * the champion still needed, an opponent whose information is {@code r} times as large saves {@code m (1 - 1/r)} of them; the
 * expectation of that under the beliefs is weighed against the price of finding out, {@value #PRICE} comparisons times the share
 * of growth given up meanwhile. {@code m} is never planned further ahead than a fixed horizon plus a tenth of the
 * challenger's comparisons so far: early beliefs about tiny gaps would otherwise pay for any exploration.
 *
 * <p>Guarantee: none is needed; validity is the evidence's. As delta falls, the price becomes small against {@code m}, so each
 * policy ends up compared with its strongest opponent, which is the limit's proportion.
 *
 * <p>Source: Agon's own; Russo (2020), Simple Bayesian algorithms for best-arm identification, for top-two sampling. What else
 * was tried is in docs/concepts/sampling.md.
 *
 * @param gap smallest lead worth detecting, in [0, 1/2): that of the evidence; 0 for any
 */
public record Agon(double gap) implements SamplingRule {

    /** Comparisons it takes to find out how well an opponent does. */
    private static final double PRICE = 80;

    /** Information of a duel, in nats, below which no gap is planned for at first. */
    private static final double PLANNED_INFORMATION = 0.1;

    private static final double HORIZON_GROWTH = 0.1;

    /** The champion's posterior is narrowed: the top is found out by duels against it in any case. */
    private static final double CHAMPION_WIDTH = 0.7;

    /** Log-odds nearer to the null than this count as no difference. */
    private static final double SMALLEST_SHORTFALL = 1e-3;

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        int champion = draw(evidence, -1, CHAMPION_WIDTH, random);
        int challenger = draw(evidence, champion, 1, random);
        return Slots.random(challenger, opponent(challenger, champion, ledger, evidence), random);
    }

    /** The strongest of all possible policies but {@code without} in a world drawn from the beliefs. */
    private static int draw(Evidence evidence, int without, double width, RandomGenerator random) {
        boolean open = evidence.possibleCount() >= 2;
        int best = -1;
        double strongest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < evidence.policies(); k++) {
            if (k != without && (!open || evidence.possible(k))) {
                Normal strength = evidence.beliefs().strength(k);
                double drawn = strength.mean() + width * strength.sd() * random.nextGaussian();
                if (drawn > strongest) {
                    best = k;
                    strongest = drawn;
                }
            }
        }
        return best;
    }

    private int opponent(int challenger, int champion, Ledger ledger, Evidence evidence) {
        Beliefs beliefs = evidence.beliefs();
        double level = beliefs.logOddsAt(gap);
        double shortfall =
                Math.max(SMALLEST_SHORTFALL, level - beliefs.logOdds(challenger, champion).meanBelow(level));
        double needed = Math.max(0, -Math.log(evidence.delta()) - evidence.logValue(challenger));
        double horizon = Math.min(
                needed / information(shortfall),
                needed / PLANNED_INFORMATION + HORIZON_GROWTH * ledger.count(challenger));
        int best = champion;
        double most = 0;
        for (int j = 0; j < evidence.policies(); j++) {
            if (j != challenger && j != champion) {
                double saving = saving(beliefs.logOdds(challenger, j), level, shortfall, horizon);
                if (saving > most) {
                    best = j;
                    most = saving;
                }
            }
        }
        return best;
    }

    /** Comparisons that an opponent is expected to save, net of the price of trying it. */
    private static double saving(Normal logOdds, double level, double shortfall, double horizon) {
        double known = Math.max(0, level - logOdds.mean()) / shortfall;
        double price = PRICE * (1 - Math.min(1, known * known));
        if (price >= horizon) {
            return 0;
        }
        double better = logOdds.probabilityBelow(level - shortfall);
        double ratio = shortfall / (level - logOdds.meanBelow(level - shortfall));
        return better * (1 - ratio * ratio) * horizon - price;
    }

    /** Nats a duel: second order in the log-odds, about {@code kl(p, 1/2)}. */
    private static double information(double shortfall) {
        return shortfall * shortfall / 8;
    }
}
