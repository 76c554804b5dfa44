package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Improvement.Standing;
import io.agon.improve.Pool;
import io.agon.improve.Problem.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** All candidates of a loop and their scores. */
final class Candidates {

    private final List<Tally> tallies = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<Integer> outside = new HashSet<>();

    /**
     * A candidate and its scores by item.
     *
     * @param batch that it was made from
     */
    record Tally(Candidate candidate, List<Long> batch, Map<Long, Double> training, Map<Long, Double> validation) {

        private long count() {
            return training.size() + validation.size();
        }

        private double sum() {
            return sum(training) + sum(validation);
        }

        /** Mean of all scores; NaN without one. */
        private double mean() {
            return sum() / count();
        }

        private Pool.Member member() {
            return new Pool.Member(candidate, training, validation, count(), sum());
        }

        private Standing standing() {
            return new Standing(candidate, mean(training), mean(validation), count());
        }

        private static double sum(Map<Long, Double> scores) {
            return scores.values().stream().mapToDouble(it -> it).sum();
        }

        private static double mean(Map<Long, Double> scores) {
            return sum(scores) / scores.size();
        }
    }

    Candidates(Artifact start) {
        add(OptionalInt.empty(), 0, start, "", List.of());
    }

    /** A new one. */
    Candidate add(OptionalInt parent, int update, Artifact artifact, String reasoning, List<Long> batch) {
        var candidate = new Candidate(tallies.size(), parent, update, artifact, reasoning);
        numbers.put(artifact.hash(), candidate.number());
        tallies.add(new Tally(candidate, batch, new TreeMap<>(), new TreeMap<>()));
        return candidate;
    }

    Candidate get(int number) {
        return tallies.get(number).candidate();
    }

    Tally tally(Candidate candidate) {
        return tallies.get(candidate.number());
    }

    /** The number of the candidate that this artifact is. */
    OptionalInt known(Artifact artifact) {
        Integer number = numbers.get(artifact.hash());
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Searches look at it no more. */
    void forget(int number) {
        outside.add(number);
    }

    /** What a search looks at. */
    Pool pool(int step, int champion, long evaluations) {
        return new Pool(step, inside().stream().map(Tally::member).toList(), champion, evaluations);
    }

    /** All of them, those that are forgotten too. */
    List<Pool.Member> members() {
        return tallies.stream().map(Tally::member).toList();
    }

    /**
     * The candidate of the highest mean score in the pool; among equals the champion, which nothing of an equal score
     * need challenge, then the shortest and then the oldest. Empty when none has a score.
     *
     * @param validated whether validation scores count alone
     */
    OptionalInt best(int champion, boolean validated) {
        return inside().stream()
                .filter(it -> !Double.isNaN(figure(it, validated)))
                .max(Comparator.<Tally>comparingDouble(it -> figure(it, validated))
                        .thenComparing(it -> it.candidate().number() == champion)
                        .thenComparing(it -> -it.candidate().artifact().length())
                        .thenComparing(it -> -it.candidate().number()))
                .map(it -> OptionalInt.of(it.candidate().number()))
                .orElse(OptionalInt.empty());
    }

    private static double figure(Tally it, boolean validated) {
        return validated ? Tally.mean(it.validation()) : it.mean();
    }

    private List<Tally> inside() {
        return tallies.stream()
                .filter(it -> !outside.contains(it.candidate().number()))
                .toList();
    }

    /** All that have a score, the lowest mean first; among equals the longest. */
    List<Scored> history() {
        return tallies.stream()
                .filter(it -> it.count() > 0)
                .map(it -> new Scored(it.candidate().artifact(), it.mean()))
                .sorted(Comparator.comparingDouble(Scored::score)
                        .thenComparing(it -> it.artifact().length(), Comparator.reverseOrder()))
                .toList();
    }

    /** All of them, in order. */
    List<Standing> standings() {
        return tallies.stream().map(Tally::standing).toList();
    }
}
