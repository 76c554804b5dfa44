package io.agon.improve.code;

import java.util.List;

/** What goes into code of a candidate and comes out of it. */
public sealed interface Value {

    /** A number, finite. */
    record Num(double value) implements Value {
        public Num {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A number of code is finite, but it is %s.".formatted(value));
            }
        }
    }

    /** A text. */
    record Text(String value) implements Value {}

    /** True or false. */
    record Truth(boolean value) implements Value {}

    /** A list of numbers, each finite. */
    record Numbers(List<Double> values) implements Value {
        public Numbers {
            values = List.copyOf(values);
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("Numbers of code are finite, but one is %s.".formatted(value));
                }
            }
        }
    }

    /** What a value is. */
    enum Type {
        NUMBER("number"),
        TEXT("text"),
        TRUTH("truth"),
        NUMBERS("list");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As it is told to people and to models: number, text, truth, list. */
        public String word() {
            return word;
        }
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
