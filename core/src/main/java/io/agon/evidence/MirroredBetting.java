package io.agon.evidence;

import io.agon.numeric.Bernoulli;
import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.Combinations;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * E-processes for additive factors, by bets on duels that share what they say among many policies.
 *
 * <p>Let {@code P} be a set of factors, and {@code c} the advantage in strength of other levels of them over those of
 * {@code k}. When the policies that have these other levels are candidates, "{@code k} is optimal" ({@code H_k})
 * implies {@code c <= 0}. Two kinds of bets use that:
 *
 * <ul>
 *   <li><em>Shared contrasts:</em> two policies that differ in the factors {@code P} only, by these levels. With
 *       {@code y = 2x - 1} from the side of the other levels, {@code E[y] <= 0} under {@code H_k}, whatever the levels
 *       of all other factors.
 *   <li><em>Mirrored duels:</em> two duels in which the policies differ in further factors, but with these exchanged
 *       between them: differences in strength {@code c + s} and {@code c - s}. With {@code y = x + x' - 1}, {@code E[y]
 *       = F(c + s) + F(c - s) - 1 <= F(s) + F(-s) - 1 = 0} under {@code H_k}, whatever {@code s} is. Where outcomes
 *       disagree nothing is bet.
 * </ul>
 *
 * <p>The value of {@code k} is the product of factors {@code 1 + stake * y}, stakes in [0, 1) fixed before the block.
 * Within a block each duel serves at most one bet of a policy; which set {@code P} that is, is fixed for each policy
 * before the block: the one that promises most growth.
 *
 * <p>Guarantee: that of {@link EProcess} as far as claims go, {@code P(it ever reaches 1/delta) <= delta} under
 * {@code H_k}: the value is a supermartingale along the policy's own bets, in the order in which they are settled. (In
 * the middle of a block, where one duel of a mirrored pair is known and the other is not, its expectation may exceed
 * 1.) Assumptions: strengths add up over the factors; the mean outcome is {@code F(difference in strength)}, with any
 * increasing {@code F} with {@code F(-u) = 1 - F(u)}: logistic or not, with ties and graded outcomes; duels of a block
 * are committed before any of its outcomes is used, see {@link #begin}; given what was before the block, its outcomes
 * are independent of each other; what is missing depends neither on who would have won nor on other outcomes of the
 * block, since half a pair is void. Nothing rests on the {@link LinearBeliefs} being right.
 *
 * <p>Two duels of a pair must rest on the same {@code F}: strengths that drift within a block are not covered, as they
 * are by {@link Betting}. Average the values of two of these, or of one and another process, between blocks only.
 *
 * <p>The stake is the growth-optimal one (Kelly 1956), and never more than a win needs to reach {@code 1 / delta}. It
 * rests on what is believed of {@code c} given that {@code k} is not optimal: only there does the bet matter. Under the
 * logistic model a mirrored pair that agrees says "other" with probability {@code 1 / (1 + exp(-2c))}.
 *
 * <p>Source: Agon's own; docs/concepts/structured.md has the proofs. Rejected policies keep their value.
 */
public final class MirroredBetting implements EProcess {

    private static final double LARGEST_STAKE = 0.96;

    /** Certainty that a policy is optimal above which it is not pursued what else would be believed. */
    private static final double CERTAIN = 0.98;

    /** Share of mirrored pairs that agree, about. */
    private static final double AGREEING = 0.5;

    /** Sets of more factors are not bet on: pairs for them become few. */
    private static final int LARGEST_SET = 3;

    private final Combinations combinations;
    private final LinearBeliefs beliefs;
    private final int[][] column;
    private final double threshold;
    private final double[] logValue;
    private final int[] subset;
    private final int[] side;
    private final double[] stake;
    private final double[][] best;
    private @Nullable FactorBlock block;
    private double[] outcomes = {};
    private int observed;

    /**
     * All values 1.
     *
     * @param space of factors
     * @param delta error probability at which policies are going to be rejected, in (0, 1)
     */
    public MirroredBetting(FeatureSpace space, double delta) {
        Factors factors = space.factors()
                .orElseThrow(() -> new IllegalArgumentException("Mirrored duels need factors, not other features."));
        combinations = new Combinations(factors);
        beliefs = new LinearBeliefs(space);
        threshold = Rejection.threshold(delta);
        int policies = space.policies();
        logValue = new double[policies];
        subset = new int[policies];
        side = new int[policies];
        stake = new double[policies];
        column = new int[factors.size()][];
        best = new double[factors.size()][];
        for (int m = 0; m < column.length; m++) {
            column[m] = new int[factors.levels().get(m).size()];
            best[m] = new double[column[m].length];
            for (int l = 0; l < column[m].length; l++) {
                column[m][l] = space.column(m, l);
            }
        }
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
    public Beliefs beliefs() {
        return beliefs;
    }

    @Override
    public void begin(List<Duel> duels) {
        FactorBlock unfinished = block;
        if (unfinished != null) {
            throw new IllegalStateException("The block goes on with %s: no other may begin before it is over."
                    .formatted(unfinished.duel(observed)));
        }
        FactorBlock.several(duels, combinations).ifPresent(this::open);
    }

    @Override
    public void observe(Duel duel, Outcome outcome) {
        FactorBlock current = block;
        if (current == null) {
            current = FactorBlock.single(duel, combinations);
            open(current);
        }
        if (!current.duel(observed).equals(duel)) {
            throw new IllegalArgumentException(
                    "The block goes on with %s, but the outcome is one of %s.".formatted(current.duel(observed), duel));
        }
        int pattern = current.pattern(observed);
        outcomes[pattern] = outcome.value();
        outcomes[current.complement(pattern)] = 1 - outcome.value();
        settle(current, pattern);
        observed++;
        if (observed == current.size()) {
            block = null;
        }
        if (!(outcome instanceof Outcome.Missing)) {
            beliefs.observe(duel, outcome);
        }
    }

    /** Fixes what each policy bets on in this block. */
    private void open(FactorBlock opened) {
        block = opened;
        observed = 0;
        outcomes = new double[opened.all() + 1];
        Arrays.fill(outcomes, Double.NaN);
        believe();
        var bets = new Bets(opened);
        for (int k = 0; k < logValue.length; k++) {
            subset[k] = 0;
            if (logValue[k] < threshold) {
                bets.place(k);
            }
        }
    }

    /** Probability that each level is the best of its factor, about. */
    private void believe() {
        for (int m = 0; m < column.length; m++) {
            int first = -1;
            int second = -1;
            for (int l = 0; l < column[m].length; l++) {
                if (first < 0 || mean(m, l) > mean(m, first)) {
                    second = first;
                    first = l;
                } else if (second < 0 || mean(m, l) > mean(m, second)) {
                    second = l;
                }
            }
            for (int l = 0; l < column[m].length; l++) {
                int rival = l == first ? second : first;
                best[m][l] = rival < 0
                        ? 1
                        : beliefs.contrast(new int[] {column[m][rival]}, new int[] {column[m][l]})
                                .probabilityBelow(0);
            }
        }
    }

    private double mean(int factor, int level) {
        return beliefs.coefficient(column[factor][level]).mean();
    }

    private void settle(FactorBlock opened, int pattern) {
        for (int k = 0; k < logValue.length; k++) {
            int set = subset[k];
            if (set != 0) {
                int against = pattern ^ side[k];
                int oriented;
                if ((against & set) == set) {
                    oriented = pattern;
                } else if ((against & set) == 0) {
                    oriented = opened.complement(pattern);
                } else {
                    continue;
                }
                int mirror = opened.mirror(oriented, set);
                double lead =
                        mirror == oriented ? 2 * outcomes[oriented] - 1 : outcomes[oriented] + outcomes[mirror] - 1;
                if (!Double.isNaN(lead) && lead != 0) {
                    double enough = Math.expm1(threshold - logValue[k] + 1e-9);
                    logValue[k] += Math.log1p(Math.clamp(stake[k], 0, Math.min(enough, LARGEST_STAKE)) * lead);
                    if (logValue[k] >= threshold) {
                        subset[k] = 0;
                    }
                }
            }
        }
    }

    /** What may be bet on in a block. */
    private final class Bets {

        private final FactorBlock block;

        /**
         * What is believed of a set of groups ({@code [set]}), by the side that is not a policy's own ({@code [own]}).
         */
        private final @Nullable Normal[][] advantages;

        Bets(FactorBlock block) {
            this.block = block;
            advantages = new Normal[block.all() + 1][block.all() + 1];
        }

        /** Fixes the set of groups that {@code k} bets on, if any, and its stake. */
        void place(int k) {
            int usable = 0;
            int own = 0;
            for (int g = 0; g < block.groups(); g++) {
                int at = block.side(k, g, combinations);
                if (at >= 0) {
                    usable |= 1 << g;
                    own |= at << g;
                }
            }
            side[k] = own;
            double optimal = optimal(k);
            double most = 0;
            for (int set = usable; set > 0; set = (set - 1) & usable) {
                boolean single = set == block.all();
                int size = Integer.bitCount(set);
                if ((single || size <= LARGEST_SET) && candidates(k, set)) {
                    double p = prediction(set, own, optimal);
                    double duels = single ? 1 : (1 << (block.groups() - size - 1)) * AGREEING;
                    double growth = p > 0.5 ? duels * Bernoulli.klToHalf(p) : 0;
                    if (growth > most) {
                        most = growth;
                        subset[k] = set;
                        stake[k] = 2 * p - 1;
                    }
                }
            }
        }

        /**
         * Probability that a bet on this set is won, given that {@code k} is not optimal and that the bet is not void.
         */
        private double prediction(int set, int own, double optimal) {
            int scale = set == block.all() ? 1 : 2;
            Normal believed = advantage(set, own);
            double p = new Normal(scale * believed.mean(), scale * believed.sd()).logisticMean();
            double atBest = 0;
            for (int g = 0; g < block.groups(); g++) {
                if ((set >> g & 1) == 1) {
                    atBest += advantage(1 << g, own).meanBelow(0);
                }
            }
            return Math.clamp((p - optimal * Normal.logistic(scale * atBest)) / (1 - optimal), 0, 1);
        }

        /** How much stronger the other levels of these groups are than those on a policy's own side. */
        private Normal advantage(int set, int own) {
            int at = own & set;
            Normal known = advantages[set][at];
            if (known == null) {
                known = beliefs.contrast(columns(set, ~own), columns(set, own));
                advantages[set][at] = known;
            }
            return known;
        }

        private int[] columns(int set, int sides) {
            return IntStream.range(0, block.groups())
                    .filter(g -> (set >> g & 1) == 1)
                    .flatMap(g -> IntStream.range(0, block.factors(g).length)
                            .map(n -> column[block.factors(g)[n]][block.levels(g, sides >> g & 1)[n]]))
                    .toArray();
        }

        /** Whether {@code k} with the other levels of this set is a candidate, at once or factor by factor. */
        private boolean candidates(int k, int set) {
            if (combinations.complete()) {
                return true;
            }
            int[] together = combinations.levels(k);
            boolean each = true;
            for (int g = 0; g < block.groups(); g++) {
                if ((set >> g & 1) == 1) {
                    int other = 1 - (side[k] >> g & 1);
                    for (int n = 0; n < block.factors(g).length; n++) {
                        int factor = block.factors(g)[n];
                        int[] alone = combinations.levels(k);
                        alone[factor] = block.levels(g, other)[n];
                        together[factor] = alone[factor];
                        each &= combinations.policy(alone) >= 0;
                    }
                }
            }
            return each || combinations.policy(together) >= 0;
        }
    }

    /** Probability that {@code k} is optimal, about. */
    private double optimal(int k) {
        double product = 1;
        for (int m = 0; m < best.length; m++) {
            product *= best[m][combinations.level(k, m)];
        }
        return Math.min(CERTAIN, product);
    }
}
