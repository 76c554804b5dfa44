package io.agon.improve.trace;

import io.agon.budget.BudgetSpentException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Records the workflow graph of one run. Used by one thread.
 *
 * <p>Ids are {@code label/name}, and {@code label/name2} for the second node of a name; those of parameters are their
 * names alone, so that the graphs of several runs share them.
 */
public final class Trace {

    private final String label;
    private final Map<String, Integer> used = new HashMap<>();

    /**
     * Of one run.
     *
     * @param label names the run within what is merged, such as {@code item 3}; may be empty
     */
    public Trace(String label) {
        this.label = label;
    }

    /**
     * A text that may be changed.
     *
     * @param constraint told to optimizers
     */
    public Node<String> parameter(String name, String value, String constraint) {
        return new Node.Parameter(name, value, constraint);
    }

    /** A given value. */
    public <T> Node<T> input(String name, T value, String description) {
        return new Node.Input<>(id(name), value, description);
    }

    /**
     * What the body makes of its inputs.
     *
     * @param inputs arguments by name, in order
     * @param hidden parameters that the body uses without being given them
     * @throws StoppedException when the body fails: the run ends there. Interrupts and money that is spent up are no
     *     failure of the artifact and pass, as does a {@link FailedCall}
     */
    public <T> Node<T> op(Operator operator, SequencedMap<String, Node<?>> inputs, List<Node<?>> hidden, Body<T> body)
            throws StoppedException, InterruptedException {
        int level = Node.Made.level(inputs, hidden);
        try {
            T value = body.run();
            return new Node.Message<>(id(operator.name()), value, operator, inputs, hidden, level);
        } catch (InterruptedException | BudgetSpentException | FailedCall e) {
            throw e;
        } catch (Exception e) {
            String text = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new StoppedException(
                    new Node.Failure(id(operator.name() + "_error"), text, operator, inputs, hidden, level));
        }
    }

    /** What an operator does. */
    @FunctionalInterface
    public interface Body<T> {
        /** @throws Exception when the artifact fails */
        T run() throws Exception;
    }

    /** A failure that is not the artifact's, such as a provider that does not answer: the run is missing. */
    public static final class FailedCall extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Because of this. */
        public FailedCall(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Arguments by name, in order. */
    public static SequencedMap<String, Node<?>> arguments(String name, Node<?> value) {
        SequencedMap<String, Node<?>> arguments = new LinkedHashMap<>();
        arguments.put(name, value);
        return arguments;
    }

    private String id(String name) {
        int times = used.merge(name, 1, Integer::sum);
        String own = times == 1 ? name : name + times;
        return label.isEmpty() ? own : label + "/" + own;
    }
}
