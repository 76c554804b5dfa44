package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * A knockout tournament in which each contest is played until one side is better with confidence or the two are within
 * a tolerance; the champion then meets whoever is still possible. O(K) a decision.
 *
 * <p>Source: Falahatgar, Orlitsky, Pichapati and Suresh (2017), Maximum selection and ranking under noisy comparisons,
 * algorithms 1 (Compare) and 3 (Knockout), with stochastic transitivity parameter 1: in round {@code i} the tolerance
 * is {@code (2^(1/3) - 1) gap / 2^(i/3)} at error probability {@code delta / 2^i}.
 *
 * <p>Departs: the tournament is drawn up once; it is held among the policies that the evidence calls possible, so it
 * starts anew (contests already decided stay decided) when one of them is rejected; after it the champion meets the
 * possible policy that it met least, because here a separate rule stops.
 */
public final class Knockout implements SamplingRule {

    private static final double STEP = Math.cbrt(2);

    private final double delta;
    private final double gap;
    private final Bracket bracket;

    /**
     * The rule for one experiment.
     *
     * @param policies K, at least 2
     * @param delta error probability of the tournament, in (0, 1)
     * @param gap smallest difference from 1/2 worth detecting, in (0, 1/2)
     * @param seed of the draw
     */
    public Knockout(int policies, double delta, double gap, long seed) {
        this.delta = SamplingRules.checkedDelta(delta);
        this.gap = SamplingRules.checkedGap(gap);
        bracket = new Bracket(policies, seed);
    }

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        Bracket.State state = bracket.play(
                bracket.entrants(evidence), (i, j, round) -> decided(ledger, i, j, round), ledger, pending);
        int opponent = state.over() ? Opponents.leastMet(state.first(), ledger, evidence, pending) : state.second();
        return Slots.random(state.first(), opponent, random);
    }

    private boolean decided(Ledger ledger, int i, int j, int round) {
        int n = ledger.count(i, j);
        if (n == 0) {
            return false;
        }
        double tolerance = (STEP - 1) * gap / Math.pow(STEP, round);
        double level = delta / Math.pow(2, round);
        double radius = Math.sqrt(Math.log(4.0 * n * n / level) / (2 * n));
        return n >= Math.log(2 / level) / (2 * tolerance * tolerance)
                || Math.abs(ledger.mean(i, j) - 0.5) > radius - tolerance;
    }
}
