package io.agon.improve.optimizer;

import io.agon.improve.Artifact;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Problem.Scored;
import io.agon.improve.Proposal;
import io.agon.improve.Run;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows a model the best solutions so far with their scores, the lowest first, and some examples of the task, and asks
 * for a better solution: one call an update. It sees no graph.
 *
 * <p>Source: Yang et al., Large Language Models as Optimizers (2024): the 20 best in ascending order, 3 exemplars.
 * Departs: the feedback on the batch is shown as well, the scores are means over all that was run and not over one set,
 * and a call makes one proposal instead of eight: how many are made of a candidate is the search's choice.
 *
 * @param model who is asked
 */
public record ScoreHistoryOptimizer(OptimizerModel model) implements Optimizer {

    /** Solutions that are shown. */
    static final int SOLUTIONS = 20;

    /** Runs that are shown. */
    static final int EXEMPLARS = 3;

    private static final String SYSTEM = """
        You look for better solutions of a task. Below are the task, solutions that were tried, with their scores
        from 0 to 1 and the best last, and some runs of the present solution with feedback. Learn from what
        distinguishes good solutions from bad ones, and write one that is different from all of them and scores
        higher. A solution consists of the values of the variables; code must keep the name and the parameters of
        its function.

        """;

    @Override
    public Proposal propose(Problem problem, Turn turn) throws ModelException, InterruptedException {
        var messages = List.of(
                Message.system(SYSTEM + Markup.READING + "\n" + TaggedAnswer.RULE), Message.user(user(problem)));
        return TaggedAnswer.read(model.reply(messages, "update " + problem.update(), turn), problem);
    }

    private static String user(Problem problem) {
        List<Scored> history = problem.history();
        List<Scored> best = history.subList(Math.max(0, history.size() - SOLUTIONS), history.size());
        List<Run> exemplars =
                problem.runs().subList(0, Math.min(EXEMPLARS, problem.runs().size()));
        var sections = new ArrayList<String>();
        sections.add("# Task\n" + Markup.tagged("instruction", problem.objective()));
        sections.add("# Variables of the present solution\n"
                + problem.editable().stream()
                        .map(it -> Markup.variable(problem.artifact().component(it)))
                        .collect(Collectors.joining("\n")));
        if (!best.isEmpty()) {
            sections.add("# Solutions that were tried, the best last\n"
                    + best.stream().map(it -> solution(it, problem.editable())).collect(Collectors.joining("\n")));
        }
        sections.add("# Runs of the present solution\n" + Shown.runs(problem.learning(), exemplars));
        sections.add("# Feedback on the present solution\n"
                + Markup.tagged("feedback", problem.learning().feedback()));
        sections.add("Write values of %s that score higher.".formatted(String.join(", ", problem.editable())));
        return String.join("\n\n", sections);
    }

    private static String solution(Scored scored, List<String> names) {
        Artifact artifact = scored.artifact();
        return "<solution score=\"%s\">\n%s\n</solution>"
                .formatted(
                        String.format(Locale.ROOT, "%.3f", scored.score()),
                        names.stream()
                                .map(it -> Markup.value(it, artifact.body(it)))
                                .collect(Collectors.joining("\n")));
    }
}
