package io.agon.improve.file;

import io.agon.config.Section;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Numbers of a file, within their bounds. */
final class Figures {

    private Figures() {}

    static OptionalInt whole(Section it, String key, long least, long most) {
        OptionalLong value = large(it, key, least, most);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    static OptionalLong large(Section it, String key, long least, long most) {
        OptionalLong value = it.integer(key);
        if (value.isPresent() && (value.getAsLong() < least || value.getAsLong() > most)) {
            it.wrong(
                    key,
                    "%s is %,d, but it must lie between %,d and %,d"
                            .formatted(it.at(key), value.getAsLong(), least, most));
            return OptionalLong.empty();
        }
        return value;
    }

    static OptionalDouble positive(Section it, String key) {
        OptionalDouble value = it.number(key);
        if (value.isPresent() && !(value.getAsDouble() > 0)) {
            it.wrong(key, "%s is %s, but it must be above 0".formatted(it.at(key), value.getAsDouble()));
            return OptionalDouble.empty();
        }
        return value;
    }

    static double between(Section it, String key, double standard, double least, double most) {
        double value = it.number(key).orElse(standard);
        if (!(value >= least && value <= most)) {
            it.wrong(key, "%s is %s, but it must lie between %s and %s".formatted(it.at(key), value, least, most));
            return standard;
        }
        return value;
    }

    /** The error probability that a confidence leaves. */
    static double delta(Section it, double standard) {
        double confidence = it.number("confidence").orElse(standard);
        if (!(confidence > 0.5 && confidence < 1)) {
            it.wrong(
                    "confidence",
                    "%s is %s, but it must be above 0.5 and below 1; 0.95 is usual"
                            .formatted(it.at("confidence"), confidence));
            return delta(standard);
        }
        return delta(confidence);
    }

    /** As people write it: no exponent, no empty fraction. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static double delta(double confidence) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(confidence)).doubleValue();
    }
}
