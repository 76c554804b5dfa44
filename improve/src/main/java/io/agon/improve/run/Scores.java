package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.improve.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Runs candidates for batches and validation, within the budget of evaluations. An evaluation is a run that was not
 * there before: one that is used again is not counted again, one that is missing is counted.
 *
 * <p>Guarantee: there are never more than the budget, and exactly as many when it is what ends the loop: the last group
 * of runs is cut off where the budget ends.
 */
final class Scores {

    private final Runs runs;
    private final OptionalLong most;
    private long count;
    private long missing;

    Scores(Runs runs, OptionalLong most) {
        this.runs = runs;
        this.most = most;
    }

    /** Evaluations so far. */
    long count() {
        return count;
    }

    /** Those of them that gave no score. */
    long missing() {
        return missing;
    }

    /**
     * Ends the loop when no evaluation is left.
     *
     * @throws Ended then
     */
    void requireMore() throws Ended {
        if (left() <= 0) {
            throw new Ended("all %d evaluations of the budget are done".formatted(count));
        }
    }

    private long left() {
        return most.orElse(Long.MAX_VALUE) - count;
    }

    /**
     * Runs a candidate on items, and enters its scores by item; those runs that are not missing.
     *
     * @throws Ended when the budget does not reach; those runs for which it does are done
     */
    List<Run> of(Candidate candidate, List<Long> items, Map<Long, Double> scores) throws InterruptedException, Ended {
        List<Long> fresh = runs.fresh(candidate.artifact(), items);
        List<Long> beyond = fresh.size() > left() ? fresh.subList((int) left(), fresh.size()) : List.of();
        List<Long> within = items.stream().filter(it -> !beyond.contains(it)).toList();
        List<Attempted<Run>> attempts = runs.of(candidate.artifact(), within);
        count += fresh.size() - beyond.size();
        var done = new ArrayList<Run>();
        for (int i = 0; i < within.size(); i++) {
            switch (attempts.get(i)) {
                case Attempted.Done<Run>(Run run) -> {
                    scores.put(within.get(i), run.score());
                    done.add(run);
                }
                case Attempted.Missing<Run> it -> missing += fresh.contains(within.get(i)) ? 1 : 0;
            }
        }
        if (!beyond.isEmpty()) {
            requireMore();
        }
        return done;
    }
}
