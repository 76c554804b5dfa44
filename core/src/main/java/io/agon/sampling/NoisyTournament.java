package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Noisy tournament sampling: a knockout tournament whose contests are sequential probability ratio tests of {@code 1/2
 * + gap} against {@code 1/2 - gap}, played until the lead reaches {@code log((1 - delta') / delta') / log((1/2 + gap) /
 * (1/2 - gap))}, {@code delta' = delta / K}; the champion then meets, one after the other, those it has not met. O(K) a
 * decision, unless champions are beaten.
 *
 * <p>Source: Haddenhorst, Bengs, Brandt and Huellermeier (2021), Testification of Condorcet winners in dueling bandits,
 * algorithm 1; the order of contests is that of Procaccia (2008), A note on the query complexity of the Condorcet
 * winner problem.
 *
 * <p>Departs: it only samples, a separate rule stops. So it is held among the policies that the evidence calls
 * possible; when the champion is beaten, where the original ends with "no winner", it is left out and the tournament
 * goes on without it; and when all contests are decided, the champion meets the possible policy that it met least. The
 * draw is random.
 */
public final class NoisyTournament implements SamplingRule {

    private final double lead;
    private final Bracket bracket;

    /**
     * The rule for one experiment.
     *
     * @param policies K, at least 2
     * @param delta error probability of the tournament, in (0, 1)
     * @param gap smallest difference from 1/2 among all pairs, in (0, 1/2)
     * @param seed of the draw
     */
    public NoisyTournament(int policies, double delta, double gap, long seed) {
        double level = SamplingRules.checkedDelta(delta) / policies;
        SamplingRules.checkedGap(gap);
        lead = Math.max(1, Math.ceil(Math.log((1 - level) / level) / Math.log((0.5 + gap) / (0.5 - gap))));
        bracket = new Bracket(policies, seed);
    }

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        int[] left = bracket.entrants(evidence);
        int champion = -1;
        while (left.length > 0) {
            Bracket.State state =
                    bracket.play(left.clone(), (i, j, round) -> Math.abs(ledger.lead(i, j)) >= lead, ledger, pending);
            if (!state.over()) {
                return Slots.random(state.first(), state.second(), random);
            }
            int first = state.first();
            champion = champion < 0 ? first : champion;
            int unmet = -1;
            boolean beaten = false;
            for (int j = 0; j < ledger.policies(); j++) {
                beaten |= ledger.lead(first, j) <= -lead;
                if (unmet < 0 && j != first && evidence.possible(j) && Math.abs(ledger.lead(first, j)) < lead) {
                    unmet = j;
                }
            }
            if (!beaten) {
                int opponent = unmet >= 0 ? unmet : Opponents.leastMet(first, ledger, evidence, pending);
                return Slots.random(first, opponent, random);
            }
            left = without(left, first);
        }
        return Slots.random(champion, Opponents.leastMet(champion, ledger, evidence, pending), random);
    }

    private static int[] without(int[] policies, int policy) {
        var rest = new int[policies.length - 1];
        int size = 0;
        for (int k : policies) {
            if (k != policy) {
                rest[size++] = k;
            }
        }
        return rest;
    }
}
