package io.agon.improve.report;

import io.agon.improve.Acceptance.Decision;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reason of a decision for people: leads in points of a hundred, and evidence without exponents. */
public final class Evidence {

    /** More evidence than this is not told apart. */
    private static final double MOST = 1e6;

    /** What acceptance by duels says; the wealth that is left matters to the rule alone. */
    private static final Pattern DUELS = Pattern.compile(
            "(?<what>.*): lead \\S+ in (?<duels>\\d+ duels(?: \\(\\d+ missing\\))?), e-value (?<value>\\S+) of"
                    + " (?<needed>[^\\s;]+);.*");

    private Evidence() {}

    /** In a line; reasons of other rules as they are. */
    public static String words(Decision it) {
        Matcher by = DUELS.matcher(it.reason());
        if (!by.matches()) {
            return it.reason();
        }
        return String.format(
                Locale.ROOT,
                "%s: lead %+.1f points in %s, evidence %s, needed %s",
                by.group("what"),
                100 * it.estimate(),
                by.group("duels"),
                number(by.group("value")),
                number(by.group("needed")));
    }

    private static String number(String text) {
        double value = text.equals("Infinity") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        return value > MOST
                ? "above a million"
                : value < 0.1 ? "below 0.1" : String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }
}
