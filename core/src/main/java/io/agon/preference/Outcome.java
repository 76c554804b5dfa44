package io.agon.preference;

/** What the judge said of a {@link Duel}, from the side of its first policy. */
public sealed interface Outcome {

    Outcome WIN = new Win();
    Outcome LOSS = new Loss();
    Outcome TIE = new Tie();

    /** The outcome with this value: {@link Win}, {@link Loss} and {@link Tie} where it is one of those. */
    static Outcome of(double value) {
        return value == 1 ? WIN : value == 0 ? LOSS : value == 0.5 ? TIE : new Graded(value);
    }

    /** The value in [0, 1] from the first policy's side; NaN when it is missing. */
    double value();

    /** The same verdict from the second policy's side. */
    Outcome swapped();

    /** The first policy won: value 1. */
    record Win() implements Outcome {
        @Override
        public double value() {
            return 1;
        }

        @Override
        public Outcome swapped() {
            return LOSS;
        }
    }

    /** The first policy lost: value 0. */
    record Loss() implements Outcome {
        @Override
        public double value() {
            return 0;
        }

        @Override
        public Outcome swapped() {
            return WIN;
        }
    }

    /** No preference: value 1/2. */
    record Tie() implements Outcome {
        @Override
        public double value() {
            return 0.5;
        }

        @Override
        public Outcome swapped() {
            return this;
        }
    }

    /**
     * A preference by degrees.
     *
     * @param value in [0, 1]: 1 = the first policy is surely better
     */
    record Graded(double value) implements Outcome {
        public Graded {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "A graded outcome must lie in [0, 1], but it is %s. Maybe scale the judge's score first."
                                .formatted(value));
            }
        }

        @Override
        public Outcome swapped() {
            return new Graded(1 - value);
        }
    }

    /**
     * No verdict was had. It is reported, and it is evidence for nobody.
     *
     * @param reason what failed, for people
     */
    record Missing(String reason) implements Outcome {
        @Override
        public double value() {
            return Double.NaN;
        }

        @Override
        public Outcome swapped() {
            return this;
        }
    }
}
