package io.agon.judge;

/**
 * One look of a judge at two answers in one order: the raw material of what the judge is worth.
 *
 * @param judge its name
 * @param swapped whether the answer of the duel's second policy was shown first
 * @param choice what it said, by place
 * @param counted whether it went into the outcome; otherwise it was asked only to know the judge
 */
public record Ballot(String judge, boolean swapped, Choice choice, boolean counted) {

    /** What a judge says of two answers in the order in which they were shown. */
    public enum Choice {
        /** The answer shown first is better. */
        FIRST,
        /** The answer shown second is better. */
        SECOND,
        /** Neither is. */
        TIE,
        /** No verdict was had. */
        NONE
    }
}
