package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Ledger;
import java.util.SplittableRandom;

/**
 * A knockout tournament read off the ledger: entrants in seeded order meet in pairs, winners go on, the last of an odd
 * number goes on unmet. What was decided stays in the ledger, so nothing else needs to be remembered.
 */
final class Bracket {

    /** Decides a contest from what the ledger says of the pair. */
    @FunctionalInterface
    interface Contest {
        /** Whether {@code i} and {@code j} have met often enough; {@code round} counts from 1. */
        boolean decided(int i, int j, int round);
    }

    /**
     * Where the tournament stands.
     *
     * @param first the champion when it is over, otherwise one side of the contest to continue
     * @param second the other side; -1 when it is over
     */
    record State(int first, int second) {
        boolean over() {
            return second < 0;
        }
    }

    private final int[] order;

    /** A tournament of {@code policies}, drawn up at random from {@code seed}. */
    Bracket(int policies, long seed) {
        order = new int[policies];
        var random = new SplittableRandom(seed);
        for (int i = 0; i < policies; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /** The policies that are possible, all when none is, in the order of the draw. */
    int[] entrants(Evidence evidence) {
        boolean all = evidence.possibleCount() == 0;
        var entrants = new int[all ? order.length : evidence.possibleCount()];
        int size = 0;
        for (int policy : order) {
            if (all || evidence.possible(policy)) {
                entrants[size++] = policy;
            }
        }
        return entrants;
    }

    /**
     * The champion among {@code entrants}, or the open contest of the earliest round that was asked for least, duels in
     * flight counted. O(K) time.
     *
     * @param entrants at least one; overwritten
     */
    State play(int[] entrants, Contest contest, Ledger ledger, Pending pending) {
        int size = entrants.length;
        for (int round = 1; size > 1; round++) {
            int next = 0;
            State open = null;
            int fewest = Integer.MAX_VALUE;
            for (int place = 0; place < size; place += 2) {
                int i = entrants[place];
                if (place + 1 == size) {
                    entrants[next++] = i;
                    continue;
                }
                int j = entrants[place + 1];
                if (contest.decided(i, j, round)) {
                    entrants[next++] = ledger.lead(i, j) >= 0 ? i : j;
                } else {
                    int asked = ledger.count(i, j) + pending.count(i, j);
                    if (asked < fewest) {
                        fewest = asked;
                        open = new State(i, j);
                    }
                }
            }
            if (open != null) {
                return open;
            }
            size = next;
        }
        return new State(entrants[0], -1);
    }
}
