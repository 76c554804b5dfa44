package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The answer in which more patterns are found wins, or that with more matches; equally many are a tie. In a pattern
 * {@code {{name}}} is the value of that variable of the query, taken literally, and {@code {{expected}}} its reference,
 * any one when several are right.
 *
 * <p>Guarantee: a search ends after a fixed number of steps, whatever the pattern and the answer, and on an interrupt;
 * a search that was cut off is a missing outcome.
 */
public final class RegexJudge implements Judge {

    /** Characters that one search may look at, about half a second of work. */
    private static final long STEPS = 50_000_000;

    /** What to say of a search that was cut off. */
    public static final String ENDLESS = "a pattern takes too long on an answer; write it without nested repetition";

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*\\}\\}");

    private final List<String> patterns;
    private final boolean matches;
    private final int flags;

    /**
     * A judge.
     *
     * @param patterns of {@link Pattern}, at least one
     * @param matches whether matches are counted; otherwise patterns that are found
     * @param ignoreCase whether case matters not
     * @throws java.util.regex.PatternSyntaxException when one is none
     */
    public RegexJudge(List<String> patterns, boolean matches, boolean ignoreCase) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("A regex judge needs at least one pattern.");
        }
        this.patterns = List.copyOf(patterns);
        this.matches = matches;
        this.flags =
                Pattern.UNICODE_CHARACTER_CLASS | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        for (String pattern : patterns) {
            var unused = Pattern.compile(VARIABLE.matcher(pattern).replaceAll("x"), flags);
        }
    }

    /** Names of the variables in the patterns. */
    public List<String> variables() {
        return patterns.stream()
                .flatMap(it -> VARIABLE.matcher(it).results())
                .map(it -> it.group(1))
                .distinct()
                .toList();
    }

    /** Whether {@code query} has a value for this variable. */
    public static boolean has(Query query, String variable) {
        return query.vars().containsKey(variable) || variable.equals("expected") && query.expected() != null;
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing)
            throws InterruptedException {
        for (String variable : variables()) {
            if (!has(query, variable)) {
                return new Outcome.Missing("the query '%s' has no '%s'".formatted(query.id(), variable));
            }
        }
        OptionalLong one = found(query, first.text());
        OptionalLong other = found(query, second.text());
        if (one.isEmpty() || other.isEmpty()) {
            return new Outcome.Missing(ENDLESS);
        }
        long a = one.getAsLong();
        long b = other.getAsLong();
        return a == b ? Outcome.TIE : a > b ? Outcome.WIN : Outcome.LOSS;
    }

    /**
     * Patterns that are found in a text, or their matches; empty when a search was cut off.
     *
     * @param query that has every variable of the patterns
     */
    public OptionalLong found(Query query, String text) throws InterruptedException {
        try {
            return OptionalLong.of(score(query, text));
        } catch (Endless e) {
            return OptionalLong.empty();
        } catch (Interrupted e) {
            throw new InterruptedException();
        }
    }

    private long score(Query query, String answer) {
        long score = 0;
        for (String pattern : patterns) {
            Matcher matcher = Pattern.compile(filled(pattern, query), flags).matcher(new Metered(answer, STEPS));
            while (matcher.find()) {
                score++;
                if (!matches) {
                    break;
                }
            }
        }
        return score;
    }

    private static String filled(String pattern, Query query) {
        return VARIABLE.matcher(pattern).replaceAll(it -> {
            String value = query.vars().get(it.group(1));
            List<String> literal = value == null ? query.accepted() : List.of(value);
            return Matcher.quoteReplacement(
                    literal.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")")));
        });
    }

    private static final class Endless extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A text that counts how often it is looked at; for one search. */
    private static final class Metered implements CharSequence {
        private final String text;
        private long left;

        Metered(String text, long steps) {
            this.text = text;
            this.left = steps;
        }

        @Override
        public char charAt(int index) {
            if (--left <= 0) {
                throw new Endless();
            }
            if ((left & 0xFFFF) == 0 && Thread.interrupted()) {
                throw new Interrupted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
