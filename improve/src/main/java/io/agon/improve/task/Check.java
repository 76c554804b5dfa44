package io.agon.improve.task;

import io.agon.judge.ExactJudge;
import io.agon.judge.NearestJudge;
import io.agon.judge.RegexJudge;
import io.agon.policy.Query;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Says how good one answer is, by rules alone: a text can change nothing but its own score. */
public sealed interface Check {

    /**
     * What it says.
     *
     * @param score in [0, 1], higher is better
     * @param note why, told to optimizers; may be empty
     */
    record Mark(double score, String note) {
        private static Mark of(boolean right) {
            return new Mark(right ? 1 : 0, "");
        }
    }

    /** Equal to a right answer; see {@link ExactJudge}. */
    record Exact(boolean ignoreCase, boolean trim) implements Check {}

    /**
     * The last number is at most so far from a right one; see {@link NearestJudge}.
     *
     * @param tolerance at least 0
     */
    record Number(double tolerance) implements Check {
        public Number {
            if (!(tolerance >= 0)) {
                throw new IllegalArgumentException(
                        "The tolerance is %s, but it must be at least 0; 0 asks for the number itself."
                                .formatted(tolerance));
            }
        }
    }

    /** The share of patterns that are found; see {@link RegexJudge}. */
    record Patterns(List<String> patterns, boolean ignoreCase) implements Check {
        public Patterns {
            patterns = List.copyOf(patterns);
            var unused = new RegexJudge(patterns, false, ignoreCase);
        }
    }

    /**
     * That of BIG-Bench Extra Hard: where a right answer is an option, such as {@code (B)}, the last option of the
     * answer is that one; otherwise the answer equals a right one but for case, blanks around it and after commas, and
     * a full stop at its end.
     *
     * <p>Source: Nie et al. (2026), case study C, whose published code compares without any of these allowances; they
     * are those of Google DeepMind's own evaluation of the benchmark, of which the removal of introductions such as
     * "The answer is" is left out: that is what an extractor is to learn.
     */
    record Bbeh() implements Check {}

    /** As files write it. */
    default String description() {
        return switch (this) {
            case Exact it -> "the answer equals the expected one";
            case Number it ->
                it.tolerance() == 0
                        ? "the last number of the answer is the expected one"
                        : "the last number of the answer is within %s of the expected one".formatted(it.tolerance());
            case Patterns it -> "the share of these patterns that are found in the answer: " + it.patterns();
            case Bbeh it -> "the last option such as (B) is the expected one, or the answer equals it";
        };
    }

    /**
     * The mark of an answer.
     *
     * @throws IllegalArgumentException when the query lacks what it needs, see {@link #lacking}
     * @throws UnmarkedException when there is none
     */
    default Mark of(Query query, String answer) throws UnmarkedException, InterruptedException {
        lacking(query).ifPresent(it -> {
            throw new IllegalArgumentException(it);
        });
        return switch (this) {
            case Exact it -> Mark.of(new ExactJudge(it.ignoreCase(), it.trim()).accepts(query, answer));
            case Number it -> Mark.of(NearestJudge.distance(query, answer).orElseThrow() <= it.tolerance());
            case Patterns it -> found(it, query, answer);
            case Bbeh it -> Mark.of(query.accepted().stream().anyMatch(right -> bbeh(right, answer)));
        };
    }

    /** Why it cannot mark answers to this query; empty when it can. */
    default Optional<String> lacking(Query query) {
        if (this instanceof Patterns it) {
            return new RegexJudge(it.patterns(), false, it.ignoreCase())
                    .variables().stream()
                            .filter(name -> !RegexJudge.has(query, name))
                            .findFirst()
                            .map(name -> "The query '%s' has no '%s', which a pattern of the check names; add it."
                                    .formatted(query.id(), name));
        }
        if (query.accepted().isEmpty()) {
            return Optional.of("The query '%s' has no expected answer, which the check compares with; add one."
                    .formatted(query.id()));
        }
        OptionalDouble self = this instanceof Number
                ? NearestJudge.distance(query, String.valueOf(query.expected()))
                : OptionalDouble.of(0);
        return self.isPresent()
                ? Optional.empty()
                : Optional.of("The query '%s' expects no number, but the check compares numbers; use another check."
                        .formatted(query.id()));
    }

    /** There is no mark, and that says nothing of the artifact. */
    final class UnmarkedException extends Exception {
        private static final long serialVersionUID = 1;

        UnmarkedException(String why) {
            super(why);
        }
    }

    private static Mark found(Patterns check, Query query, String answer)
            throws UnmarkedException, InterruptedException {
        var missed = new ArrayList<String>();
        for (String pattern : check.patterns()) {
            OptionalLong found = new RegexJudge(List.of(pattern), false, check.ignoreCase()).found(query, answer);
            if (found.orElseThrow(() -> new UnmarkedException(RegexJudge.ENDLESS)) == 0) {
                missed.add(pattern);
            }
        }
        double all = check.patterns().size();
        return new Mark(
                (all - missed.size()) / all,
                missed.isEmpty() ? "" : "Not found in the answer: " + String.join(" ", missed));
    }

    private static boolean bbeh(String right, String answer) {
        if (Options.ONE.matcher(right.strip()).matches()) {
            String last = Options.ONE
                    .matcher(answer)
                    .results()
                    .reduce((one, next) -> next)
                    .map(java.util.regex.MatchResult::group)
                    .orElse("");
            return last.equals(right.strip());
        }
        return normal(answer).equals(normal(right));
    }

    private static String normal(String text) {
        String it = Normalizer.normalize(text, Normalizer.Form.NFC)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll(",\\s+", ",");
        return it.endsWith(".") ? it.substring(0, it.length() - 1).strip() : it;
    }

    /** Compiled once. */
    final class Options {
        private static final Pattern ONE = Pattern.compile("\\([A-Z]\\)");

        private Options() {}
    }
}
