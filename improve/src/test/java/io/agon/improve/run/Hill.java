package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.Trace;
import io.agon.policy.Turn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Numbers that are to come near to others. Items weigh them differently, and scores are noisy: {@code 1 - distance}
 * plus noise, within [0, 1].
 *
 * @param noise standard deviation of a score
 */
record Hill(Items items, List<Integer> peak, double noise) implements Task {

    private static final Operator MEASURED = new Operator("measured", "How near the numbers are.");

    /** Four numbers from the foot of the hill. */
    static Artifact foot() {
        return at(0, 0, 0, 0);
    }

    static Artifact at(Integer... numbers) {
        return new Artifact(List.of(new Component(
                "numbers", Component.Kind.CONFIG, "", "whole numbers", "from 0 to 9", words(Arrays.asList(numbers)))));
    }

    static Hill of(Items items, double noise) {
        return new Hill(items, List.of(3, 1, 4, 1), noise);
    }

    static Items finite(int training) {
        return Items.of(numbers(0, training), numbers(1000, 1010), numbers(2000, 2050), numbers(3000, 3100));
    }

    static List<Long> numbers(int from, int to) {
        return java.util.stream.LongStream.range(from, to).boxed().toList();
    }

    @Override
    public String description() {
        return "climb a hill";
    }

    @Override
    public String objective() {
        return "Find the peak.";
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws Exception {
        var trace = new Trace("item " + item);
        var numbers = artifact.component("numbers").node();
        double noisy = score(artifact, item) + noise * turn.random().nextGaussian();
        double score = Math.clamp(noisy, 0, 1);
        var output = trace.op(MEASURED, Trace.arguments("numbers", numbers), List.of(), () -> score);
        return new Run(item, List.of(new Moment(output, score, "")), score, Optional.empty(), numbers.value());
    }

    /** Without noise. */
    double score(Artifact artifact, long item) {
        List<Integer> numbers = read(artifact);
        double distance = 0;
        for (int i = 0; i < peak.size(); i++) {
            double weight = (item % peak.size()) == i ? 2 : 1;
            distance += weight * Math.abs(numbers.get(i) - peak.get(i));
        }
        return Math.max(0, 1 - distance / 40);
    }

    @Override
    public Optional<String> refusal(Component component, String body) {
        return body.matches("\\d( \\d)*") ? Optional.empty() : Optional.of("numbers are digits");
    }

    /** Adds or takes one from one number. */
    static Optimizer climber() {
        return (problem, turn) ->
                step(problem, turn.random().nextInt(4), turn.random().nextBoolean() ? 1 : -1);
    }

    static Proposal step(Problem problem, int which, int by) {
        var numbers = new java.util.ArrayList<>(read(problem.artifact()));
        numbers.set(which, Math.clamp(numbers.get(which) + by, 0, 9));
        return Proposal.of(Map.of("numbers", words(numbers)), "moved " + which);
    }

    static List<Integer> read(Artifact artifact) {
        return Arrays.stream(artifact.body("numbers").split(" "))
                .map(Integer::valueOf)
                .toList();
    }

    static String words(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
