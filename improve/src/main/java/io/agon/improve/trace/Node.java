package io.agon.improve.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A value in a workflow graph. Two nodes are the same when their ids are: runs that are merged share their parameters.
 *
 * @param <T> type of the value
 */
public sealed interface Node<T> {

    /** Unique within all that is merged. */
    String id();

    /** The value; that of a failure is its error text. */
    T value();

    /** What it is, told to optimizers; may be empty. */
    String description();

    /** Nodes that it was made of, what was used without being an argument among them. */
    default List<Node<?>> parents() {
        return List.of();
    }

    /** 0 for a root, otherwise one more than the highest level of its parents. */
    default int level() {
        return 0;
    }

    /**
     * A text that may be changed.
     *
     * @param description its constraint
     */
    record Parameter(String id, String value, String description) implements Node<String> {}

    /** A given value. */
    record Input<T>(String id, T value, String description) implements Node<T> {}

    /**
     * What an operator made.
     *
     * @param inputs arguments by name, in order
     * @param hidden parameters that were used without being arguments
     */
    record Message<T>(
            String id,
            T value,
            Operator operator,
            SequencedMap<String, Node<?>> inputs,
            List<Node<?>> hidden,
            int level)
            implements Node<T>, Made {

        public Message {
            inputs = new LinkedHashMap<>(inputs);
            hidden = List.copyOf(hidden);
        }

        @Override
        public String description() {
            return operator.documentation();
        }

        @Override
        public List<Node<?>> parents() {
            return Made.super.all();
        }
    }

    /**
     * What an operator failed with; the run ends here.
     *
     * @param value the error, with the failing line where there is one
     */
    record Failure(
            String id,
            String value,
            Operator operator,
            SequencedMap<String, Node<?>> inputs,
            List<Node<?>> hidden,
            int level)
            implements Node<String>, Made {

        public Failure {
            inputs = new LinkedHashMap<>(inputs);
            hidden = List.copyOf(hidden);
        }

        @Override
        public String description() {
            return operator.documentation();
        }

        @Override
        public List<Node<?>> parents() {
            return Made.super.all();
        }
    }

    /** What came of an operator. */
    sealed interface Made permits Message, Failure {

        /** Which one. */
        Operator operator();

        /** Arguments by name, in order. */
        Map<String, Node<?>> inputs();

        /** Parameters that were used without being arguments. */
        List<Node<?>> hidden();

        private List<Node<?>> all() {
            return Stream.concat(inputs().values().stream(), hidden().stream())
                    .distinct()
                    .toList();
        }
    }
}
