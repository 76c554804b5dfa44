package io.agon.improve.optimizer;

import io.agon.improve.Component;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a model one component and what came of it in some runs, and asks it to reflect on that and write the component
 * anew: one call an update. Update u is about the ((u - 1) mod n)-th of the n components that may be changed.
 *
 * <p>Source: Agrawal et al., GEPA: Reflective Prompt Evolution Can Outperform Reinforcement Learning (2025), its
 * mutation of one module; its Pareto front is {@link io.agon.improve.LearningLoop.SearchRule.Pareto}. Departs: the
 * round over components goes by the number of the update and not by candidate, there is no merge of candidates, and
 * earlier rounds are shown when the loop remembers them.
 *
 * @param model who is asked
 */
public record ReflectiveOptimizer(OptimizerModel model) implements Optimizer {

    private static final String SYSTEM = """
        You improve one part of a workflow by learning from what happened. You see the part, what the whole is to
        reach, inputs and outputs of some runs, and feedback on them. Reflect: what went wrong in which run, what
        about the part let it happen, and which knowledge about the task do inputs and feedback hold that the part
        does not state yet? Then write the part anew, so that it would have done well in these runs and does well
        in others of the kind. Keep what works. Code must keep the name and the parameters of its function.

        """;

    private static final String RULE = """
        First your reflection, in a few sentences. Then the whole new text of the part between a line of three
        backticks and another. Write no other lines of backticks outside of the new text. If nothing should be
        changed, write TERMINATE instead of the new text.
        """;

    @Override
    public Proposal propose(Problem problem, Turn turn) throws ModelException, InterruptedException {
        List<String> names = problem.editable();
        Component part = problem.artifact().component(names.get((problem.update() - 1) % names.size()));
        var messages =
                List.of(Message.system(SYSTEM + Markup.READING + "\n" + RULE), Message.user(user(problem, part)));
        return read(model.reply(messages, "update " + problem.update(), turn), problem, part.name());
    }

    private static String user(Problem problem, Component part) {
        var sections = new ArrayList<String>();
        sections.add("# What is to be reached\n" + Markup.tagged("instruction", problem.objective()));
        sections.add(
                "# The part\n" + Markup.tagged("documentation", part.documentation()) + "\n" + Markup.variable(part));
        sections.add("# Runs\n" + Shown.runs(problem.learning(), problem.runs()));
        sections.add(
                "# Feedback\n" + Markup.tagged("feedback", problem.learning().feedback()));
        if (!problem.memory().isEmpty()) {
            sections.add("# What was tried before, the oldest first\n"
                    + Markup.memory(problem.memory(), List.of(part.name())));
        }
        sections.add("Write %s anew.".formatted(part.name()));
        return String.join("\n\n", sections);
    }

    private static Proposal read(String answer, Problem problem, String name) {
        if (answer.isBlank()) {
            return Proposal.none("the model refused or said nothing", answer);
        }
        List<String> lines = answer.lines().toList();
        int from = -1;
        int to = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("```")) {
                from = from < 0 ? i : from;
                to = i;
            }
        }
        boolean fenced = to > from;
        String outside = fenced
                ? String.join("\n", lines.subList(0, from)) + "\n"
                        + String.join("\n", lines.subList(to + 1, lines.size()))
                : answer;
        if (TaggedAnswer.terminates(outside)) {
            return Proposal.none("the model would change nothing", outside.strip());
        }
        if (!fenced) {
            return Proposal.none("the answer cannot be read", answer);
        }
        var edits = new Edits(problem);
        edits.suggest(name, Markup.plain(String.join("\n", lines.subList(from + 1, to))));
        return edits.proposal(Markup.plain(outside.strip()));
    }
}
