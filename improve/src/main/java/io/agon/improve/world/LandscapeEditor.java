package io.agon.improve.world;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.groupingBy;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.world.Landscape.Worth;
import io.agon.policy.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Tries another option for the decision that is seen to be worth least, each with the same probability, unless that is
 * good enough.
 *
 * <ul>
 *   <li>Where the decision has its own text, that text alone is changed, to an option that keeps its interface.
 *   <li>Where all stand in one text, the text is written anew: the partner gets a fitting option if it no longer fits,
 *       and every other decision comes out as another option by mistake with probability {@code slip}.
 * </ul>
 *
 * @param slip probability that a decision which is only copied comes out wrong
 * @param enough worth that is good enough
 */
record LandscapeEditor(double slip, double enough) implements Optimizer {

    @Override
    public Proposal propose(Problem problem, Turn turn) {
        List<Worth> seen =
                Shown.made(problem, Worth.class).stream().flatMap(List::stream).toList();
        Map<String, Double> means =
                seen.stream().collect(groupingBy(Worth::decision, TreeMap::new, averagingDouble(Worth::value)));
        Optional<Map.Entry<String, Double>> worst = means.entrySet().stream().min(Map.Entry.comparingByValue());
        if (worst.isEmpty() || worst.get().getValue() >= enough) {
            return Proposal.none("every decision that is shown is good enough", "");
        }
        String decision = worst.get().getKey();
        Optional<String> partner = seen.stream()
                .filter(it -> it.decision().equals(decision))
                .findFirst()
                .flatMap(Worth::partner);
        Artifact artifact = problem.artifact();
        String why =
                "%s is worth %.2f, the least".formatted(decision, worst.get().getValue());
        Component first = artifact.components().getFirst();
        return artifact.components().stream()
                .filter(it -> it.name().equals(decision))
                .findFirst()
                .map(it -> Proposal.of(
                        Map.of(
                                decision,
                                another(Landscape.fitting(it), it.body().strip(), turn.random())),
                        why))
                .orElseGet(() -> Proposal.of(
                        Map.of(first.name(), anew(Table.read(first.body()), decision, partner, turn.random())), why));
    }

    private String anew(Table plan, String decision, Optional<String> partner, RandomGenerator random) {
        String option = another(Landscape.OPTIONS, plan.get(decision), random);
        Table edited = plan.with(decision, option);
        boolean fits =
                partner.map(it -> plan.get(it).charAt(0) == option.charAt(0)).orElse(true);
        if (!fits) {
            String format = option.substring(0, 1);
            edited = edited.with(
                    partner.orElseThrow(),
                    another(
                            Landscape.OPTIONS.stream()
                                    .filter(it -> it.startsWith(format))
                                    .toList(),
                            "",
                            random));
        }
        for (String other : plan.lines().sequencedKeySet()) {
            boolean copied = !other.equals(decision) && (fits || !partner.equals(Optional.of(other)));
            if (copied && random.nextDouble() < slip) {
                edited = edited.with(other, another(Landscape.OPTIONS, plan.get(other), random));
            }
        }
        return edited.toString();
    }

    private static String another(List<String> options, String than, RandomGenerator random) {
        List<String> others = options.stream().filter(it -> !it.equals(than)).toList();
        return others.get(random.nextInt(others.size()));
    }
}
