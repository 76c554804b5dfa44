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
     * {@code policy} loses by less than {@code margin} to each of the {@code possible} ones, and the optimum is among
     * them: it loses to the optimum by less than {@code margin}.
     */
    record GoodEnough(int policy, double margin, List<Integer> possible) implements Verdict {
        public GoodEnough {
            possible = List.copyOf(possible);
        }
    }

    /**
     * No policy beats all others: each of {@code cycle} beats the next, the last beats the first.
     *
     * @param cycle empty when unknown
     * @param separated whether each step of the cycle is shown at the verdict's level; otherwise it is an estimate
     */
    record NoWinner(List<Integer> cycle, boolean separated) implements Verdict {
        public NoWinner {
            cycle = List.copyOf(cycle);
        }
    }

    /** Whether the experiment is over. */
    default boolean decided() {
        return !(this instanceof Undecided);
    }
}
