package io.agon.improve.search;

import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Pool;
import io.agon.improve.Pool.Member;
import io.agon.improve.Search;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Edits a candidate that is best on some item, drawn with a chance that grows with the number of such items. Left out
 * is whose items are all won by another that wins more of them, or as many with a higher mean. A child enters only when
 * it beats its parent on the batch.
 *
 * <p>Items are those of validation, or of training when candidates are not validated; on each, those that were scored
 * on it compete.
 *
 * <p>Source: Agrawal et al., GEPA: Reflective Prompt Evolution Can Outperform Reinforcement Learning (2025), selection
 * of candidates; merges are left out.
 */
record Pareto(SearchRule.Pareto rule) implements Search {

    /** A candidate that is best on some items. */
    record Winner(Member member, Set<Long> items) {
        int number() {
            return member.candidate().number();
        }
    }

    @Override
    public Plan plan(Pool pool, RandomGenerator random) {
        int parent = drawn(front(pool.members()), pool.champion(), random);
        return new Plan(List.of(new Expansion(parent, 1)), rule.validations(), true, List.of());
    }

    /** Those that may be drawn, in the order of the pool. */
    List<Winner> front(List<Member> members) {
        Function<Member, Map<Long, Double>> scores = rule.validations() > 0 ? Member::validation : Member::training;
        var highest = new HashMap<Long, Double>();
        members.forEach(member -> scores.apply(member).forEach((item, score) -> highest.merge(item, score, Math::max)));
        List<Winner> winners = members.stream()
                .map(member -> new Winner(
                        member,
                        scores.apply(member).entrySet().stream()
                                .filter(it -> it.getValue().equals(highest.get(it.getKey())))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet())))
                .filter(it -> !it.items().isEmpty())
                .toList();
        return winners.stream()
                .filter(one -> winners.stream().noneMatch(other -> covers(other, one)))
                .toList();
    }

    /** Whether one makes another superfluous. */
    private boolean covers(Winner one, Winner other) {
        return one.items().containsAll(other.items())
                && (one.items().size() > other.items().size()
                        || Searches.highest(Searches.score(rule.validations())).compare(one.member(), other.member())
                                < 0);
    }

    private static int drawn(List<Winner> front, int champion, RandomGenerator random) {
        int wins = front.stream().mapToInt(it -> it.items().size()).sum();
        int at = wins == 0 ? 0 : random.nextInt(wins);
        for (Winner it : front) {
            at -= it.items().size();
            if (at < 0) {
                return it.number();
            }
        }
        return champion;
    }
}
