package io.agon.stopping;

import java.util.List;

/** What may be claimed. */
public sealed interface Verdict {

    /** The experiment goes on (or ran out of something): the policies still possible, never empty. */
    record Undecided(List<Integer> possible) implements Verdict {
        public Undecided {
            possible = List.copyOf(possible);
        }
    }

    /** One policy is optimal, with the error probability of the rule that says so. */
    record Winner(int policy) implements Verdict {}

    /**
     * {@code policy} loses to none of the {@code possible} ones by more than {@code margin}; the optimum is among them.
     */
    record GoodEnough(int policy, double margin, List<Integer> possible) implements Verdict {
        public GoodEnough {
            possible = List.copyOf(possible);
        }
    }

    /**
     * No policy beats all others: each of {@code cycle} beats the next, the last beats the first; empty when
     * unknown, an estimate where the rule says so.
     */
    record NoWinner(List<Integer> cycle) implements Verdict {
        public NoWinner {
            cycle = List.copyOf(cycle);
        }
    }

    /** Whether the experiment is over. */
    default boolean decided() {
        return !(this instanceof Undecided);
    }
}
