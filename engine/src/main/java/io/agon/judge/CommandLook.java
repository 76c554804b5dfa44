package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A program compares two answers: it reads {@code {"query": {"id", "vars", "expected"}, "first", "second"}} and writes
 * {@code {"outcome": "first" | "second" | "tie" | NUMBER}}, a number being the preference for the first answer, from 0
 * to 1.
 */
public final class CommandLook implements Look {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Program program;

    /** A look of this program. */
    public CommandLook(Program program) {
        this.program = program;
    }

    @Override
    public Outcome at(Query query, String first, String second, Hearing hearing)
            throws IOException, InterruptedException {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode asked = json.putObject("query");
        asked.put("id", query.id());
        ObjectNode vars = asked.putObject("vars");
        query.vars().forEach(vars::put);
        asked.put("expected", query.expected());
        json.put("first", first);
        json.put("second", second);
        return read(program.run(json.toString()));
    }

    static Outcome read(String output) throws IOException {
        JsonNode outcome;
        try {
            JsonNode json = JSON.readTree(output);
            outcome = json == null ? JSON.missingNode() : json.path("outcome");
        } catch (JacksonException e) {
            throw new IOException("the judge's program wrote no JSON");
        }
        if (outcome.isNumber() && outcome.asDouble() >= 0 && outcome.asDouble() <= 1) {
            return Outcome.of(outcome.asDouble());
        }
        return switch (outcome.isString() ? outcome.asString().strip().toLowerCase(Locale.ROOT) : "") {
            case "first" -> Outcome.WIN;
            case "second" -> Outcome.LOSS;
            case "tie" -> Outcome.TIE;
            default ->
                throw new IOException("the judge's program must write {\"outcome\": \"first\"}, \"second\", \"tie\""
                        + " or a number from 0 to 1");
        };
    }
}
