package io.agon.improve.search;

import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Pool;
import io.agon.improve.Search;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several proposals for the champion; the one with the highest mean score, among equals the shortest, challenges it;
 * the others are forgotten.
 *
 * <p>Source: BasicSearch of Cheng et al., Trace is the Next AutoDiff (2024), published code.
 */
record BestOfN(SearchRule.BestOfN rule) implements Search {

    @Override
    public Plan plan(Pool pool, RandomGenerator random) {
        return new Plan(
                List.of(new Expansion(pool.champion(), rule.proposals())),
                rule.validations(),
                false,
                Searches.others(pool));
    }
}
