package io.agon.config;

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
}
