package io.agon.testkit;

import java.util.Locale;

/** Preconditions that name the value and the requirement. */
final class Require {
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would cost a dependency
    static void that(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }

    static void probability(String name, double value) {
        that(value >= 0 && value <= 1, "%s (%s) must be a probability, in [0, 1].", name, value);
    }

    /** False-alarm probabilities of a test suite are small, or the suite cries wolf. */
    static void falseAlarm(double value) {
        that(value > 0 && value <= 0.01, "falseAlarm (%s) must be in (0, 0.01]; the house uses 1e-6.", value);
    }

    private Require() {}
}
