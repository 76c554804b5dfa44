package io.agon.improve.optimizer;

import io.agon.improve.Component;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Summary;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends criticism back through the learning graph: a call for each edge criticises what a node was made of in view of
 * the criticism of the node, a call for each node with several criticisms sums them up, and a call for each variable
 * with criticism rewrites it. Feedback is the criticism of the outputs; edges that lead to no variable that may be
 * changed are left out.
 *
 * <p>Guarantee: at most {@link #CRITICISMS} calls an update beside those that rewrite. Edges and sums beyond that,
 * which are the ones furthest from the outputs, get the criticism passed on as it is. A blank reply is passed over in
 * the same way.
 *
 * <p>Source: Yuksekgonul et al., TextGrad: Automatic Differentiation via Text (2024). Departs: the bound on calls, and
 * that momentum, the past values of a variable, is the memory of the loop with what was said of them.
 *
 * @param model who is asked
 */
public record CriticismOptimizer(OptimizerModel model) implements Optimizer {

    /** Most calls of an update beside those that rewrite. */
    public static final int CRITICISMS = 64;

    private static final String CRITIC = """
        You give criticism that helps to improve one value in a workflow. You see how an operation made a result of
        it, the criticism of that result, and what the whole is to reach. Say concretely what about the value led
        to what is criticised, and how another value would avoid it. If the value is not to blame, say so. Do not
        write the new value. Answer with the criticism only, in a few sentences.

        """;

    private static final String SUMMARY = """
        You sum up several pieces of criticism of one value in a workflow. Keep all that is concrete, put together
        what is said twice, and say where pieces contradict each other. Answer with the summary only, in a few
        sentences.

        """;

    private static final String REWRITE = """
        You improve one variable of a workflow by the criticism of it. You see the variable, the constraint it must
        fulfil, what the whole is to reach, and the criticism. Change what is criticised and keep what works; the
        change must help in general and not only where it was criticised. Code must keep the name and the
        parameters of its function.

        """;

    private static final String RULE = """
        First your reasons, in a few sentences. Then the whole new value, once, as
        <value>
        the new value
        </value>
        If nothing should be changed, write TERMINATE instead of the value.
        """;

    private static final String EDGE = """
        # What is to be reached
        %s

        # The operation
        <code>
        %s
        </code>
        %s

        # Its result
        %s

        # Criticism of the result
        %s

        # The value to criticise
        %s\
        """;

    private static final Pattern VALUE = Pattern.compile("<value>(.*)</value>", Pattern.DOTALL);

    @Override
    public Proposal propose(Problem problem, Turn turn) throws ModelException, InterruptedException {
        Map<String, String> criticism = new Session(problem, turn).criticism();
        var edits = new Edits(problem);
        var reasons = new ArrayList<String>();
        var nothing = new ArrayList<String>();
        for (String name : problem.editable()) {
            String of = criticism.get(name);
            if (of == null) {
                continue;
            }
            Component variable = problem.artifact().component(name);
            String answer = model.reply(
                    List.of(
                            Message.system(REWRITE + Markup.READING + "\n" + RULE),
                            Message.user(rewriting(problem, variable, of))),
                    "update %d rewrite %s".formatted(problem.update(), name),
                    turn);
            Matcher value = VALUE.matcher(answer);
            boolean given = value.find();
            String outside = given ? answer.substring(0, value.start()) + answer.substring(value.end()) : answer;
            if (TaggedAnswer.terminates(outside)) {
                nothing.add("the model would not change " + name);
            } else if (given) {
                edits.suggest(name, Markup.plain(value.group(1)));
            } else {
                nothing.add("the new %s cannot be read".formatted(name));
            }
            reasons.add("%s: %s".formatted(name, Markup.plain(outside.strip())));
        }
        if (reasons.isEmpty()) {
            return Proposal.none("no feedback reached what may be changed", "");
        }
        return edits.proposal(String.join("\n", reasons), nothing);
    }

    private static String rewriting(Problem problem, Component variable, String criticism) {
        String memory = problem.memory().isEmpty()
                ? ""
                : "\n\n# Past values, the oldest first\n" + Markup.memory(problem.memory(), List.of(variable.name()));
        return "# What is to be reached\n%s\n\n# The variable\n%s\n%s\n\n# Criticism\n%s%s"
                .formatted(
                        Markup.tagged("instruction", problem.objective()),
                        Markup.tagged("documentation", variable.documentation()),
                        Markup.variable(variable),
                        Markup.tagged("criticism", criticism),
                        memory);
    }

    /** Criticism of one update on its way back. */
    private final class Session {

        private final Problem problem;
        private final Turn turn;
        private final Map<String, List<String>> received = new HashMap<>();
        private int calls;

        Session(Problem problem, Turn turn) {
            this.problem = problem;
            this.turn = turn;
        }

        /** Of each variable that may be changed and that feedback has reached. */
        Map<String, String> criticism() throws ModelException, InterruptedException {
            Summary graph = problem.learning();
            List<Node<?>> made = new ArrayList<>(graph.others());
            made.addAll(graph.outputs());
            Set<String> leading = leading(made);
            graph.outputs().forEach(it -> receive(it, graph.feedback()));
            for (Node<?> node : made.reversed()) {
                if (leading.contains(node.id()) && node instanceof Node.Made child && received.containsKey(node.id())) {
                    String of = summed(node.id(), String.valueOf(node.value()));
                    for (Node<?> parent : node.parents()) {
                        if (leading.contains(parent.id())) {
                            receive(parent, criticised(child, of, parent));
                        }
                    }
                }
            }
            Map<String, String> result = new LinkedHashMap<>();
            for (String name : problem.editable()) {
                if (received.containsKey(name)) {
                    result.put(name, summed(name, problem.artifact().body(name)));
                }
            }
            return result;
        }

        /** Ids of variables that may be changed, and of nodes in between that were made of them. */
        private Set<String> leading(List<Node<?>> made) {
            Set<String> leading = new HashSet<>(problem.editable());
            made.stream()
                    .filter(it -> it.parents().stream().anyMatch(parent -> leading.contains(parent.id())))
                    .forEach(it -> leading.add(it.id()));
            return leading;
        }

        private void receive(Node<?> node, String criticism) {
            received.computeIfAbsent(node.id(), it -> new ArrayList<>()).add(criticism);
        }

        private String criticised(Node.Made child, String of, Node<?> parent)
                throws ModelException, InterruptedException {
            String user = EDGE.formatted(
                    Markup.tagged("instruction", problem.objective()),
                    Markup.line(child.line()),
                    Markup.tagged("documentation", child.operator().documentation()),
                    Markup.tagged("value", Markup.cut(child.value(), Markup.LONGEST)),
                    Markup.tagged("criticism", of),
                    parent instanceof Node.Parameter it
                            ? Markup.value(it.id(), it.value())
                            : Markup.node(parent, Markup.LONGEST));
            return asked(CRITIC, user, "criticism", of);
        }

        private String summed(String id, String value) throws ModelException, InterruptedException {
            List<String> pieces = received.getOrDefault(id, List.of());
            if (pieces.size() == 1) {
                return pieces.getFirst();
            }
            var parts = new ArrayList<String>();
            pieces.forEach(it -> parts.add(Markup.tagged("criticism", it)));
            String user = "# The value\n%s\n\n# Criticism\n%s"
                    .formatted(Markup.tagged("value", Markup.cut(value, Markup.LONGEST)), String.join("\n", parts));
            return asked(SUMMARY, user, "summary", String.join("\n", pieces));
        }

        private String asked(String system, String user, String what, String otherwise)
                throws ModelException, InterruptedException {
            if (calls == CRITICISMS) {
                return otherwise;
            }
            calls++;
            String answer = model.reply(
                    List.of(Message.system(system + Markup.READING), Message.user(user)),
                    "update %d %s %d".formatted(problem.update(), what, calls),
                    turn);
            return answer.isBlank() ? otherwise : Markup.plain(answer.strip());
        }
    }
}
