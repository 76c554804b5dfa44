package io.agon.improve.world;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.Supply;
import io.agon.improve.Task;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import io.agon.policy.Turn;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A mixture of latent rules: each question needs one of them, and is answered rightly when the prompt has that rule in
 * general, or has learned this very question by heart. A run shows the question, the rule that it needs and whether the
 * answer is right.
 *
 * @param rules how many; each is needed by the same share of questions
 * @param training questions that are seen in training
 */
record RuleMixture(String name, int rules, int training) implements Task {

    /** The prompt has this rule. */
    static final String GENERAL = "general";

    /** The prompt has nothing on this rule. */
    static final String NONE = "unknown";

    private static final Operator ANSWER =
            new Operator("answer", "Answers the question by the rules of the prompt; says whether that is right.");

    /** An answer. */
    record Answer(String rule, long question, boolean right) {
        @Override
        public String toString() {
            return "question %d, which needs %s, is answered %s"
                    .formatted(question, rule, right ? "rightly" : "wrongly");
        }
    }

    /** What a prompt says when it has learned one question by heart. */
    static String byHeart(long question) {
        return "only question " + question;
    }

    private List<String> names() {
        return IntStream.rangeClosed(1, rules).mapToObj(it -> "rule " + it).toList();
    }

    /** A prompt without rules. */
    Artifact start() {
        return new Artifact(List.of(new Component(
                "prompt",
                Component.Kind.PROMPT,
                "",
                "What is known of each rule.",
                "one line each: '%s', '%s' or '%s'".formatted(NONE, GENERAL, byHeart(0)),
                Table.filled(names(), NONE).toString())));
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public String objective() {
        return "Answer questions of every kind rightly.";
    }

    @Override
    public Items items() {
        return new Items(
                new Supply.Finite(LongStream.range(0, training).boxed().toList()),
                new Supply.Endless("validation"),
                new Supply.Endless("acceptance"),
                new Supply.Endless("fresh"));
    }

    @Override
    public Optional<String> refusal(Component component, String body) {
        Table prompt = Table.read(body);
        return prompt.refusal(
                new LinkedHashSet<>(names()),
                prompt.lines().values().stream()
                        .filter(it -> it.equals(NONE) || it.equals(GENERAL) || it.matches("only question \\d{1,18}"))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws StoppedException, InterruptedException {
        var trace = new Trace("item " + item);
        Component prompt = artifact.component("prompt");
        var inputs = new LinkedHashMap<String, Node<?>>();
        inputs.put("prompt", trace.parameter("prompt", prompt.body(), prompt.constraint()));
        inputs.put("question", trace.input("question", item, "what is asked"));
        String rule = names().get((int) (item % rules));
        String known = Table.read(prompt.body()).get(rule);
        boolean right = known.equals(GENERAL) || known.equals(byHeart(item));
        Node<Answer> answer = trace.op(ANSWER, inputs, List.of(), () -> new Answer(rule, item, right));
        double score = right ? 1 : 0;
        return new Run(
                item,
                List.of(new Moment(answer, score, "")),
                score,
                Optional.of("by " + rule),
                answer.value().toString());
    }

    /** The share of rules that the prompt has: questions that were learned by heart are none of many. */
    double truth(Artifact artifact) {
        Table prompt = Table.read(artifact.body("prompt"));
        return names().stream()
                .mapToDouble(it -> prompt.get(it).equals(GENERAL) ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
