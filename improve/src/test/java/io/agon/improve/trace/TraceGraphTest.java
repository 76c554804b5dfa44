package io.agon.improve.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.testkit.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TraceGraphTest {

    private static final Operator ASK = new Operator("ask", "Asks a model.");
    private static final Operator READ = new Operator("read", "Reads the answer.");

    private static List<String> ids(List<? extends Node<?>> nodes) {
        return nodes.stream().<String>map(Node::id).toList();
    }

    private static Node<?> node(String id, Operator operator, Node<?>... parents) {
        return hidden(id, operator, List.of(), parents);
    }

    private static Node<?> hidden(String id, Operator operator, List<Node<?>> hidden, Node<?>... parents) {
        SequencedMap<String, Node<?>> inputs = new LinkedHashMap<>();
        for (int i = 0; i < parents.length; i++) {
            inputs.put("a" + i, parents[i]);
        }
        return new Node.Message<>(id, id + "'s", operator, inputs, hidden, Node.Made.level(inputs, hidden));
    }

    /** Prompt and rule are parameters; the rule is used by read without being its argument. */
    private final Node<?> prompt = new Node.Parameter("prompt", "Answer briefly.", "");

    private final Node<?> rule = new Node.Parameter("rule", "last word", "");
    private final Node<?> question = new Node.Input<>("question", "2+2?", "");
    private final Node<?> clean = node("clean", new Operator("clean", "Cleans."), question);
    private final Node<?> reply = node("reply", ASK, prompt, clean);
    private final Node<?> unused = node("unused", ASK, reply);
    private final Node<?> answer = hidden("answer", READ, List.of(rule), reply, question);

    @Test
    void graphs_areTheHandMadeOnes() {
        TraceGraph.Backward backward = TraceGraph.backward(answer, "wrong");
        // answer gives {answer} and its parents to each of its parents; reply gives that and its own parents.
        assertThat(ids(backward.at(answer).orElseThrow().nodes())).containsExactly("answer");
        assertThat(ids(backward.at(rule).orElseThrow().nodes())).containsExactly("question", "rule", "reply", "answer");
        assertThat(ids(backward.at(reply).orElseThrow().nodes()))
                .containsExactly("question", "rule", "reply", "answer");
        assertThat(ids(backward.at(prompt).orElseThrow().nodes()))
                .containsExactly("prompt", "question", "rule", "clean", "reply", "answer");
        assertThat(ids(backward.union().nodes()))
                .containsExactly("prompt", "question", "rule", "clean", "reply", "answer");
        assertThat(backward.at(unused)).isEqualTo(Optional.empty());
        assertThat(List.of(prompt, rule, question, clean, reply, answer))
                .allSatisfy(it ->
                        assertThat(backward.at(it).orElseThrow().feedback()).isEqualTo("wrong"));
    }

    @Test
    void summary_isTheProgramThatLedFromParametersToTheTarget() {
        Summary summary = TraceGraph.backward(answer, "wrong").summarize();
        assertThat(summary.graph())
                .containsExactly(
                        "clean = clean(a0=question)",
                        "reply = ask(a0=prompt, a1=clean)",
                        "answer = read(a0=reply, a1=question)");
        assertThat(summary.documentation().toString())
                .isEqualTo("{clean=Cleans., ask=Asks a model., read=Reads the answer.}");
        assertThat(ids(summary.variables())).containsExactly("prompt", "rule");
        assertThat(ids(summary.inputs())).containsExactly("question");
        assertThat(ids(summary.others())).containsExactly("clean", "reply");
        assertThat(ids(summary.outputs())).containsExactly("answer");
        assertThat(summary.feedback()).isEqualTo("wrong");
    }

    @Test
    void whatNoParameterReaches_isAnInput_withoutItsOwnPast() {
        Node<?> document = node("document", READ, new Node.Input<>("file", "f", ""));
        Summary summary =
                TraceGraph.backward(node("y", ASK, prompt, document), "f").summarize();
        assertThat(summary.graph()).containsExactly("y = ask(a0=prompt, a1=document)");
        assertThat(ids(summary.inputs())).containsExactly("document");
        assertThat(summary.documentation()).containsOnlyKeys("ask");
    }

    @Test
    void feedback_goesNotBeyondGivenNodes() {
        Summary summary = TraceGraph.backward(answer, "wrong", Set.of("reply", "question"))
                .summarize();
        assertThat(ids(summary.variables())).containsExactly("rule");
        assertThat(summary.graph()).containsExactly("answer = read(a0=reply, a1=question)");
        assertThat(ids(summary.inputs())).containsExactly("question", "reply");
    }

    @Test
    void givenNode_isAnInput_evenWhenAllThatItWasMadeOfIsShown() {
        Node<?> draft = node("draft", ASK, prompt);
        Summary summary = TraceGraph.backward(node("y", ASK, prompt, draft), "f", Set.of("draft"))
                .summarize();
        assertThat(summary.graph()).containsExactly("y = ask(a0=prompt, a1=draft)");
        assertThat(ids(summary.inputs())).containsExactly("draft");
        assertThat(summary.others()).isEmpty();
    }

    @Test
    void targetThatNothingReaches_isShownAlone() {
        Summary summary = TraceGraph.backward(clean, "bad").summarize();
        assertThat(summary.variables()).isEmpty();
        assertThat(summary.graph()).isEmpty();
        assertThat(summary.inputs()).isEmpty();
        assertThat(ids(summary.outputs())).containsExactly("clean");
    }

    @Test
    void parameterAsTarget_isVariableAndOutput() {
        Summary summary = TraceGraph.backward(prompt, "too short").summarize();
        assertThat(ids(summary.variables())).containsExactly("prompt");
        assertThat(ids(summary.outputs())).containsExactly("prompt");
    }

    @Test
    void twoNodesOfOneName_areRefused_equalOnesAreOne() {
        Node<?> other = new Node.Input<>("question", "3+3?", "");
        assertThatThrownBy(() -> TraceGraph.backward(node("y", ASK, question, other), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'question'")
                .hasMessageContaining("label");
        Node<?> same = new Node.Input<>("question", "2+2?", "");
        assertThat(ids(node("y", ASK, prompt, question, node("z", ASK, same)).ancestry()))
                .containsExactly("prompt", "question", "z", "y");
    }

    /** A random graph: each node has up to three parents among the earlier ones. */
    private static Node<?> random(RandomGenerator random) {
        List<Node<?>> nodes = new ArrayList<>();
        int size = random.nextInt(1, 14);
        for (int i = 0; i < size; i++) {
            List<Node<?>> arguments = new ArrayList<>();
            List<Node<?>> unseen = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0 && !nodes.isEmpty(); j--) {
                (random.nextBoolean() ? arguments : unseen).add(nodes.get(random.nextInt(nodes.size())));
            }
            if (!arguments.isEmpty() || !unseen.isEmpty()) {
                nodes.add(hidden("n" + i, ASK, unseen, arguments.toArray(Node<?>[]::new)));
            } else if (random.nextBoolean()) {
                nodes.add(new Node.Parameter("n" + i, "", ""));
            } else {
                nodes.add(new Node.Input<>("n" + i, "", ""));
            }
        }
        return nodes.getLast();
    }

    /** The naive definition: nodes between a node and the target, and what those were made of. */
    private static Set<String> between(Node<?> from, Node<?> target) {
        Set<String> ids = new TreeSet<>();
        for (Node<?> node : target.ancestry()) {
            if (!node.id().equals(from.id()) && ids(node.ancestry()).contains(from.id())) {
                ids.add(node.id());
                node.parents().forEach(it -> ids.add(it.id()));
            }
        }
        if (from.id().equals(target.id())) {
            ids.add(target.id());
        }
        return ids;
    }

    @Test
    void graphs_areTheNodesBetween_withTheirParents_inOrderOfLevel() {
        Property.forAll(6_001, 500, TraceGraphTest::random, target -> {
            TraceGraph.Backward backward = TraceGraph.backward(target, "f");
            Set<String> union = new TreeSet<>(Set.of(target.id()));
            for (Node<?> node : target.ancestry()) {
                List<Node<?>> graph = backward.at(node).orElseThrow().nodes();
                assertThat(ids(graph))
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(between(node, target));
                assertThat(graph.stream().map(Node::level)).isSorted();
                if (node instanceof Node.Parameter) {
                    union.addAll(between(node, target));
                }
            }
            assertThat(ids(backward.union().nodes())).containsExactlyInAnyOrderElementsOf(union);
        });
    }

    @Test
    void longAndDenseGraphs_areComparedPrintedAndWalkedWithoutExplosion() {
        Node<?> first = prompt;
        Node<?> second = prompt;
        for (int i = 1; i <= 5_000; i++) {
            first = node("n" + i, ASK, first, first);
            second = node("n" + i, ASK, second, second);
        }
        assertThat(first.ancestry()).hasSize(5_001);
        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(first.toString()).isEqualTo("n5000 = ask(a0=n4999, a1=n4999)");
        assertThat(TraceGraph.backward(first, "f").summarize().graph()).hasSize(5_000);
    }

    @Test
    void nodesThatDiffer_areNotEqual() {
        SequencedMap<String, Node<?>> inputs = Trace.arguments("a0", prompt);
        Node<?> one = new Node.Message<>("y", 1, ASK, inputs, List.of(), 1);
        assertThat(one).isEqualTo(new Node.Message<>("y", 1, ASK, inputs, List.of(), 1));
        assertThat(one).isNotEqualTo(new Node.Message<>("y", 2, ASK, inputs, List.of(), 1));
        assertThat(one).isNotEqualTo(new Node.Message<>("y", 1, READ, inputs, List.of(), 1));
        assertThat(one).isNotEqualTo(new Node.Message<>("y", 1, ASK, inputs, List.of(rule), 1));
        assertThat(one).isNotEqualTo(new Node.Message<>("y", 1, ASK, Trace.arguments("b", prompt), List.of(), 1));
        assertThatThrownBy(() -> new Node.Message<>("y", 1, ASK, inputs, List.of(), 0))
                .hasMessageContaining("level of 'y' is 0");
    }
}
