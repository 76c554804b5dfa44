package io.agon.improve.run;

import io.agon.improve.Improvement.Standing;
import java.util.List;

/** Takes one candidate at the end. */
@FunctionalInterface
public interface Selection {

    /**
     * The one that is taken.
     *
     * @param candidates all, in order of their numbers, with their scores
     * @param champion number of the candidate that acceptance stands by
     * @param duels on acceptance items
     */
    Selected select(List<Standing> candidates, int champion, Duels duels) throws Exception;

    /**
     * What was taken.
     *
     * @param candidate its number
     * @param words how, for reports
     */
    record Selected(int candidate, String words) {}
}
