package io.agon.improve;

import java.util.List;
import java.util.random.RandomGenerator;

/** Says which candidates are edited next: a function of the pool. */
@FunctionalInterface
public interface Search {

    /** The next step. */
    Plan plan(Pool pool, RandomGenerator random);

    /**
     * A step of a search.
     *
     * @param expansions candidates to edit, and how often each; at least one
     * @param validations items on which each child is scored before the next step; 0 for none
     * @param screened whether a child enters the pool only when its mean score on the batch of its parent is higher
     *     than its parent's
     * @param forgotten candidates that the search looks at no more
     */
    record Plan(List<Expansion> expansions, int validations, boolean screened, List<Integer> forgotten) {
        public Plan {
            expansions = List.copyOf(expansions);
            forgotten = List.copyOf(forgotten);
            if (expansions.isEmpty()) {
                throw new IllegalArgumentException("A step of a search edits at least one candidate.");
            }
        }
    }

    /** A candidate to edit, and how many proposals to ask for. */
    record Expansion(int candidate, int proposals) {}
}
