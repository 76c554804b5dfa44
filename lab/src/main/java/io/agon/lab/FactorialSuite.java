package io.agon.lab;

import static io.agon.lab.Table.format;

import io.agon.config.Settings.Space;
import io.agon.structured.FeatureSpace;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Recorded policies that are made of factors: what it brings to suppose that their strengths add up, and what it costs.
 */
final class FactorialSuite {

    /** Comparisons after which an experiment is given up, unless the options say otherwise. */
    private static final long CAP = 200_000;

    /** Policies up to which rules take part that solve a program of all pairs again and again. */
    private static final int FEW = 32;

    private final Suites.Options options;
    private final Simulation.Listener listener;

    FactorialSuite(Suites.Options options, Simulation.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    private static List<Contender> contenders(FactorialInstance instance) {
        FeatureSpace features = instance.features();
        return Stream.of(
                        Contender.of("agon", Space.UNSTRUCTURED, features),
                        Contender.of("agon", Space.AUTO, features),
                        Contender.of("agon", Space.LINEAR, features),
                        Contender.of("llm-po", Space.LINEAR, features))
                .filter(contender -> !contender.slow() || features.policies() <= FEW)
                .toList();
    }

    String markdown() throws BadMatrixException, InterruptedException {
        List<FactorialInstance> instances = FactorialInstance.all(options.data());
        var worlds =
                new Table(List.of("data", "policies", "levels", "limit", "misfit", "best", "best if they added up"));
        var runs = new Table(List.of(
                "data", "rule", "space", "mean", "median", "× limit", "errors", "undecided", "claimed most often"));
        for (FactorialInstance instance : instances) {
            var time = instance.time();
            double limit = time.expectedComparisons(options.delta());
            Additivity additive = Additivity.of(instance.decisive(), instance.shares(), instance.features());
            worlds.row(List.of(
                    instance.name(),
                    Integer.toString(instance.factors().policies()),
                    String.join(
                            " x ",
                            instance.factors().levels().stream()
                                    .map(levels -> Integer.toString(levels.size()))
                                    .toList()),
                    format("%,.0f", limit),
                    format("%.2f", additive.misfit()),
                    name(instance, time.winner()),
                    name(instance, additive.best())));
            for (Contender contender : contenders(instance)) {
                Summary summary = simulation(instance)
                        .run(
                                contender.entrant(),
                                (rule, done, of) -> listener.done(
                                        instance.name() + ", " + rule + ", " + contender.spaceName(), done, of));
                var ratios = new Ratios();
                ratios.add(summary, limit);
                runs.row(List.of(
                        instance.name(),
                        contender.rule(),
                        contender.spaceName(),
                        format("%,.0f", summary.mean()),
                        format("%,.0f", summary.median()),
                        ratios.lastWithError(),
                        format("%d of %,d", summary.errors(), options.replications()),
                        summary.undecided() == 0 ? "-" : Long.toString(summary.undecided()),
                        summary.claims().entrySet().stream()
                                .findFirst()
                                .map(Map.Entry::getKey)
                                .orElse("-")
                                .replace(" | ", " + ")));
            }
        }
        String note = options.data().isPresent() ? "" : "\n" + FactorialInstance.leftOut();
        return worlds.markdown() + "\n" + runs.markdown() + note;
    }

    /** A bar would end the cell of the table. */
    private static String name(FactorialInstance instance, int policy) {
        return instance.decisive().names().get(policy).replace(" | ", " + ");
    }

    private Simulation simulation(FactorialInstance instance) {
        Simulation simulation = Simulation.of(
                        instance.means(),
                        Simulation.Truth.of(instance.time(), options.delta()),
                        options.delta(),
                        options.replications(),
                        options.seed())
                .in(instance.world())
                .cappedAt(CAP);
        return options.applied(simulation);
    }
}
