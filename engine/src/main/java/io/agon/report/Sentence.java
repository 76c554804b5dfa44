package io.agon.report;

import io.agon.experiment.RunResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What a run claims, as one sentence. */
final class Sentence {

    private Sentence() {}

    static String of(RunResult result) {
        String confidence = percent(result.confidence());
        return switch (result.claim()) {
            case WINNER -> "the best is %s   (%s, valid whenever you look)".formatted(best(result), confidence);
            case GOOD_ENOUGH ->
                "%s is good enough: it loses to no other by more than %s points   (%s)"
                        .formatted(
                                best(result),
                                BigDecimal.valueOf(result.margin())
                                        .movePointRight(2)
                                        .stripTrailingZeros()
                                        .toPlainString(),
                                confidence);
            case NO_WINNER ->
                result.cycle().isEmpty()
                        ? "no policy beats all others: no overall best at %s".formatted(confidence)
                        : "%s: no overall best at %s".formatted(cycle(result.cycle()), confidence);
            case UNDECIDED ->
                "the best is %s   (%s, valid whenever you look)".formatted(or(result.possible()), confidence);
            case NONE -> "no claim: too many comparisons failed";
        };
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

    static String or(List<String> names) {
        List<String> plain = names.stream().map(PlainText::of).toList();
        int last = plain.size() - 1;
        return last < 1
                ? String.join("", plain)
                : plain.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + plain.get(last);
    }
}
