package io.agon.improve.search;

import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Pool;
import io.agon.improve.Pool.Member;
import io.agon.improve.Search;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Makes searches. */
public final class Searches {

    private Searches() {}

    /** The search of a rule. */
    public static Search of(SearchRule rule) {
        return switch (rule) {
            case SearchRule.Sequential it -> new Sequential();
            case SearchRule.BestOfN it -> new BestOfN(it);
            case SearchRule.Beam it -> new Beam(it);
            case SearchRule.Ucb it -> new Ucb(it);
            case SearchRule.Priority it -> new Priority(it);
            case SearchRule.Pareto it -> new Pareto(it);
        };
    }

    /** All candidates but the champion. */
    static List<Integer> others(Pool pool) {
        return pool.members().stream()
                .map(it -> it.candidate().number())
                .filter(it -> it != pool.champion())
                .toList();
    }

    /** Mean of the scores on validation items, or of all scores when there is no validation; NaN without one. */
    static ToDoubleFunction<Member> score(int validations) {
        return validations == 0
                ? Member::mean
                : it -> it.validation().values().stream()
                        .mapToDouble(score -> score)
                        .average()
                        .orElse(Double.NaN);
    }

    /**
     * The highest score first, those without one last; among equals the shorter artifact, which says the same in less,
     * and then the one with fewer scores and the older.
     */
    static Comparator<Member> highest(ToDoubleFunction<Member> score) {
        return falling(score)
                .thenComparingInt(Searches::length)
                .thenComparingLong(Member::count)
                .thenComparingInt(it -> it.candidate().number());
    }

    /** The highest bound first; among equals the one with fewer scores, and then the shorter artifact and the older. */
    static Comparator<Member> mostPromising(ToDoubleFunction<Member> bound) {
        return falling(bound)
                .thenComparingLong(Member::count)
                .thenComparingInt(Searches::length)
                .thenComparingInt(it -> it.candidate().number());
    }

    private static Comparator<Member> falling(ToDoubleFunction<Member> figure) {
        return Comparator.<Member>comparingDouble(it -> Double.isNaN(figure.applyAsDouble(it)) ? 1 : 0)
                .thenComparing(Comparator.comparingDouble(figure).reversed());
    }

    private static int length(Member it) {
        return it.candidate().artifact().length();
    }
}
