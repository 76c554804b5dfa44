package io.agon.improve.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agon.improve.Component;
import io.agon.model.Fault;
import io.agon.model.ModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final Operator DOUBLE = new Operator("twice", "Doubles a number.");

    private final Trace trace = new Trace("item 3");
    private final Node<String> code = trace.parameter("order", "order(x) = x", "");
    private final Node<Integer> x = trace.input("x", 4, "");

    private Node<Integer> twice(Node<Integer> of) throws Exception {
        return trace.op(DOUBLE, Trace.arguments("of", of), List.of(code), () -> 2 * of.value());
    }

    @Test
    void runIsRecorded_withNamesLevelsAndHiddenParameters() throws Exception {
        Node<Integer> y = twice(x);
        Node<Integer> z = twice(y);
        assertThat(z.value()).isEqualTo(16);
        assertThat(List.of(x.id(), y.id(), z.id())).containsExactly("item 3/x", "item 3/twice", "item 3/twice2");
        assertThat(List.of(code.level(), x.level(), y.level(), z.level())).containsExactly(0, 0, 1, 2);
        assertThat(z.parents()).containsExactly(y, code);
        assertThat(TraceGraph.backward(z, "too much").summarize().graph())
                .containsExactly("item 3/twice = twice(of=item 3/x)", "item 3/twice2 = twice(of=item 3/twice)");
    }

    @Test
    void error_becomesTheNodeThatFeedbackGoesTo() throws Exception {
        Node<Integer> y = twice(x);
        StoppedException stopped = catchThrowableOfType(
                StoppedException.class,
                () -> trace.op(DOUBLE, Trace.arguments("of", y), List.of(code), () -> {
                    throw new IllegalStateException("line 1: x is unknown");
                }));
        assertThat(stopped.node().value()).isEqualTo("line 1: x is unknown");
        Summary summary = TraceGraph.backward(stopped.node(), "failed").summarize();
        assertThat(summary.outputs()).containsExactly(stopped.node());
        assertThat(summary.variables()).containsExactly((Node.Parameter) code);
        assertThat(summary.graph().getLast()).isEqualTo("item 3/twice_error = twice(of=item 3/twice)");
    }

    @Test
    void whatIsNotTheArtifactsFault_passes() {
        var failure = new ModelException(new Fault.TimedOut(), "");
        assertThatThrownBy(() -> trace.op(DOUBLE, new LinkedHashMap<>(), List.of(), () -> {
                    throw new Trace.FailedCall(failure);
                }))
                .isInstanceOf(Trace.FailedCall.class)
                .hasCause(failure);
        assertThatThrownBy(() -> trace.op(DOUBLE, new LinkedHashMap<>(), List.of(), () -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void operatorWithoutInputs_isARoot() throws Exception {
        SequencedMap<String, Node<?>> none = new LinkedHashMap<>();
        Node<String> made = trace.op(new Operator("draw", "Draws."), none, List.of(), () -> "a");
        Node<String> used = trace.op(DOUBLE, Trace.arguments("of", made), List.of(code), () -> "aa");
        Summary summary = TraceGraph.backward(used, "f").summarize();
        assertThat(made.level()).isZero();
        assertThat(summary.inputs()).containsExactly(made);
    }

    @Test
    void codeComponent_isAParameterThatTellsItsSignature() {
        var component = new Component("order", Component.Kind.CODE, "order(stock)", "", "Short.", "order(stock) = 1");
        assertThat(component.node())
                .isEqualTo(new Node.Parameter(
                        "order", "order(stock) = 1", "The code should start with: order(stock)\nShort."));
        var within = component.withBody("class A { double order(stock) { } }");
        assertThat(within.node().description()).startsWith("The code should keep the signature: order(stock)");
        var prompt = new Component("p", Component.Kind.PROMPT, "order(stock)", "", "", "b");
        assertThat(prompt.node().description()).isEmpty();
    }

    @Test
    void changedSignature_isSeen() {
        var component = new Component("order", Component.Kind.CODE, "order(stock)", "", "", "order(stock) = 1");
        assertThat(component.sameSignature("order( stock ) =\n 2")).isTrue();
        assertThat(component.sameSignature("order(stock, x) = 2")).isFalse();
        assertThat(component.sameSignature("// order(stock)\nbuy(stock) = 2")).isFalse();
        var within = component.withBody("class A { double order(stock) { } }");
        assertThat(within.sameSignature("class B { int order(stock) { } }")).isTrue();
        assertThat(within.sameSignature("class B { int buy(stock) { } }")).isFalse();
        assertThat(component.withBody("max(0, stock)").sameSignature("stock")).isTrue();
    }
}
