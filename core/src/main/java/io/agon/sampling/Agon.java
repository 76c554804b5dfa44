package io.agon.sampling;

import io.agon.evidence.Beliefs;
import io.agon.evidence.Evidence;
import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Agon's own rule: draws a champion and a challenger from the beliefs about strength (top-two Thompson sampling among
 * the possible policies), then picks the opponent against which evidence that the challenger is not optimal grows at
 * the least cost.
 *
 * <p>The opponent is the champion unless trying another one promises to save comparisons. With {@code m} comparisons
 * against the champion still needed, an opponent whose information is {@code r} times as large saves {@code m (1 -
 * 1/r)} of them; the expectation of that under the beliefs is weighed against the price of finding out,
 * {@link Settings#price} comparisons times the share of growth given up meanwhile. No more is planned for than a gap of
 * ten points would need: early beliefs about tiny gaps would otherwise pay for any exploration.
 *
 * <p>Guarantee: none is needed; validity is the evidence's. As delta falls, the price becomes small against {@code m},
 * so each policy ends up compared with its strongest opponent, which is the limit's proportion.
 *
 * <p>Source: Agon's own; Russo (2020), Simple Bayesian algorithms for best-arm identification, for top-two sampling.
 * What else was tried is in docs/concepts/sampling.md.
 *
 * @param gap smallest lead worth detecting, in [0, 1/2): that of the evidence; 0 for any
 * @param settings how it explores
 */
public record Agon(double gap, Settings settings) implements SamplingRule {

    /** The rule with its {@linkplain Settings#DEFAULT default} settings. */
    public Agon(double gap) {
        this(gap, Settings.DEFAULT);
    }

    /**
     * How the rule explores. No setting touches what may be claimed.
     *
     * @param price comparisons it takes to find out how well an opponent does, at least 0
     * @param plannedInformation nats a duel, above 0, below which no gap is planned for
     * @param championWidth by what to widen the posteriors from which the champion is drawn; below 1, because the top
     *     is found out by duels against it in any case
     * @param challengerWidth the same for the challenger
     * @param patience how many times over the evidence expected from duels in flight is counted: the larger, the sooner
     *     the rule waits for them
     */
    public record Settings(
            double price, double plannedInformation, double championWidth, double challengerWidth, double patience) {

        /** Plans for gaps of ten points: a win probability of 0.4 has 0.02 nats a duel. */
        public static final Settings DEFAULT = new Settings(50, 0.02, 0.7, 1, 2);
    }

    /** Log-odds nearer to the null than this count as no difference. */
    private static final double SMALLEST_SHORTFALL = 1e-3;

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        IntPredicate eligible = evidence.possibleCount() >= 2 ? evidence::possible : k -> true;
        int champion = draw(evidence, eligible, settings.championWidth(), random);
        IntPredicate others = eligible.and(k -> k != champion);
        double[] shortage = shortage(evidence, pending);
        int challenger = draw(evidence, others.and(k -> shortage[k] > 0), settings.challengerWidth(), random);
        if (challenger < 0) {
            challenger = draw(evidence, others, settings.challengerWidth(), random);
        }
        return Slots.random(challenger, opponent(challenger, champion, evidence), random);
    }

    /**
     * Waits when what is in flight may well reject all possible policies but one: more of the same would be spent in
     * vain.
     */
    @Override
    public boolean waits(Ledger ledger, Evidence evidence, Pending pending) {
        double[] shortage = shortage(evidence, pending);
        int open = 0;
        for (int k = 0; k < shortage.length; k++) {
            open += evidence.possible(k) && shortage[k] > 0 ? 1 : 0;
        }
        return open <= 1 && evidence.possibleCount() >= 2;
    }

    /** Evidence against each policy, in nats, that is needed beyond what is in flight, if the policy is not optimal. */
    private double[] shortage(Evidence evidence, Pending pending) {
        var shortage = new double[evidence.policies()];
        for (int k = 0; k < shortage.length; k++) {
            shortage[k] = needed(k, evidence);
        }
        double level = evidence.beliefs().logOddsAt(gap);
        for (Duel duel : pending) {
            Normal logOdds = evidence.beliefs().logOdds(duel.first(), duel.second());
            shortage[duel.first()] -= settings.patience() * information(level - logOdds.meanBelow(level));
            Normal swapped = new Normal(-logOdds.mean(), logOdds.sd());
            shortage[duel.second()] -= settings.patience() * information(level - swapped.meanBelow(level));
        }
        return shortage;
    }

    private static double needed(int policy, Evidence evidence) {
        return Math.max(0, -Math.log(evidence.delta()) - evidence.logValue(policy));
    }

    /** The strongest of the eligible policies in a world drawn from the beliefs; -1 when none is eligible. */
    private static int draw(Evidence evidence, IntPredicate eligible, double width, RandomGenerator random) {
        int best = -1;
        double strongest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < evidence.policies(); k++) {
            if (eligible.test(k)) {
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

    private int opponent(int challenger, int champion, Evidence evidence) {
        Beliefs beliefs = evidence.beliefs();
        double level = beliefs.logOddsAt(gap);
        double shortfall = Math.max(
                SMALLEST_SHORTFALL,
                level - beliefs.logOdds(challenger, champion).meanBelow(level));
        double needed = needed(challenger, evidence);
        double horizon = needed / Math.max(settings.plannedInformation(), information(shortfall));
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
    private double saving(Normal logOdds, double level, double shortfall, double horizon) {
        double known = Math.max(0, level - logOdds.mean()) / shortfall;
        double price = settings.price() * (1 - Math.min(1, known * known));
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
