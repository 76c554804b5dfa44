package io.agon.improve.world;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import io.agon.policy.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Texts that differ in a level and a version. The mean score is {@code base + gain * level}, held within what the noise
 * leaves of [0, 1]; the version means nothing. A score is the mean plus an error that is uniform on [-noise, noise].
 *
 * @param base mean score of level 0
 * @param gain of each level, at least 0
 * @param noise greatest error of a score, at most 0.5
 */
record Versions(String name, double base, double gain, double noise) implements Task {

    private static final Operator SCORED = new Operator("scored", "The score of the text, measured with an error.");

    /** Level 0, version 0. */
    static Artifact start() {
        return new Artifact(List.of(new Component(
                "text",
                Component.Kind.PROMPT,
                "",
                "A text of a level and a version.",
                "two lines: 'level: number' and 'version: number'",
                text(0, 0))));
    }

    private static String text(int level, long version) {
        return "level: %d\nversion: %d".formatted(level, version);
    }

    private static int level(Artifact artifact) {
        return Integer.parseInt(Table.read(artifact.body("text")).get("level"));
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public String objective() {
        return "Reach a high score.";
    }

    @Override
    public Items items() {
        return Items.endless();
    }

    @Override
    public Optional<String> refusal(Component component, String body) {
        return body.matches("level: -?\\d{1,9}\\nversion: \\d{1,18}")
                ? Optional.empty()
                : Optional.of("needs two lines, 'level: number' and 'version: number'");
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws StoppedException, InterruptedException {
        var trace = new Trace("item " + item);
        Component text = artifact.component("text");
        var inputs = new LinkedHashMap<String, Node<?>>();
        inputs.put("text", trace.parameter("text", text.body(), text.constraint()));
        double score = Math.clamp(truth(artifact) + noise * (2 * turn.random().nextDouble() - 1), 0, 1);
        Node<Double> scored = trace.op(SCORED, inputs, List.of(), () -> score);
        return new Run(item, List.of(new Moment(scored, score, "")), score, Optional.empty(), "");
    }

    /** The mean score. */
    double truth(Artifact artifact) {
        return Math.clamp(base + gain * level(artifact), noise, 1 - noise);
    }

    /**
     * Writes a new version, whatever it sees: one level higher with probability {@code better}, one lower with
     * probability {@code worse}.
     */
    record Editor(double better, double worse) implements Optimizer {
        @Override
        public Proposal propose(Problem problem, Turn turn) {
            RandomGenerator random = turn.random();
            double luck = random.nextDouble();
            int step = luck < better ? 1 : luck < better + worse ? -1 : 0;
            return Proposal.of(
                    Map.of("text", text(level(problem.artifact()) + step, random.nextLong(1, 1_000_000_000_000L))),
                    "a new version");
        }
    }
}
