package io.agon.report;

import io.agon.experiment.Expense;
import io.agon.experiment.RunResult;
import io.agon.experiment.RunResult.Claim;
import io.agon.experiment.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What policies and judge cost, for people. */
final class CostLines {

    private static final int MOST = 8;

    /** A policy that costs less than this share of the best is worth a line. */
    private static final double MUCH_LESS = 1 / 3.0;

    private final RunResult result;

    CostLines(RunResult result) {
        this.result = result;
    }

    /** Hands on label and text of each line; the dearest first. */
    void forEach(BiConsumer<String, String> line) {
        if (result.expenses().stream().allMatch(it -> it.usd() == 0)) {
            return;
        }
        List<Expense> dearest = result.expenses().stream()
                .filter(it -> it.calls() > 0 || it.usd() > 0)
                .sorted(Comparator.comparingDouble((Expense it) -> -it.usd()))
                .toList();
        String label = "cost";
        for (Expense it : dearest.subList(0, Math.min(MOST, dearest.size()))) {
            line.accept(label, row(it));
            label = "";
        }
        if (dearest.size() > MOST) {
            line.accept("", "... and %,d more; --json has all".formatted(dearest.size() - MOST));
        }
        cheaper().ifPresent(it -> line.accept("cheaper", it));
    }

    private static String row(Expense it) {
        double each = it.perComparison();
        return "%s %s%s, %,d calls%s"
                .formatted(
                        name(it.policy()),
                        dollars(it.usd()),
                        Double.isNaN(each) ? "" : " (%s a comparison)".formatted(dollars(each)),
                        it.calls(),
                        it.failures() == 0 ? "" : ", %,d of them failed".formatted(it.failures()));
    }

    /**
     * A policy that may be the best and costs much less than the one that looks best: both are said at the confidence
     * of the result. How far it may be behind is not: win rates of an adaptive sample are no evidence.
     */
    private Optional<String> cheaper() {
        String leader = result.best() == null ? result.forecast().leader() : result.best();
        boolean open = result.claim() == Claim.UNDECIDED || result.claim() == Claim.GOOD_ENOUGH;
        double price = leader == null ? Double.NaN : each(leader);
        if (!open || leader == null || !(price > 0)) {
            return Optional.empty();
        }
        return result.standings().stream()
                .filter(Standing::possible)
                .map(Standing::id)
                .filter(id -> each(id) < MUCH_LESS * price)
                .min(Comparator.comparingDouble(this::each))
                .map(id -> "%s may be the best too (%s) and costs %s a comparison, %s of %s"
                        .formatted(
                                PlainText.of(id),
                                Sentence.percent(result.confidence()),
                                dollars(each(id)),
                                each(id) == 0 ? "nothing" : "1/%.0f".formatted(price / each(id)),
                                PlainText.of(leader)));
    }

    /** US dollars a comparison; NaN when the policy was not compared. */
    private double each(String policy) {
        return result.expenses().stream()
                .filter(it -> policy.equals(it.policy()))
                .mapToDouble(Expense::perComparison)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String name(@Nullable String policy) {
        return policy == null ? "the judge" : PlainText.of(policy);
    }

    private static String dollars(double usd) {
        return String.format(Locale.ROOT, usd == 0 || usd >= 1 ? "$%.2f" : usd >= 0.01 ? "$%.3f" : "$%.6f", usd);
    }
}
