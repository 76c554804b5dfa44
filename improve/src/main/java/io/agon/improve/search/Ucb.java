package io.agon.improve.search;

import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Pool;
import io.agon.improve.Pool.Member;
import io.agon.improve.Search;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Edits the candidate of the highest upper confidence bound, {@code mean + c sqrt(ln N / n)} with {@code n} scores of
 * it and {@code N} evaluations in all; the lowest are forgotten when there are more than the memory holds.
 *
 * <p>Source: UCB search of Cheng et al., Trace is the Next AutoDiff (2024), published code. A candidate that is run
 * again on an item gets no further score.
 */
record Ucb(SearchRule.Ucb rule) implements Search {

    @Override
    public Plan plan(Pool pool, RandomGenerator random) {
        ToDoubleFunction<Member> bound = it -> bound(it, pool.evaluations());
        List<Integer> ranked = pool.members().stream()
                .sorted(Searches.mostPromising(bound))
                .map(it -> it.candidate().number())
                .toList();
        int kept = Math.min(rule.memory(), ranked.size());
        return new Plan(
                List.of(new Expansion(ranked.getFirst(), 1)),
                rule.validations(),
                false,
                ranked.subList(kept, ranked.size()));
    }

    private double bound(Member it, long evaluations) {
        return it.count() == 0
                ? Double.POSITIVE_INFINITY
                : it.mean() + rule.c() * Math.sqrt(Math.log(evaluations) / it.count());
    }
}
