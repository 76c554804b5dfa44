package io.agon.preference;

/** What the judge said of a {@link Duel}, from the side of its first policy. */
public sealed interface Outcome {

    Outcome WIN = new Win();
    Outcome LOSS = new Loss();
    Outcome TIE = new Tie();

    /** The first policy won: value 1. */
    record Win() implements Outcome {}

    /** The first policy lost: value 0. */
    record Loss() implements Outcome {}

    /** No preference: value 1/2. */
    record Tie() implements Outcome {}

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
    }

    /**
     * No verdict was had. It is reported, and it is evidence for nobody.
     *
     * @param reason what failed, for people
     */
    record Missing(String reason) implements Outcome {}

    /** The outcome with this value: {@link Win}, {@link Loss} and {@link Tie} where it is one of those. */
    static Outcome of(double value) {
        return value == 1 ? WIN : value == 0 ? LOSS : value == 0.5 ? TIE : new Graded(value);
    }

    /** The value in [0, 1] from the first policy's side; NaN when it is missing. */
    default double value() {
        return switch (this) {
            case Win win -> 1;
            case Loss loss -> 0;
            case Tie tie -> 0.5;
            case Graded graded -> graded.value();
            case Missing missing -> Double.NaN;
        };
    }

    /** The same verdict from the second policy's side. */
    default Outcome swapped() {
        return switch (this) {
            case Win win -> LOSS;
            case Loss loss -> WIN;
            case Tie tie -> TIE;
            case Graded graded -> new Graded(1 - graded.value());
            case Missing missing -> missing;
        };
    }
}
