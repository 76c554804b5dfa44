package io.agon.cli;

import io.agon.lab.LinearInstance;
import io.agon.lab.Rules;
import io.agon.lab.Simulation;
import io.agon.limit.CharacteristicTime;
import io.agon.preference.PreferenceMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is needed when preferences follow the linear Bradley-Terry model, beside what is needed without it.
 *
 * @param console to print on
 * @param instance the model
 * @param matrix its win probabilities
 * @param delta error probability, in (0, 1/2)
 */
record LinearPlan(Console console, LinearInstance instance, PreferenceMatrix matrix, double delta) {

    private static final int MANY_POLICIES = 300;
    private static final int MOST_ROWS = 20;

    /** Smaller shares are not worth a line. */
    private static final double LEAST_SHARE = 0.0005;

    /** Prints it, as words or as a document. */
    void print() throws InterruptedException {
        CharacteristicTime time = time(console, instance);
        double limit = time.expectedComparisons(delta);
        console.document(Json.fields()
                .with("space", "linear")
                .with("winner", name(time.winner()))
                .with("characteristicTime", time.value())
                .with("limit", limit)
                .with(
                        "proportions",
                        time.proportions().stream()
                                .map(p -> Json.fields()
                                        .with("first", name(p.first()))
                                        .with("second", name(p.second()))
                                        .with("weight", p.weight()))
                                .toList())
                .with("gap", time.gap())
                .toString());
        if (!console.json()) {
            words(time, limit);
        }
    }

    /** What is needed, after a word of patience where that takes a while to find out. */
    static CharacteristicTime time(Console console, LinearInstance instance) {
        if (instance.names().size() > MANY_POLICIES) {
            console.note("working out what %,d policies need; that may take minutes"
                    .formatted(instance.names().size()));
        }
        return instance.characteristicTime();
    }

    private void words(CharacteristicTime time, double limit) throws InterruptedException {
        double without = CharacteristicTime.unstructured(matrix).orElseThrow().expectedComparisons(delta);
        console.line(
                "%,d policies, %s, best: %s".formatted(matrix.size(), shared(), Console.harmless(name(time.winner()))));
        console.line("T* = %s comparisons a nat; limit at delta %s: %s comparisons on average, whatever the procedure%s"
                .formatted(
                        PlanCommand.number(time.value()),
                        delta,
                        PlanCommand.number(limit),
                        time.gap() < 0.0005
                                ? ""
                                : String.format(Locale.ROOT, " (certified within %.1f %%)", 100 * time.gap())));
        console.line("without the model: %s comparisons; what the policies share saves %.0f %% of them"
                .formatted(PlanCommand.number(without), 100 * (1 - limit / without)));
        console.line(PlanCommand.expected(
                Simulation.of(matrix, Simulation.Truth.of(time, delta), delta, PlanCommand.REPLICATIONS, 1),
                Rules.entrant(
                        Rules.DEFAULT, Optional.empty(), OptionalDouble.empty(), Optional.of(instance.features())),
                limit));
        console.line("");
        console.line("The best way to spend them:");
        console.line("");
        var table = new TextTable(List.of(0, 1), "policy", "against", "wins with", "share");
        List<CharacteristicTime.Proportion> proportions = time.proportions().stream()
                .filter(p -> p.weight() >= LEAST_SHARE)
                .sorted(Comparator.comparingDouble(CharacteristicTime.Proportion::weight)
                        .reversed())
                .toList();
        proportions.stream().limit(MOST_ROWS).forEach(p -> {
            boolean inOrder = instance.probability(p.first(), p.second()) >= 0.5;
            int stronger = inOrder ? p.first() : p.second();
            int weaker = inOrder ? p.second() : p.first();
            table.row(
                    Console.harmless(name(stronger)),
                    Console.harmless(name(weaker)),
                    String.format(Locale.ROOT, "%.3f", instance.probability(stronger, weaker)),
                    String.format(Locale.ROOT, "%.1f %%", 100 * p.weight()));
        });
        List<String> lines = table.lines();
        console.line(console.styled(Console.Style.STRONG, lines.getFirst()));
        lines.stream().skip(1).forEach(console::line);
        if (proportions.size() > MOST_ROWS) {
            double rest = proportions.stream()
                    .skip(MOST_ROWS)
                    .mapToDouble(CharacteristicTime.Proportion::weight)
                    .sum();
            console.line(String.format(
                    Locale.ROOT,
                    "... and %,d more pairs with %.1f %%; --json has all",
                    proportions.size() - MOST_ROWS,
                    100 * rest));
        }
    }

    private String shared() {
        int count = instance.features()
                .factors()
                .map(factors -> factors.size())
                .orElse(instance.features().dimension());
        String what = instance.features().factors().isPresent() ? "factor" : "feature";
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    private String name(int policy) {
        return instance.names().get(policy);
    }
}
