package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.Arrays;
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
        double[] targets = query.accepted().stream()
                .mapToDouble(NearestJudge::lastNumber)
                .filter(it -> !Double.isNaN(it))
                .toArray();
        if (targets.length == 0) {
            return new Outcome.Missing("the query '%s' has no expected number".formatted(query.id()));
        }
        double a = distance(first.text(), targets);
        double b = distance(second.text(), targets);
        if (a == b || Math.abs(a - b) <= tie) {
            return Outcome.TIE;
        }
        return a < b ? Outcome.WIN : Outcome.LOSS;
    }

    private static double distance(String text, double[] targets) {
        double number = lastNumber(text);
        return Double.isNaN(number)
                ? Double.POSITIVE_INFINITY
                : Arrays.stream(targets).map(it -> Math.abs(number - it)).min().orElseThrow();
    }

    private static double lastNumber(String text) {
        double last = Double.NaN;
        for (Matcher matcher = NUMBER.matcher(text); matcher.find(); ) {
            last = Double.parseDouble(matcher.group().replace(",", ""));
        }
        return last;
    }
}
