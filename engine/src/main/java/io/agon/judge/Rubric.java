package io.agon.judge;

import io.agon.model.Decoding;

/**
 * By what, and how, an LLM judges.
 *
 * @param criteria what makes an answer better
 * @param reference whether it is shown {@link io.agon.policy.Query#expected}, where there is one
 * @param reasoning whether it gives reasons before its verdict
 * @param decoding how its tokens are drawn
 * @param longest characters of an answer that it is shown, at least 1; the rest is cut, and it is told so
 */
public record Rubric(String criteria, boolean reference, boolean reasoning, Decoding decoding, int longest) {

    /** Criteria when none are named. */
    public static final String DEFAULT_CRITERIA = "Correct, complete, to the point, and what was asked for.";

    /** Characters of an answer that are shown when nothing is said. */
    public static final int DEFAULT_LONGEST = 20_000;

    /** Tokens of a bare verdict; some models think before it. */
    public static final int VERDICT_TOKENS = 256;

    /** Tokens of reasons and verdict. */
    public static final int REASONING_TOKENS = 1024;

    public Rubric {
        if (criteria.isBlank()) {
            throw new IllegalArgumentException("criteria is empty, but it says what makes an answer better.");
        }
        if (longest < 1) {
            throw new IllegalArgumentException(
                    "A judge must be shown at least 1 character of an answer, but longest is %d.".formatted(longest));
        }
    }

    /** Greedy, without reasons, with the reference. */
    public static Rubric of(String criteria) {
        return new Rubric(criteria, true, false, Decoding.greedy(VERDICT_TOKENS), DEFAULT_LONGEST);
    }
}
