package io.agon.improve;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a search looks at.
 *
 * @param step number of the step to plan, from 1
 * @param members candidates that were not forgotten, in order of their numbers; the start is there at first
 * @param champion number of the candidate that acceptance stands by
 * @param evaluations runs of all candidates so far, for batches and validation
 */
public record Pool(int step, List<Member> members, int champion, long evaluations) {

    public Pool {
        members = List.copyOf(members);
    }

    /**
     * A candidate and its scores.
     *
     * @param candidate which one
     * @param training scores by training item, the latest
     * @param validation scores by validation item, the latest
     * @param count scores in all
     * @param sum of all scores
     */
    public record Member(
            Candidate candidate, Map<Long, Double> training, Map<Long, Double> validation, long count, double sum) {
        public Member {
            training = new TreeMap<>(training);
            validation = new TreeMap<>(validation);
        }

        /** Mean of all scores; NaN without one. */
        public double mean() {
            return sum / count;
        }
    }
}
