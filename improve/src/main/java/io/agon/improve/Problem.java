package io.agon.improve;

import io.agon.improve.trace.Summary;
import java.util.List;

/**
 * What an optimizer knows when it proposes.
 *
 * @param update number of the proposal, from 1
 * @param objective of the task
 * @param artifact as it is
 * @param editable names of the components that may be changed, in order
 * @param learning the learning graph with its feedback
 * @param runs that the learning graph was made of
 * @param memory what was tried in the last rounds, the oldest first
 * @param history all candidates that have a score, the lowest score first
 */
public record Problem(
        int update,
        String objective,
        Artifact artifact,
        List<String> editable,
        Summary learning,
        List<Run> runs,
        List<Remembered> memory,
        List<Scored> history) {

    public Problem {
        editable = List.copyOf(editable);
        runs = List.copyOf(runs);
        memory = List.copyOf(memory);
        history = List.copyOf(history);
    }

    /** An earlier round: what the artifact was, and what was said of it. */
    public record Remembered(Artifact artifact, String feedback) {}

    /** A candidate and the mean of its scores. */
    public record Scored(Artifact artifact, double score) {}
}
