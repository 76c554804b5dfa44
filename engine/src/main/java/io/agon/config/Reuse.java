package io.agon.config;

import java.util.Optional;

/**
 * What is bought once and used again; what a claim then speaks about is said in docs/concepts/guarantee.md.
 *
 * @param answers of a policy to a query: so many are bought, and each comparison draws one of them; 0 = a fresh answer
 *     for each comparison
 * @param verdicts whether the same answers in the same order get the verdict that they got before
 */
public record Reuse(int answers, boolean verdicts) {

    /** Nothing. */
    public static final Reuse NOTHING = new Reuse(0, false);

    /** What a claim is about when something is used again; empty when nothing is. */
    public Optional<String> scope() {
        if (answers == 0 && !verdicts) {
            return Optional.empty();
        }
        return Optional.of(
                "The answer is about %s%s%s, as they were bought: how others would turn out is not part of it."
                        .formatted(
                                answers == 0
                                        ? ""
                                        : answers == 1
                                                ? "one answer of each policy to each query"
                                                : "%,d answers of each policy to each query".formatted(answers),
                                answers > 0 && verdicts ? " and " : "",
                                verdicts ? "one verdict on each pair of answers" : ""));
    }
}
