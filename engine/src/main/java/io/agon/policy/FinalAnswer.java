package io.agon.policy;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the final answer in a text is, in a form in which equal answers are equal texts. */
public sealed interface FinalAnswer {

    /** The last number: {@code 1,250.0} and {@code 1250} are the same. */
    record LastNumber() implements FinalAnswer {}

    /** The last line that is not blank, without case, blanks around it and a full stop at its end. */
    record LastLine() implements FinalAnswer {}

    /**
     * The last match: its first group, or all of it when it has none; compared like a line.
     *
     * @param pattern of {@link java.util.regex.Pattern}
     */
    record Regex(String pattern) implements FinalAnswer {
        public Regex {
            var unused = Pattern.compile(pattern);
        }
    }

    /** The final answer of {@code text}; empty when it has none. */
    default Optional<String> in(String text) {
        return switch (this) {
            case LastNumber it -> last(Patterns.NUMBER, text).map(FinalAnswer::number);
            case LastLine it ->
                text.lines()
                        .map(FinalAnswer::normal)
                        .filter(line -> !line.isEmpty())
                        .reduce((one, next) -> next);
            case Regex it ->
                last(Pattern.compile(it.pattern()), text)
                        .map(FinalAnswer::normal)
                        .filter(found -> !found.isEmpty());
        };
    }

    private static Optional<String> last(Pattern pattern, String text) {
        String last = null;
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
            last = group == null ? last : group;
        }
        return Optional.ofNullable(last);
    }

    private static String number(String text) {
        BigDecimal number = new BigDecimal(text.replace(",", "")).stripTrailingZeros();
        return number.signum() == 0 ? "0" : number.toPlainString();
    }

    private static String normal(String text) {
        String it = Normalizer.normalize(text, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
        return it.endsWith(".") ? it.substring(0, it.length() - 1).strip() : it;
    }

    /** Compiled once. */
    final class Patterns {
        private static final Pattern NUMBER =
                Pattern.compile("[-+]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?");

        private Patterns() {}
    }
}
