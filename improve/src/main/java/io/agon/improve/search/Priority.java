package io.agon.improve.search;

import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Pool;
import io.agon.improve.Pool.Member;
import io.agon.improve.Search;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Edits the candidates of the highest priorities; none is forgotten. The one of the highest mean score challenges the
 * champion, whatever the priorities.
 *
 * <p>Source: priority search of Cheng et al., Trace is the Next AutoDiff (2024), published code. Its upper confidence
 * bound is {@code mean + sqrt(ln(step + 1) / n)}, clipped to the range of scores, [0, 1]; among equals the one with
 * fewer scores goes first.
 */
record Priority(SearchRule.Priority rule) implements Search {

    @Override
    public Plan plan(Pool pool, RandomGenerator random) {
        Comparator<Member> priority = switch (rule.by()) {
            case MEAN -> Searches.highest(Searches.score(rule.validations()));
            case TIME -> Searches.mostPromising(it -> it.candidate().number());
            case UCB -> Searches.mostPromising(it -> clipped(it, pool.step()));
        };
        return new Plan(
                pool.members().stream()
                        .sorted(priority)
                        .limit(rule.candidates())
                        .map(it -> new Expansion(it.candidate().number(), rule.proposals()))
                        .toList(),
                rule.validations(),
                false,
                List.of());
    }

    private static double clipped(Member it, int step) {
        return it.count() == 0 ? 1 : Math.min(1, it.mean() + Math.sqrt(Math.log(step + 1.0) / it.count()));
    }
}
