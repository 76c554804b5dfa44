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
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows a model the learning graph as a pseudo program with its values and the feedback, and asks for new values of
 * variables: one call an update.
 *
 * <p>Source: Cheng, Nie and Swaminathan, Trace is the Next AutoDiff (2024), OptoPrime, and the second version of it in
 * their code (OptoPrimeV2): sections and their order, the forms of answers, cuts at 2000 characters, and the rules for
 * answers are theirs; the words are not.
 *
 * <p>Departs: texts cannot forge tags; TERMINATE counts only outside of values; the documentation of components is
 * shown beside that of operators; where there are more than 200 values that may not be changed, they are cut shorter,
 * so that all of them together take 400000 characters or so; code that visibly gives up its signature is dropped here.
 * The problem stands in tags with either form of answer.
 *
 * @param model who is asked
 * @param form of answers
 */
public record TraceOptimizer(OptimizerModel model, AnswerForm form) implements Optimizer {

    /** How answers are written. */
    public enum AnswerForm {
        /** As OptoPrimeV2's, in tags. */
        TAGS,
        /** As OptoPrime's, one JSON object. */
        JSON
    }

    private static final String SYSTEM = """
        You improve a workflow. A run of it is written down below as a program: each line of Code computes a value
        by calling an operation on others. You see what the operations do, the values, and feedback on the outputs.
        Find which variables the feedback comes back to, and how they should be for the outputs to fulfil the
        instruction better.

        The sections are: Instruction, what is to be reached. Code, how values were computed. Documentation, what
        operations and variables are for. Variables, what you may change, and the constraints that they must
        fulfil. Inputs, given values. Others, values in between, which change with the variables. Outputs, the
        values that feedback is about. Feedback. Long values are cut, but variables never are.

        Only Variables can be changed. Code must keep the name and the parameters of its function. A change must
        help in general and not only in the runs that are shown.

        """;

    @Override
    public Proposal propose(Problem problem, Turn turn) throws ModelException, InterruptedException {
        String answer = model.reply(messages(problem), "update " + problem.update(), turn);
        return switch (form) {
            case TAGS -> TaggedAnswer.read(answer, problem);
            case JSON -> JsonAnswer.read(answer, problem);
        };
    }

    private List<Message> messages(Problem problem) {
        String rule = switch (form) {
            case TAGS -> TaggedAnswer.RULE;
            case JSON -> JsonAnswer.RULE;
        };
        return List.of(Message.system(SYSTEM + Markup.READING + "\n" + rule), Message.user(user(problem)));
    }

    private static String user(Problem problem) {
        Summary graph = problem.learning();
        List<Component> variables =
                problem.editable().stream().map(problem.artifact()::component).toList();
        List<Node<?>> inputs = new ArrayList<>(graph.variables());
        inputs.removeIf(it -> problem.editable().contains(it.id()));
        inputs.addAll(graph.inputs());
        int longest = Markup.share(
                inputs.size() + graph.others().size() + graph.outputs().size());
        var sections = new ArrayList<String>();
        sections.add(section("Instruction", Markup.tagged("instruction", problem.objective())));
        sections.add(section("Code", "<code>\n" + Markup.lines(graph.graph()) + "\n</code>"));
        sections.add(section("Documentation", documentation(graph, variables)));
        sections.add(
                section("Variables", variables.stream().map(Markup::variable).collect(Collectors.joining("\n"))));
        sections.add(section("Inputs", nodes(inputs, longest)));
        sections.add(section("Others", nodes(graph.others(), longest)));
        sections.add(section("Outputs", nodes(graph.outputs(), longest)));
        sections.add(section("Feedback", Markup.tagged("feedback", graph.feedback())));
        if (!problem.memory().isEmpty()) {
            sections.add(section(
                    "Memory: what was tried before, the oldest first",
                    "<memory>\n" + Markup.memory(problem.memory(), problem.editable()) + "\n</memory>"));
        }
        sections.add("Suggest values for %s.".formatted(String.join(", ", problem.editable())));
        return String.join("\n\n", sections);
    }

    private static String documentation(Summary graph, List<Component> variables) {
        var lines = new ArrayList<String>();
        graph.documentation().forEach((name, text) -> lines.add("[%s] %s".formatted(name, text)));
        variables.forEach(it -> lines.add("[%s] %s".formatted(it.name(), it.documentation())));
        return "<documentation>\n" + Markup.lines(lines) + "\n</documentation>";
    }

    private static String nodes(List<Node<?>> nodes, int longest) {
        return nodes.stream().map(it -> Markup.node(it, longest)).collect(Collectors.joining("\n"));
    }

    private static String section(String name, String text) {
        return "# %s\n%s".formatted(name, text);
    }
}
