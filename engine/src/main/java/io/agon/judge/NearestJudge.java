package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer whose last number is nearer to {@link Query#expected} wins; an answer without a number is infinitely far
 * off.
 */
public final class NearestJudge implements Judge {

    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?");

    private final double tie;

    /** Distances that differ by at most {@code tie} are equal. */
    public NearestJudge(double tie) {
        this.tie = tie;
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) {
        String expected = query.expected();
        double target = expected == null ? Double.NaN : lastNumber(expected);
        if (Double.isNaN(target)) {
            return new Outcome.Missing("the query '%s' has no expected number".formatted(query.id()));
        }
        double a = distance(first.text(), target);
        double b = distance(second.text(), target);
        if (a == b || Math.abs(a - b) <= tie) {
            return Outcome.TIE;
        }
        return a < b ? Outcome.WIN : Outcome.LOSS;
    }

    private static double distance(String text, double target) {
        double number = lastNumber(text);
        return Double.isNaN(number) ? Double.POSITIVE_INFINITY : Math.abs(number - target);
    }

    private static double lastNumber(String text) {
        double last = Double.NaN;
        for (Matcher matcher = NUMBER.matcher(text); matcher.find(); ) {
            last = Double.parseDouble(matcher.group().replace(",", ""));
        }
        return last;
    }
}
