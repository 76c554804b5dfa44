package io.agon.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What a run would do: for {@code run --dry-run}.
 *
 * @param description of the experiment
 * @param policies names, in index order
 * @param shared what the policies share, in words; empty when nothing is known
 * @param queries number of different queries
 * @param confidence of the answer
 * @param rule sampling rule
 * @param seed of everything random
 * @param concurrency duels in flight
 * @param lag how far behind a decision its newest outcome may be
 * @param budget in words
 * @param estimate what one comparison takes; empty when nothing is asked that costs anything
 * @param cases how many comparisons it takes, by how clearly the best policy wins
 * @param notices what was overlooked in the file, and what running still needs
 */
public record Plan(
        String description,
        List<String> policies,
        String shared,
        int queries,
        double confidence,
        String rule,
        long seed,
        int concurrency,
        int lag,
        String budget,
        Optional<Estimate> estimate,
        List<Case> cases,
        List<String> notices) {

    /**
     * Comparisons that Agon needs, in multiples of the limit: about the geometric mean over the instances of the docs.
     */
    static final double TYPICAL_RATIO = 2.1;

    public Plan {
        policies = List.copyOf(policies);
        cases = List.copyOf(cases);
        notices = List.copyOf(notices);
    }

    /**
     * One supposition.
     *
     * @param winRate with which every other policy loses to the one that beats it most clearly, in (0.5, 1)
     * @param limit comparisons that no procedure can stay below on average
     * @param expected about what Agon needs
     */
    public record Case(double winRate, long limit, long expected) {}
}
