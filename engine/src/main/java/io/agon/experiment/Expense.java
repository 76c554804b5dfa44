package io.agon.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one party of a run spent on models and otherwise.
 *
 * @param policy name; null for the judge
 * @param calls to models, failed ones among them
 * @param failures calls without a usable reply
 * @param tokens of requests and replies
 * @param usd US dollars
 * @param answers comparisons that the party took part in and that have an outcome, also those still under way; at least
 *     0
 * @param served models that providers say they served
 */
public record Expense(
        @Nullable String policy,
        long calls,
        long failures,
        long tokens,
        double usd,
        long answers,
        List<String> served) {

    public Expense {
        served = List.copyOf(served);
    }

    /** US dollars for each comparison; NaN when there was none. */
    public double perComparison() {
        return answers == 0 ? Double.NaN : usd / answers;
    }
}
