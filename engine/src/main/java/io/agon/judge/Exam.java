package io.agon.judge;

import io.agon.policy.Query;
import java.util.List;

/**
 * Pairs of answers of which it is known how they should be judged; a judge is tried on them before a run begins.
 *
 * @param name of the judge in reports
 * @param judge who is tried
 * @param pairs in the order in which they are asked
 */
public record Exam(String name, Judge judge, List<Pair> pairs) {

    public Exam {
        pairs = List.copyOf(pairs);
    }

    /**
     * A pair with its label.
     *
     * @param query what was answered
     * @param first an answer
     * @param second another
     * @param label which is better, or {@code TIE}
     */
    public record Pair(Query query, String first, String second, Ballot.Choice label) {}
}
