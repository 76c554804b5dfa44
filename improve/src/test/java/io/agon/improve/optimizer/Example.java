package io.agon.improve.optimizer;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Component.Kind;
import io.agon.improve.LearningGraph;
import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.Moment;
import io.agon.improve.Problem;
import io.agon.improve.Problem.Remembered;
import io.agon.improve.Problem.Scored;
import io.agon.improve.Run;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.Trace;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * An artifact of a prompt, code and a fixed style, run on questions: reply = ask(prompt, style, question), then read.
 */
final class Example {

    static final Artifact ARTIFACT = new Artifact(List.of(
            new Component("prompt", Kind.PROMPT, "", "Asks the model.", "At most 50 words.", "Think."),
            new Component("read", Kind.CODE, "read(reply)", "Finds the answer.", "", "read(reply) = last(reply)"),
            new Component("style", Kind.CONFIG, "", "How to speak.", "", "formal")));

    static final List<String> EDITABLE = List.of("prompt", "read");

    private Example() {}

    static Run run(long item, String question, String reply) throws Exception {
        var trace = new Trace("item " + item);
        SequencedMap<String, Node<?>> inputs = new LinkedHashMap<>();
        inputs.put("prompt", ARTIFACT.component("prompt").node());
        inputs.put("style", ARTIFACT.component("style").node());
        inputs.put("question", trace.input("question", question, "asked by a user"));
        Node<?> said = trace.op(new Operator("ask", "Asks a model."), inputs, List.of(), () -> reply);
        Node<?> answer = trace.op(
                new Operator("find", "Finds the answer in a reply."),
                Trace.arguments("reply", said),
                List.of(ARTIFACT.component("read").node()),
                () -> reply.substring(reply.length() - 1));
        return new Run(item, List.of(new Moment(answer, 0, "")), 0, Optional.of("4"), "");
    }

    static Problem problem(List<Remembered> memory, List<Scored> history, Run... runs) {
        var graph = new LearningGraph(
                Template.BATCH,
                new CreditHorizon(OptionalInt.empty(), Scope.RUN),
                List.of(new Feedback.Score(), new Feedback.Reference()));
        List<Integer> starts = java.util.Collections.nCopies(runs.length, 0);
        var lesson = graph.lesson(List.of(runs), starts, OptionalDouble.empty());
        return new Problem(
                7, "Answer questions.", ARTIFACT, EDITABLE, lesson.summary(), lesson.shown(), memory, history);
    }

    static Problem problem() throws Exception {
        return problem(List.of(), List.of(), run(1, "2+2?", "It is 5"));
    }

    /** An answer in tags. */
    static String answer(String... namesAndValues) {
        var text = new StringBuilder("<reasoning>\nbecause\n</reasoning>\n");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append("<variable>\n<name>%s</name>\n<value>\n%s\n</value>\n</variable>\n"
                    .formatted(namesAndValues[i], namesAndValues[i + 1]));
        }
        return text.toString();
    }

    /** A model whose replies are a function of the step, which remembers what it was asked. */
    static final class Scripted implements OptimizerModel {

        final Map<String, List<Message>> asked = new LinkedHashMap<>();
        private final Function<String, String> script;

        Scripted(Function<String, String> script) {
            this.script = script;
        }

        Scripted(String reply) {
            this(step -> reply);
        }

        List<String> steps() {
            return new ArrayList<>(asked.keySet());
        }

        /** What the user said at a step. */
        String said(String step) {
            return asked.getOrDefault(step, List.of()).getLast().text();
        }

        @Override
        public String reply(List<Message> messages, String step, Turn turn) {
            if (asked.put(step, messages) != null) {
                throw new AssertionError("The step '%s' was asked twice.".formatted(step));
            }
            return script.apply(step);
        }
    }

    /** A turn that nobody needs: all is scripted. */
    static final Turn NO_TURN = new Turn() {
        @Override
        public RandomGenerator random() {
            throw new AssertionError("nothing is random");
        }

        @Override
        public <T> T ask(
                io.agon.model.Endpoint endpoint, io.agon.model.Request request, String step, Reading<T> reading)
                throws ModelException {
            throw new AssertionError("nobody is asked");
        }

        @Override
        public void spend(double usd) {
            throw new AssertionError("nothing is spent");
        }
    };
}
