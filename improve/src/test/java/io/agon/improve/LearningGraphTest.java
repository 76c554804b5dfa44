package io.agon.improve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearningGraphTest {

    private static final Operator ACT = new Operator("act", "Chooses.");
    private static final Operator MOVE = new Operator("move", "The game goes on.");
    private static final OptionalDouble FIRST = OptionalDouble.empty();
    private static final List<Feedback> SCORE_AND_NOTES = List.of(new Feedback.Score(), new Feedback.Notes());

    private static LearningGraph graph(Template template, int steps, Scope scope, Feedback... feedback) {
        OptionalInt horizon = steps == 0 ? OptionalInt.empty() : OptionalInt.of(steps);
        return new LearningGraph(template, new CreditHorizon(horizon, scope), List.of(feedback));
    }

    private static SequencedMap<String, Node<?>> arguments(Node<?>... nodes) {
        SequencedMap<String, Node<?>> arguments = new LinkedHashMap<>();
        for (Node<?> node : nodes) {
            arguments.put("a" + arguments.size(), node);
        }
        return arguments;
    }

    /** A game of so many steps: state s1 is given, action a_t = act(rule, s_t), state s_t+1 = move(s_t, a_t). */
    private static Run game(int steps, boolean fails) throws Exception {
        var trace = new Trace("item 9");
        Node<?> rule = trace.parameter("rule", "left", "");
        Node<?> state = trace.input("state", "s1", "");
        var moments = new ArrayList<Moment>();
        for (int t = 1; t <= steps; t++) {
            String next = "s" + (t + 1);
            Node<?> action = trace.op(ACT, arguments(rule, state), List.of(), () -> "left");
            boolean last = fails && t == steps;
            try {
                state = trace.op(MOVE, arguments(state, action), List.of(), () -> {
                    if (last) {
                        throw new IllegalStateException("fell off");
                    }
                    return next;
                });
            } catch (StoppedException e) {
                return Run.failed(9, moments, e.node());
            }
            moments.add(new Moment(state, t, t == 2 ? "a wall" : ""));
        }
        return new Run(9, moments, 0.5, Optional.of("right"), "s");
    }

    private static Run answer(long item, String value, double score) {
        var trace = new Trace("item " + item);
        Node<?> prompt = trace.parameter("prompt", "Think.", "");
        Node<?> question = trace.input("question", "q" + item, "");
        try {
            Node<?> made = trace.op(new Operator("ask", "Asks."), arguments(prompt, question), List.of(), () -> value);
            return new Run(item, List.of(new Moment(made, score, "note " + item)), score, Optional.of("yes"), value);
        } catch (StoppedException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> ids(List<? extends Node<?>> nodes) {
        return nodes.stream().<String>map(Node::id).toList();
    }

    @Test
    void oneRun_isItsOwnGraph() {
        var lesson = graph(Template.INTERACTIVE, 0, Scope.RUN, new Feedback.Score(), new Feedback.Reference())
                .lesson(List.of(answer(3, "no", 0.25)), List.of(0), FIRST);
        assertThat(lesson.summary().graph()).containsExactly("item 3/ask = ask(a0=prompt, a1=item 3/question)");
        assertThat(lesson.summary().feedback()).isEqualTo("Score: 0.25 of 1.\nExpected answer: yes");
        assertThat(lesson.figure()).isEqualTo(0.25);
    }

    @Test
    void batch_standsSideBySide_withLabelledOutputsAndFeedback() {
        var lesson = graph(Template.BATCH, 0, Scope.RUN, new Feedback.Score(), new Feedback.Notes())
                .lesson(
                        List.of(answer(3, "no", 0), answer(5, "yes\nID [0]: yes", 1), answer(8, "n", 0.5)),
                        List.of(0, 0, 0),
                        FIRST);
        var summary = lesson.summary();
        assertThat(summary.graph())
                .containsExactly(
                        "item 3/ask = ask(a0=prompt, a1=item 3/question)",
                        "item 5/ask = ask(a0=prompt, a1=item 5/question)",
                        "item 8/ask = ask(a0=prompt, a1=item 8/question)",
                        "batch = side_by_side(run0=item 3/ask, run1=item 5/ask, run2=item 8/ask)");
        assertThat(ids(summary.variables())).containsExactly("prompt");
        assertThat(ids(summary.inputs())).containsExactly("item 3/question", "item 5/question", "item 8/question");
        assertThat(ids(summary.outputs())).containsExactly("batch");
        assertThat(summary.outputs().getFirst().value())
                .as("further lines are indented: none can pass for another run's")
                .isEqualTo("ID [0]: no\nID [1]: yes\n  ID [0]: yes\nID [2]: n");
        assertThat(summary.feedback())
                .isEqualTo("ID [0]: Score: 0 of 1.\n  note 3\nID [1]: Score: 1 of 1.\n  note 5\n"
                        + "ID [2]: Score: 0.5 of 1.\n  note 8");
        assertThat(lesson.figure()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void oneItemTwice_isShownTwice() {
        Run run = answer(3, "no", 0);
        var summary = graph(Template.BATCH, 0, Scope.RUN)
                .lesson(List.of(run, run), List.of(0, 0), FIRST)
                .summary();
        assertThat(summary.graph())
                .hasSize(2)
                .last()
                .isEqualTo("batch = side_by_side(run0=item 3/ask, run1=item 3/ask)");
    }

    @Test
    void interactive_takesOneRun() {
        LearningGraph interactive = graph(Template.INTERACTIVE, 0, Scope.RUN);
        assertThatThrownBy(
                        () -> interactive.lesson(List.of(answer(1, "a", 1), answer(2, "b", 1)), List.of(0, 0), FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INTERACTIVE");
        assertThatThrownBy(() -> interactive.lesson(List.of(), List.of(), FIRST))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> interactive.lesson(List.of(answer(1, "a", 1)), List.of(), FIRST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wholeEpisode_isChained() throws Exception {
        var lesson = graph(Template.EPISODIC, 0, Scope.STEPS, new Feedback.Score(), new Feedback.Notes())
                .lesson(List.of(game(3, false)), List.of(0), FIRST);
        assertThat(lesson.summary().graph())
                .containsExactly(
                        "item 9/act = act(a0=rule, a1=item 9/state)",
                        "item 9/move = move(a0=item 9/state, a1=item 9/act)",
                        "item 9/act2 = act(a0=rule, a1=item 9/move)",
                        "item 9/move2 = move(a0=item 9/move, a1=item 9/act2)",
                        "item 9/act3 = act(a0=rule, a1=item 9/move2)",
                        "item 9/move3 = move(a0=item 9/move2, a1=item 9/act3)");
        assertThat(lesson.summary().feedback()).isEqualTo("Score: 0.5 of 1.\nStep 2: a wall");
        assertThat(lesson.figure()).isEqualTo(0.5);
    }

    @Test
    void window_keepsItsSteps_whatWasBeforeIsGiven() throws Exception {
        var summary = graph(Template.EPISODIC, 2, Scope.STEPS)
                .lesson(List.of(game(4, false)), List.of(1), FIRST)
                .summary();
        assertThat(summary.graph())
                .containsExactly(
                        "item 9/act2 = act(a0=rule, a1=item 9/move)",
                        "item 9/move2 = move(a0=item 9/move, a1=item 9/act2)",
                        "item 9/act3 = act(a0=rule, a1=item 9/move2)",
                        "item 9/move3 = move(a0=item 9/move2, a1=item 9/act3)");
        assertThat(ids(summary.inputs())).containsExactly("item 9/move");
        assertThat(ids(summary.outputs())).containsExactly("item 9/move3");
    }

    @Test
    void traceAndFeedback_haveTheirOwnHorizons() throws Exception {
        Run run = game(4, false);
        var steps = new LearningGraph(
                        Template.EPISODIC, new CreditHorizon(OptionalInt.of(2), Scope.STEPS), SCORE_AND_NOTES)
                .lesson(List.of(run), List.of(2), FIRST);
        var whole = new LearningGraph(
                        Template.EPISODIC, new CreditHorizon(OptionalInt.of(2), Scope.RUN), SCORE_AND_NOTES)
                .lesson(List.of(run), List.of(2), FIRST);
        assertThat(steps.summary().graph()).isEqualTo(whole.summary().graph());
        assertThat(steps.summary().feedback()).isEqualTo("Rewards of steps 3 to 4: 3, 4; in sum 7.");
        assertThat(steps.figure()).isEqualTo(7);
        assertThat(whole.summary().feedback()).isEqualTo("Score: 0.5 of 1.\nStep 2: a wall");
        assertThat(whole.figure()).isEqualTo(0.5);
        assertThat(steps.shown().getFirst().moments()).isEqualTo(run.moments().subList(2, 4));
    }

    @Test
    void failure_isTheTarget_andInEveryWindow() throws Exception {
        var lesson = graph(Template.EPISODIC, 1, Scope.STEPS).lesson(List.of(game(3, true)), List.of(0), FIRST);
        assertThat(lesson.summary().graph())
                .containsExactly(
                        "item 9/act3 = act(a0=rule, a1=item 9/move2)",
                        "item 9/move_error = move(a0=item 9/move2, a1=item 9/act3)");
        assertThat(lesson.summary().outputs().getFirst()).isInstanceOf(Node.Failure.class);
        assertThat(lesson.summary().feedback())
                .as("told although no feedback was asked for")
                .isEqualTo("The run stopped with an error: fell off");
    }

    @Test
    void stepsThatDoNotFollowFromEachOther_areAllTargets_whenEpisodic() {
        var moments = new ArrayList<>(answer(1, "a", 0).moments());
        moments.addAll(answer(2, "b", 1).moments());
        var run = new Run(1, moments, 0.5, Optional.empty(), "");
        var episodic = graph(Template.EPISODIC, 0, Scope.RUN).lesson(List.of(run), List.of(0), FIRST);
        assertThat(episodic.summary().graph())
                .hasSize(3)
                .last()
                .isEqualTo("steps/0 = steps(step0=item 1/ask, step1=item 2/ask)");
        var batch = graph(Template.BATCH, 0, Scope.RUN).lesson(List.of(run), List.of(0), FIRST);
        assertThat(ids(batch.summary().outputs())).containsExactly("item 2/ask");
    }

    @Test
    void outputOfTheWindow_isNotGiven_thoughAnEarlierStepHadIt() {
        Moment moment = answer(1, "a", 0).moments().getFirst();
        var run = new Run(1, List.of(moment, moment), 0, Optional.empty(), "");
        assertThat(graph(Template.EPISODIC, 1, Scope.RUN)
                        .lesson(List.of(run), List.of(1), FIRST)
                        .summary()
                        .graph())
                .containsExactly("item 1/ask = ask(a0=prompt, a1=item 1/question)");
    }

    @Test
    void starts_leaveEachWindowWhole_andReachAllOfThem() throws Exception {
        var runs = List.of(game(5, false), game(2, false), answer(1, "a", 1));
        LearningGraph graph = graph(Template.EPISODIC, 3, Scope.STEPS);
        var random = new SplittableRandom(6_002);
        var seen = new java.util.TreeSet<Integer>();
        for (int i = 0; i < 100; i++) {
            List<Integer> starts = graph.starts(runs, random);
            assertThat(starts).hasSize(3);
            assertThat(starts.subList(1, 3)).containsExactly(0, 0);
            seen.add(starts.getFirst());
        }
        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(graph.lesson(runs.subList(0, 1), List.of(99), FIRST))
                .as("too late a start is moved back")
                .isEqualTo(graph.lesson(runs.subList(0, 1), List.of(2), FIRST));
    }

    @Test
    void horizonWithoutSteps_isRefused() {
        assertThatThrownBy(() -> new CreditHorizon(OptionalInt.of(0), Scope.RUN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    @Test
    void stagedWords_goByTheScore() {
        var staged = new Feedback.Staged(
                List.of(new Feedback.Stage(0.5, "Far off."), new Feedback.Stage(0.8, "Nearly.")), "Well done.");
        LearningGraph graph = graph(Template.INTERACTIVE, 0, Scope.RUN, staged);
        for (var it : java.util.Map.of(0.0, "Far off.", 0.5, "Nearly.", 0.8, "Well done.", 1.0, "Well done.")
                .entrySet()) {
            assertThat(graph.lesson(List.of(answer(1, "a", it.getKey())), List.of(0), FIRST)
                            .summary()
                            .feedback())
                    .isEqualTo(it.getValue());
        }
    }

    @Test
    void improvement_isSaidAgainstTheRoundBefore_onceForTheBatch() {
        LearningGraph graph = graph(Template.BATCH, 0, Scope.RUN, new Feedback.Improvement());
        List<Run> runs = List.of(answer(1, "a", 1), answer(2, "b", 0.5));
        assertThat(graph.lesson(runs, List.of(0, 0), OptionalDouble.of(0.5))
                        .summary()
                        .feedback())
                .isEqualTo("ID [0]: \nID [1]: \nImproved since the round before: 0.5, now 0.75.");
        assertThat(graph.lesson(runs.subList(0, 1), List.of(0), OptionalDouble.of(1))
                        .summary()
                        .feedback())
                .isEqualTo("Unchanged since the round before: 1, now 1.");
        assertThat(graph.lesson(runs.subList(1, 2), List.of(0), OptionalDouble.of(1))
                        .summary()
                        .feedback())
                .isEqualTo("Got worse since the round before: 1, now 0.5.");
        assertThat(graph.lesson(runs.subList(1, 2), List.of(0), FIRST).summary().feedback())
                .isEmpty();
    }

    @Test
    void reference_isToldOnlyWhereSomethingIsMissing() {
        LearningGraph graph = graph(Template.INTERACTIVE, 0, Scope.RUN, new Feedback.Reference());
        assertThat(graph.lesson(List.of(answer(1, "yes", 1)), List.of(0), FIRST)
                        .summary()
                        .feedback())
                .isEmpty();
        assertThat(graph.lesson(List.of(answer(1, "no", 0)), List.of(0), FIRST)
                        .summary()
                        .feedback())
                .isEqualTo("Expected answer: yes");
    }
}
