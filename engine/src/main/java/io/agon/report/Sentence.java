package io.agon.report;

import io.agon.config.Settings;
import io.agon.experiment.RunResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What a run claims, as one sentence. */
final class Sentence {

    private static final int MOST_NAMES = 8;

    private Sentence() {}

    static String of(RunResult result) {
        String confidence = percent(result.confidence());
        return switch (result.claim()) {
            case WINNER ->
                "the best is %s   (%s, valid whenever you look%s)"
                        .formatted(best(result), confidence, supposing(result));
            case GOOD_ENOUGH ->
                "%s is good enough: it loses to the best by less than %s   (%s%s)"
                        .formatted(best(result), points(result.margin()), confidence, supposing(result));
            case NO_WINNER -> noWinner(result, confidence);
            case UNDECIDED ->
                "the best is %s   (%s, valid whenever you look%s)"
                        .formatted(possible(result), confidence, supposing(result));
            case NONE -> "no claim: too many comparisons failed";
        };
    }

    private static String possible(RunResult result) {
        List<String> possible = result.possible();
        return possible.size() <= MOST_NAMES + 1
                ? or(possible)
                : "one of %s%,d policies"
                        .formatted(
                                possible.size() == result.standings().size()
                                        ? "the "
                                        : "%,d of the ".formatted(possible.size()),
                                result.standings().size());
    }

    private static String noWinner(RunResult result, String confidence) {
        if (result.separated()) {
            return "%s: no overall best at %s".formatted(cycle(result.cycle()), confidence);
        }
        Double gap = result.gap();
        return "no policy beats all others%s: no overall best at %s%s"
                .formatted(
                        gap == null ? "" : " by at least " + points(gap),
                        confidence,
                        result.cycle().isEmpty() ? "" : "; it looks as if " + cycle(result.cycle()));
    }

    /** Whether the claim supposes a model of preferences. */
    static boolean byModel(RunResult result) {
        return switch (Settings.Space.named(result.space()).orElse(Settings.Space.AUTO)) {
            case AUTO, UNSTRUCTURED -> false;
            case BRADLEY_TERRY, LINEAR -> true;
        };
    }

    /** What a told gap, or a model, makes of a claim. */
    private static String supposing(RunResult result) {
        Double gap = result.gap();
        String model = switch (Settings.Space.named(result.space()).orElse(Settings.Space.AUTO)) {
            case AUTO, UNSTRUCTURED -> "";
            case BRADLEY_TERRY -> ", if preferences follow strengths";
            case LINEAR ->
                result.factors().isEmpty()
                        ? ", if strengths are linear in the features"
                        : ", if strengths add up over the factors";
        };
        return (gap == null ? "" : ", if the best beats every other by at least " + points(gap)) + model;
    }

    private static String points(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " points";
    }

    static String percent(double confidence) {
        return BigDecimal.valueOf(confidence)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    private static String best(RunResult result) {
        String best = result.best();
        return best == null ? "?" : PlainText.of(best);
    }

    /** {@code A beats B, B beats C, C beats A}. */
    private static String cycle(List<String> cycle) {
        var steps = new java.util.ArrayList<String>();
        for (int i = 0; i < cycle.size(); i++) {
            steps.add("%s beats %s"
                    .formatted(PlainText.of(cycle.get(i)), PlainText.of(cycle.get((i + 1) % cycle.size()))));
        }
        return String.join(", ", steps);
    }

    /** {@code A, B or C}; of many names the first few. */
    static String or(List<String> names) {
        if (names.size() > MOST_NAMES + 1) {
            return names.stream().limit(MOST_NAMES).map(PlainText::of).collect(Collectors.joining(", "))
                    + " or one of %,d more".formatted(names.size() - MOST_NAMES);
        }
        List<String> plain = names.stream().map(PlainText::of).toList();
        int last = plain.size() - 1;
        return last < 1
                ? String.join("", plain)
                : plain.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + plain.get(last);
    }
}
