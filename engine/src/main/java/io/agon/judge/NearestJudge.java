package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer whose last number is nearer to that of {@link Query#expected} wins, or to the nearest of
 * {@link Query#accepted} when several are right; an answer without a number is infinitely far off.
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
        OptionalDouble one = distance(query, first.text());
        OptionalDouble other = distance(query, second.text());
        if (one.isEmpty() || other.isEmpty()) {
            return new Outcome.Missing("the query '%s' has no expected number".formatted(query.id()));
        }
        double a = one.getAsDouble();
        double b = other.getAsDouble();
        if (a == b || Math.abs(a - b) <= tie) {
            return Outcome.TIE;
        }
        return a < b ? Outcome.WIN : Outcome.LOSS;
    }

    /**
     * How far the last number of a text is from the nearest right one, at least 0; infinite without a number, empty
     * when the query expects none.
     */
    public static OptionalDouble distance(Query query, String text) {
        double number = lastNumber(text);
        return query.accepted().stream()
                .mapToDouble(NearestJudge::lastNumber)
                .filter(it -> !Double.isNaN(it))
                .map(it -> Double.isNaN(number) ? Double.POSITIVE_INFINITY : Math.abs(number - it))
                .min();
    }

    private static double lastNumber(String text) {
        double last = Double.NaN;
        for (Matcher matcher = NUMBER.matcher(text); matcher.find(); ) {
            last = Double.parseDouble(matcher.group().replace(",", ""));
        }
        return last;
    }
}
