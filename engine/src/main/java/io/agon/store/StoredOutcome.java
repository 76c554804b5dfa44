package io.agon.store;

import io.agon.preference.Outcome;
import org.jspecify.annotations.Nullable;

/** Outcomes as words in a table. */
final class StoredOutcome {

    private StoredOutcome() {}

    static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Win win -> "win";
            case Outcome.Loss loss -> "loss";
            case Outcome.Tie tie -> "tie";
            case Outcome.Graded graded -> "graded";
            case Outcome.Missing missing -> "missing";
        };
    }

    static @Nullable Double value(Outcome outcome) {
        return outcome instanceof Outcome.Missing ? null : (Double) outcome.value();
    }

    static @Nullable String reason(Outcome outcome) {
        return outcome instanceof Outcome.Missing missing ? missing.reason() : null;
    }

    static Outcome decode(String kind, double value, @Nullable String reason) {
        return switch (kind) {
            case "win" -> Outcome.WIN;
            case "loss" -> Outcome.LOSS;
            case "tie" -> Outcome.TIE;
            case "graded" -> new Outcome.Graded(value);
            case "missing" -> new Outcome.Missing(reason == null ? "" : reason);
            default -> throw new StoreException("The store holds an outcome of the unknown kind '%s'.".formatted(kind));
        };
    }
}
