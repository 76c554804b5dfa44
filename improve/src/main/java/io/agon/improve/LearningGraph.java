package io.agon.improve;

import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.Summary;
import io.agon.improve.trace.TraceGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes of the workflow graphs of runs the one graph that an optimizer learns from.
 *
 * <p>Of each run a window of consecutive steps is shown. Feedback goes to its last output, with the episodic template
 * to all its outputs of which no later one was made, and goes back to parameters through the steps of the window alone:
 * what earlier steps made counts as given. A run that failed shows its last steps, and feedback goes to the failure.
 * Several runs stand side by side: their outputs and their feedback are joined, {@code ID [i]: text} each.
 *
 * <p>Source: Nie et al., Understanding the Challenges in Iterative Generative Optimization with LLMs (2026), learning
 * templates and credit horizon; that trace and feedback may differ in horizon is found in the published code only.
 *
 * @param template how graphs become one
 * @param credit which steps are shown, and which ones feedback is about
 * @param feedback what is told, in order
 */
public record LearningGraph(Template template, CreditHorizon credit, List<Feedback> feedback) {

    private static final Operator BATCH = new Operator("side_by_side", "Lists the outputs of several runs.");
    private static final Operator EPISODE = new Operator("steps", "Lists the outputs of several steps of a run.");

    public LearningGraph {
        feedback = List.copyOf(feedback);
    }

    /** As a loop chooses it. */
    public static LearningGraph of(LearningLoop loop) {
        return new LearningGraph(loop.batching().template(), loop.credit(), loop.feedback());
    }

    /**
     * What an optimizer learns from.
     *
     * @param summary the learning graph with its feedback
     * @param shown the runs with the moments that are shown; their scores are those of the whole runs
     * @param figure mean over the runs of what feedback is about: the score, or the sum of the rewards of the steps
     *     that are shown when these are not all and feedback is about them alone
     */
    public record Lesson(Summary summary, List<Run> shown, double figure) {
        public Lesson {
            shown = List.copyOf(shown);
        }
    }

    /** Draws the first step of each run's window, from 0, uniformly among those that leave it whole. */
    public List<Integer> starts(List<Run> runs, RandomGenerator random) {
        return runs.stream().map(it -> random.nextInt(last(it) + 1)).toList();
    }

    /**
     * The lesson of runs of one artifact.
     *
     * @param runs at least one, and one only with the interactive template; of different labels in their traces, unless
     *     they are the same
     * @param starts first step of each run's window, from 0; one that is too late is moved back until the window is
     *     whole
     * @param before figure of the round before; empty in the first
     */
    public Lesson lesson(List<Run> runs, List<Integer> starts, OptionalDouble before) {
        if (runs.isEmpty() || template == Template.INTERACTIVE && runs.size() > 1) {
            throw new IllegalArgumentException(
                    "The %s template makes one graph of %s, but there are %d runs; choose another template or size."
                            .formatted(template, template == Template.INTERACTIVE ? "one run" : "runs", runs.size()));
        }
        if (starts.size() != runs.size()) {
            throw new IllegalArgumentException(
                    "There are %d runs, but the first steps of %d are given; give each its own."
                            .formatted(runs.size(), starts.size()));
        }
        var words = new FeedbackText(feedback, credit.feedback(), template == Template.EPISODIC);
        List<Run> shown = new ArrayList<>();
        List<Node<?>> targets = new ArrayList<>();
        List<String> told = new ArrayList<>();
        Set<String> given = new HashSet<>();
        double sum = 0;
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            int start = run.error().isPresent() ? last(run) : Math.clamp(starts.get(i), 0, last(run));
            List<Moment> window = run.moments().subList(start, start + steps(run));
            shown.add(new Run(run.item(), window, run.score(), run.reference(), run.answer()));
            List<Node<?>> ends = ends(template == Template.EPISODIC ? window : List.of(window.getLast()));
            targets.add(ends.size() == 1 ? ends.getFirst() : joined("steps/" + i, EPISODE, "step", ends));
            given.addAll(given(run.moments().subList(0, start), ends));
            told.add(words.of(run, start, window));
            sum += words.figure(run, window);
        }
        double figure = sum / runs.size();
        Node<?> target = targets.size() == 1 ? targets.getFirst() : joined("batch", BATCH, "run", targets);
        String text = words.whole(told.size() == 1 ? told.getFirst() : listed(told), figure, before);
        return new Lesson(TraceGraph.backward(target, text, given).summarize(), shown, figure);
    }

    private int steps(Run run) {
        int all = run.moments().size();
        return Math.min(all, credit.traceSteps().orElse(all));
    }

    private int last(Run run) {
        return run.moments().size() - steps(run);
    }

    /** Outputs of which no later one was made, in order. */
    private static List<Node<?>> ends(List<Moment> moments) {
        var ends = new ArrayList<Node<?>>();
        var covered = new HashSet<String>();
        for (Moment moment : moments.reversed()) {
            if (!covered.contains(moment.output().id())) {
                ends.addFirst(moment.output());
                moment.output().ancestry().forEach(it -> covered.add(it.id()));
            }
        }
        return ends;
    }

    /** What earlier steps made or were given: all but parameters, and what feedback goes to. */
    private static Set<String> given(List<Moment> earlier, List<Node<?>> targets) {
        var given = new HashSet<String>();
        for (Node<?> end : ends(earlier)) {
            end.ancestry().stream()
                    .filter(it -> !(it instanceof Node.Parameter))
                    .forEach(it -> given.add(it.id()));
        }
        targets.forEach(it -> given.remove(it.id()));
        return given;
    }

    private static Node<?> joined(String id, Operator operator, String argument, List<Node<?>> nodes) {
        SequencedMap<String, Node<?>> inputs = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            inputs.put(argument + i, nodes.get(i));
        }
        String value =
                listed(nodes.stream().map(it -> String.valueOf(it.value())).toList());
        return new Node.Message<>(id, value, operator, inputs, List.of(), Node.Made.level(inputs, List.of()));
    }

    /** A line each; further lines of a text are indented, so that none can pass for another text's first. */
    private static String listed(List<String> texts) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add("ID [%d]: %s".formatted(i, texts.get(i).replaceAll("\\R", "\n  ")));
        }
        return String.join("\n", lines);
    }
}
