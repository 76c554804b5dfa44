package io.agon.improve.world;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Decisions with six options each: of format a or b, numbered 1 to 3. The start is a1 everywhere, which is worth 0.2,
 * as is every option that is not said to be worth more.
 *
 * <ul>
 *   <li>Separable: one option of each decision is worth 1, whatever the others are.
 *   <li>Coupled: decisions work in pairs, and two of different formats are worth 0. One number of each decision is
 *       worth 1 in format b, but only 0.4 in format a.
 * </ul>
 *
 * <p>As one component all decisions stand in one text. As many components each has its own; where the landscape is
 * coupled, the format is its interface, which an edit must keep, as a function keeps its signature.
 *
 * @param decisions a pair is two that follow each other; even, at least 2
 * @param noise standard deviation of what is seen of a decision's worth
 * @param seed of what is worth how much
 */
record Landscape(String name, boolean coupled, boolean many, int decisions, double noise, long seed) implements Task {

    /** All options of a decision. */
    static final List<String> OPTIONS = List.of("a1", "a2", "a3", "b1", "b2", "b3");

    private static final String PLAN = "plan";
    private static final double POOR = 0.2;
    private static final double LOCAL = 0.4;
    private static final Operator WORTH =
            new Operator("worth", "What a decision is worth, measured with an error, and what it must fit.");
    private static final Operator MEAN = new Operator("mean", "The mean worth of all decisions.");

    /**
     * What is seen of a decision.
     *
     * @param partner that it must fit; empty when there is none
     */
    record Worth(String decision, Optional<String> partner, double value) {
        @Override
        public String toString() {
            return "%s is worth %.2f%s"
                    .formatted(
                            decision,
                            value,
                            partner.map(it -> ", must fit " + it).orElse(""));
        }
    }

    private List<String> keys() {
        return IntStream.rangeClosed(1, decisions).mapToObj(it -> "d" + it).toList();
    }

    /** All decisions at a1. */
    Artifact start() {
        Table all = Table.filled(keys(), OPTIONS.getFirst());
        if (!many) {
            return new Artifact(List.of(new Component(
                    PLAN,
                    Component.Kind.CONFIG,
                    "",
                    "All decisions.",
                    "one line 'decision: option' each; options are " + String.join(", ", OPTIONS),
                    all.toString())));
        }
        return new Artifact(keys().stream()
                .map(it -> new Component(
                        it,
                        Component.Kind.CONFIG,
                        coupled ? "format a" : "",
                        "One decision.",
                        "one of " + String.join(", ", OPTIONS),
                        OPTIONS.getFirst()))
                .toList());
    }

    /** The decisions of an artifact, however it is divided. */
    static Table read(Artifact artifact) {
        if (artifact.components().getFirst().name().equals(PLAN)) {
            return Table.read(artifact.body(PLAN));
        }
        var lines = new LinkedHashMap<String, String>();
        artifact.components().forEach(it -> lines.put(it.name(), it.body().strip()));
        return new Table(lines);
    }

    /** The options that a component of one decision may have: those of its interface. */
    static List<String> fitting(Component component) {
        String format = component.signature().replace("format ", "");
        return OPTIONS.stream().filter(it -> it.startsWith(format)).toList();
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public String objective() {
        return "Make every decision worth as much as possible.";
    }

    @Override
    public Items items() {
        return Items.endless();
    }

    @Override
    public Optional<String> refusal(Component component, String body) {
        if (component.name().equals(PLAN)) {
            return Table.read(body).refusal(new LinkedHashSet<>(keys()), new LinkedHashSet<>(OPTIONS));
        }
        List<String> fitting = fitting(component);
        return fitting.contains(body.strip())
                ? Optional.empty()
                : Optional.of("must be one of %s to keep its interface".formatted(String.join(", ", fitting)));
    }

    private double worth(Table plan, List<String> best, int decision) {
        String own = plan.get(keys().get(decision));
        String right = best.get(decision);
        if (!coupled) {
            return own.equals(right) ? 1 : POOR;
        }
        char format = own.charAt(0);
        if (plan.get(keys().get(decision ^ 1)).charAt(0) != format) {
            return 0;
        }
        if (own.charAt(1) != right.charAt(1)) {
            return POOR;
        }
        return format == 'b' ? 1 : LOCAL;
    }

    /** The best options, never numbered 1. */
    private List<String> best() {
        RandomGenerator random = Randomness.of(seed, "landscape").stream(0);
        return IntStream.range(0, decisions)
                .mapToObj(it -> (coupled || random.nextBoolean() ? "b" : "a") + random.nextInt(2, 4))
                .toList();
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws StoppedException, InterruptedException {
        var trace = new Trace("item " + item);
        Table plan = read(artifact);
        List<String> best = best();
        var worths = new LinkedHashMap<String, Node<?>>();
        var values = new ArrayList<Double>();
        for (int i = 0; i < decisions; i++) {
            int decision = i;
            String key = keys().get(i);
            Optional<String> partner = coupled ? Optional.of(keys().get(i ^ 1)) : Optional.empty();
            double seen = worth(plan, best, decision) + noise * turn.random().nextGaussian();
            worths.put(
                    key,
                    trace.op(
                            WORTH,
                            parameters(trace, artifact, key, partner),
                            List.of(),
                            () -> new Worth(key, partner, seen)));
            values.add(seen);
        }
        double score =
                Math.clamp(values.stream().mapToDouble(it -> it).average().orElseThrow(), 0, 1);
        Node<Double> mean = trace.op(MEAN, worths, List.of(), () -> score);
        return new Run(item, List.of(new Moment(mean, score, "")), score, Optional.empty(), "");
    }

    private static LinkedHashMap<String, Node<?>> parameters(
            Trace trace, Artifact artifact, String key, Optional<String> partner) {
        var inputs = new LinkedHashMap<String, Node<?>>();
        boolean one = artifact.components().getFirst().name().equals(PLAN);
        for (String name :
                one ? List.of(PLAN) : partner.map(it -> List.of(key, it)).orElse(List.of(key))) {
            Component it = artifact.component(name);
            inputs.put(name, trace.parameter(name, it.body(), it.constraint()));
        }
        return inputs;
    }

    /** The mean worth, without noise. */
    double truth(Artifact artifact) {
        Table plan = read(artifact);
        List<String> best = best();
        return IntStream.range(0, decisions)
                .mapToDouble(it -> worth(plan, best, it))
                .average()
                .orElseThrow();
    }
}
