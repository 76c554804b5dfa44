package io.agon.policy;

import java.util.Map;

/** Answers that were recorded once per query. */
public final class RecordedPolicy implements Policy {

    private final Map<String, String> answers;

    /** Answers by {@link Query#id}. */
    public RecordedPolicy(Map<String, String> answers) {
        this.answers = Map.copyOf(answers);
    }

    /** Whether there is an answer to this query. */
    public boolean has(Query query) {
        return answers.containsKey(query.id());
    }

    @Override
    public Answer answer(Query query, Turn turn) {
        String text = answers.get(query.id());
        return text == null
                ? new Answer.Missing("no answer to '%s' was recorded".formatted(query.id()))
                : Answer.of(text);
    }
}
