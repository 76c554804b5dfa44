package io.agon.improve.optimizer;

import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads answers of OptoPrime's first form, {@code {"reasoning", "answer", "suggestion": {name: value}}}, with or
 * without words around it. TERMINATE outside of the suggestion means no change.
 */
final class JsonAnswer {

    /** The rule of output that models are told. */
    static final String RULE = """
        Answer with one JSON object and nothing else:
        {"reasoning": "why, in a few sentences", "answer": "", "suggestion": {"name of a variable": "its whole new value"}}
        Suggest only variables that you change. If the instruction asks a question, give its answer in "answer". If
        nothing should be changed, let "answer" be TERMINATE.
        """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonAnswer() {}

    /** What an answer proposes. */
    static Proposal read(String answer, Problem problem) {
        if (answer.isBlank()) {
            return Proposal.none("the model refused or said nothing", answer);
        }
        int from = answer.indexOf('{');
        int to = answer.lastIndexOf('}');
        JsonNode json = from < 0 || to < from ? JSON.nullNode() : object(answer.substring(from, to + 1));
        if (!json.isObject()) {
            return Proposal.none(
                    TaggedAnswer.terminates(answer) ? "the model would change nothing" : "the answer cannot be read",
                    answer);
        }
        String reasoning = Markup.plain(json.path("reasoning").asString(""));
        String around = answer.substring(0, from) + "\n" + answer.substring(to + 1);
        if (TaggedAnswer.terminates(
                around + "\n" + reasoning + "\n" + json.path("answer").asString(""))) {
            return Proposal.none("the model would change nothing", reasoning);
        }
        var edits = new Edits(problem);
        json.path("suggestion")
                .properties()
                .forEach(it -> edits.suggest(
                        it.getKey().strip(),
                        Markup.plain(
                                it.getValue().isString()
                                        ? it.getValue().stringValue()
                                        : it.getValue().toString())));
        return edits.proposal(reasoning);
    }

    private static JsonNode object(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.nullNode();
        }
    }
}
