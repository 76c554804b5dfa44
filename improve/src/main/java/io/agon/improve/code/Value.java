package io.agon.improve.code;

import java.util.List;

/** What goes into code of a candidate and comes out of it. */
public sealed interface Value {

    /** A number, finite. */
    record Num(double value) implements Value {}

    /** A text. */
    record Text(String value) implements Value {}

    /** True or false. */
    record Truth(boolean value) implements Value {}

    /** A list of numbers, each finite. */
    record Numbers(List<Double> values) implements Value {
        public Numbers {
            values = List.copyOf(values);
        }
    }

    /** What a value is. */
    enum Type {
        NUMBER,
        TEXT,
        TRUTH,
        NUMBERS
    }

    /** What this is. */
    default Type type() {
        return switch (this) {
            case Num it -> Type.NUMBER;
            case Text it -> Type.TEXT;
            case Truth it -> Type.TRUTH;
            case Numbers it -> Type.NUMBERS;
        };
    }
}
