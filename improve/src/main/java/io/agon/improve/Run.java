package io.agon.improve;

import io.agon.improve.trace.Node;
import java.util.List;
import java.util.Optional;

/**
 * What came of an artifact on an item.
 *
 * @param item which one
 * @param moments at least one, in order
 * @param score of the whole, in [0, 1], higher is better; 0 when it failed
 * @param reference the answer that would have been right, where there is one
 * @param answer the final output as text, for pairwise judges; may be empty
 */
public record Run(long item, List<Moment> moments, double score, Optional<String> reference, String answer) {

    public Run {
        moments = List.copyOf(moments);
        if (moments.isEmpty()) {
            throw new IllegalArgumentException("A run needs at least one moment; give its output.");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(
                    "The score of a run must lie in [0, 1], but it is %s; scale it.".formatted(score));
        }
    }

    /** A run that ended in an error, whose score is the lowest. */
    public static Run failed(long item, List<Moment> before, Node.Failure failure) {
        var moments = new java.util.ArrayList<>(before);
        moments.add(new Moment(failure, 0, ""));
        return new Run(item, moments, 0, Optional.empty(), "");
    }

    /** The error that ended it. */
    public Optional<String> error() {
        return moments.getLast().output() instanceof Node.Failure it ? Optional.of(it.value()) : Optional.empty();
    }
}
