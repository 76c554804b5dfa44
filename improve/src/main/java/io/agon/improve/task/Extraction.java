package io.agon.improve.task;

import io.agon.improve.Component;
import io.agon.improve.code.CodeException;
import io.agon.improve.code.Language;
import io.agon.improve.code.Program;
import io.agon.improve.code.Value;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the answer of a reply by code: {@code (answer: text) -> text}. For one run. */
final class Extraction implements AutoCloseable {

    private static final Operator EXTRACT =
            new Operator("extract", "Runs the code on the reply of the model; what it gives is the answer.");

    private final Trace trace;
    private final Component component;
    private final List<Node<?>> hidden;
    private final Program program;

    private Extraction(Trace trace, Component component, List<Node<?>> hidden, Program program) {
        this.trace = trace;
        this.component = component;
        this.hidden = hidden;
        this.program = program;
    }

    /**
     * Ready for use: code that cannot be used is found before a model is asked.
     *
     * @param parameter the node of the code
     */
    static Extraction of(Component component, Language language, Trace trace, Node<String> parameter)
            throws StoppedException, InterruptedException {
        List<Node<?>> hidden = List.of(parameter);
        try {
            Program program = language.compile(AnswerTask.signature(component.name()), component.body());
            program.fresh();
            return new Extraction(trace, component, hidden, program);
        } catch (CodeException e) {
            Node<String> unused = trace.op(EXTRACT, new LinkedHashMap<>(), hidden, () -> {
                throw e;
            });
            throw new IllegalStateException(e);
        }
    }

    /** The answer in a reply. */
    Node<String> of(Node<String> reply) throws StoppedException, InterruptedException {
        return trace.op(EXTRACT, Trace.arguments(AnswerTask.ANSWER, reply), hidden, () -> {
            Value value = program.call(Map.of(AnswerTask.ANSWER, new Value.Text(reply.value())));
            if (value instanceof Value.Text text) {
                return text.value();
            }
            throw new CodeException("%s must give a text, but gave %s".formatted(component.name(), value));
        });
    }

    @Override
    public void close() {
        program.close();
    }
}
