package io.agon.improve.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value in a workflow graph. Two nodes are the same when their ids are: runs that are merged share their parameters.
 *
 * <p>Comparing, hashing and printing a node takes no walk through the graph: what an operator made is compared by its
 * own value and the ids of its inputs.
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
     * This node and all that it was made of, each once, parents before children and arguments in their order.
     *
     * @throws IllegalArgumentException when two different nodes have the same id
     */
    default List<Node<?>> ancestry() {
        return Walk.from(this);
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
            Made.check(id, level, inputs, hidden);
        }

        @Override
        public String description() {
            return operator.documentation();
        }

        @Override
        public List<Node<?>> parents() {
            return Made.super.all();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Message<?> it && Made.super.same(it);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return line();
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
            Made.check(id, level, inputs, hidden);
        }

        @Override
        public String description() {
            return operator.documentation();
        }

        @Override
        public List<Node<?>> parents() {
            return Made.super.all();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Failure it && Made.super.same(it);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return line();
        }
    }

    /** What came of an operator. */
    sealed interface Made permits Message, Failure {

        /** Of the node. */
        String id();

        /** Of the node. */
        Object value();

        /** Of the node. */
        int level();

        /** Which one. */
        Operator operator();

        /** Arguments by name, in order. */
        SequencedMap<String, Node<?>> inputs();

        /** Parameters that were used without being arguments. */
        List<Node<?>> hidden();

        /** How it was made: {@code y = op(a=x)}, with ids and without values. */
        default String line() {
            return inputs().entrySet().stream()
                    .map(it -> it.getKey() + "=" + it.getValue().id())
                    .collect(Collectors.joining(", ", id() + " = " + operator().name() + "(", ")"));
        }

        private List<Node<?>> all() {
            return Stream.concat(inputs().values().stream(), hidden().stream())
                    .distinct()
                    .toList();
        }

        private boolean same(Made other) {
            return line().equals(other.line())
                    && level() == other.level()
                    && operator().equals(other.operator())
                    && ids(hidden()).equals(ids(other.hidden()))
                    && value().equals(other.value());
        }

        private static List<String> ids(List<Node<?>> nodes) {
            return nodes.stream().<String>map(Node::id).toList();
        }

        private static void check(String id, int level, SequencedMap<String, Node<?>> inputs, List<Node<?>> hidden) {
            int lowest = level(inputs, hidden);
            if (level != lowest) {
                throw new IllegalArgumentException("The level of '%s' is %d, but it must be %d, one above its inputs."
                        .formatted(id, level, lowest));
            }
        }

        /** One more than the highest of these; 0 without any. */
        static int level(SequencedMap<String, Node<?>> inputs, List<Node<?>> hidden) {
            return 1
                    + Stream.concat(inputs.values().stream(), hidden.stream())
                            .mapToInt(Node::level)
                            .max()
                            .orElse(-1);
        }
    }
}
