package io.agon.judge;

import io.agon.model.Fault;
import io.agon.model.ModelException;
import io.agon.model.Reply;
import io.agon.policy.Turn;
import io.agon.preference.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a verdict: one JSON object with {@code verdict} (first, second or tie) and perhaps {@code reason}, alone or in
 * one code fence. Anything else is no verdict, also words around it, a second object, other keys.
 */
final class VerdictReading implements Turn.Reading<Outcome> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public Outcome read(Reply reply) throws ModelException {
        if (reply.finish() == Reply.Finish.REFUSED) {
            throw ModelException.answered(new Fault.Refused(), "the judge refused", reply.usage());
        }
        Outcome outcome = parse(reply.text());
        if (outcome == null) {
            String why = reply.finish() == Reply.Finish.LENGTH
                    ? "the verdict was cut off; raise max_tokens of the judge"
                    : "no verdict can be read";
            throw ModelException.answered(new Fault.Unusable(), why, reply.usage());
        }
        return outcome;
    }

    static @Nullable Outcome parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(unfenced(text.strip()));
        } catch (JacksonException e) {
            return null;
        }
        if (json == null || !json.isObject()) {
            return null;
        }
        for (String key : json.propertyNames()) {
            if (!key.equals("verdict") && !key.equals("reason")) {
                return null;
            }
        }
        JsonNode verdict = json.path("verdict");
        if (!verdict.isString() || json.has("reason") && !json.path("reason").isString()) {
            return null;
        }
        return switch (verdict.asString().strip().toLowerCase(Locale.ROOT)) {
            case "first" -> Outcome.WIN;
            case "second" -> Outcome.LOSS;
            case "tie" -> Outcome.TIE;
            default -> null;
        };
    }

    private static String unfenced(String text) {
        if (!text.startsWith("```") || !text.endsWith("```") || text.length() < 6) {
            return text;
        }
        int start = text.indexOf('\n');
        String language = start < 0 ? "" : text.substring(3, start).strip();
        return start > 0 && (language.isEmpty() || language.equalsIgnoreCase("json"))
                ? text.substring(start, text.length() - 3)
                : text;
    }
}
