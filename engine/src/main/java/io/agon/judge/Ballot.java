package io.agon.judge;

import io.agon.preference.Outcome;

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
        NONE;

        /** The place that this outcome, seen from the place shown first, prefers. */
        public static Choice of(Outcome outcome) {
            double value = outcome.value();
            return Double.isNaN(value) ? NONE : value > 0.5 ? FIRST : value < 0.5 ? SECOND : TIE;
        }

        /** The same preference when the places are swapped. */
        public Choice swapped() {
            return switch (this) {
                case FIRST -> SECOND;
                case SECOND -> FIRST;
                case TIE, NONE -> this;
            };
        }

        /** Whether one place is preferred. */
        public boolean decided() {
            return this == FIRST || this == SECOND;
        }
    }

    /** What it said by policy: {@code FIRST} means the first policy of the duel. */
    public Choice byPolicy() {
        return swapped ? choice.swapped() : choice;
    }
}
