package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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
        Set<String> right = query.accepted().stream().map(this::normal).collect(Collectors.toSet());
        if (right.isEmpty()) {
            return new Outcome.Missing("the query '%s' has no expected answer".formatted(query.id()));
        }
        boolean a = right.contains(normal(first.text()));
        boolean b = right.contains(normal(second.text()));
        return a == b ? Outcome.TIE : a ? Outcome.WIN : Outcome.LOSS;
    }

    private String normal(String text) {
        String it = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC);
        it = trim ? it.strip() : it;
        return ignoreCase ? it.toLowerCase(Locale.ROOT) : it;
    }
}
