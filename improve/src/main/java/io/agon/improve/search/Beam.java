package io.agon.improve.search;

import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Pool;
import io.agon.improve.Pool.Member;
import io.agon.improve.Search;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Edits the candidates of the highest mean scores, among equals the shortest, and forgets the rest. Parents stand
 * beside their children, so that nothing is lost by a bad generation.
 *
 * <p>Source: beam search of Cheng et al., Trace is the Next AutoDiff (2024), published code, which draws validation
 * items anew for each generation: here all candidates are scored on the same ones, so that generations can be compared.
 */
record Beam(SearchRule.Beam rule) implements Search {

    @Override
    public Plan plan(Pool pool, RandomGenerator random) {
        List<Integer> ranked = pool.members().stream()
                .sorted(Searches.highest(Searches.score(rule.validations())))
                .map(Member::candidate)
                .map(it -> it.number())
                .toList();
        int kept = Math.min(rule.width(), ranked.size());
        return new Plan(
                ranked.subList(0, kept).stream()
                        .map(it -> new Expansion(it, rule.proposals()))
                        .toList(),
                rule.validations(),
                false,
                ranked.subList(kept, ranked.size()));
    }
}
