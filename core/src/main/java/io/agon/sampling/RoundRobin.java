package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;

/**
 * Every pair equally often, whatever the outcomes: what a score table does. O(1) a decision.
 *
 * <p>Source: the circle method of tournament schedules, so that every policy also plays equally often on the way.
 */
public final class RoundRobin implements SamplingRule {

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        int policies = ledger.policies();
        int pairs = policies * (policies - 1) / 2;
        int pair = pair(policies, (int) ((ledger.comparisons() + ledger.missing() + pending.size()) % pairs));
        return Slots.random(pair / policies, pair % policies, random);
    }

    /**
     * The pair at this place of the schedule, as {@code i * policies + j}.
     *
     * @param place from 0 to the number of pairs less 1: each gives another pair
     */
    static int pair(int policies, int place) {
        int circle = policies - 1 + policies % 2;
        int boards = policies / 2;
        int round = place / boards;
        int board = place % boards + policies % 2;
        int i = board == 0 ? circle : (round + board) % circle;
        int j = (round - board + circle) % circle;
        return i * policies + j;
    }
}
