package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.Locale;

/**
 * The answer that equals one of {@link Query#accepted} wins; both or neither is a tie. Unicode is compared in normal
 * form C.
 */
public final class ExactJudge implements Judge {

    private final boolean ignoreCase;
    private final boolean trim;

    /** A judge that may overlook case and blanks around an answer. */
    public ExactJudge(boolean ignoreCase, boolean trim) {
        this.ignoreCase = ignoreCase;
        this.trim = trim;
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) {
        if (query.accepted().isEmpty()) {
            return new Outcome.Missing("the query '%s' has no expected answer".formatted(query.id()));
        }
        boolean a = accepts(query, first.text());
        boolean b = accepts(query, second.text());
        return a == b ? Outcome.TIE : a ? Outcome.WIN : Outcome.LOSS;
    }

    /** Whether a text equals one of the right answers. */
    public boolean accepts(Query query, String text) {
        String answer = normal(text);
        return query.accepted().stream().map(this::normal).anyMatch(answer::equals);
    }

    private String normal(String text) {
        String it = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC);
        it = trim ? it.strip() : it;
        return ignoreCase ? it.toLowerCase(Locale.ROOT) : it;
    }
}
