package io.agon.local;

import de.kherud.llama.LlamaModel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Grammars of JSON schemas, by llama.cpp. Only schemas of the plain kind go there: its converter ends the process when
 * it meets one that it does not know.
 */
final class SchemaGrammar {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");

    /** What the converter overlooks, or takes as the plain value that it is. */
    private static final Set<String> PLAIN = Set.of("title", "description", "$schema", "$id", "default", "examples");

    private static final int DEEPEST = 32;

    private SchemaGrammar() {}

    /** The grammar of a schema; empty when it is not plain, and the reply must be checked by whoever reads it. */
    static Optional<String> of(String schema) {
        JsonNode root;
        try {
            root = JSON.readTree(schema);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (!plain(root, 0)) {
            return Optional.empty();
        }
        return Optional.of(LlamaModel.jsonSchemaToGrammar(root.toString()));
    }

    private static boolean plain(JsonNode schema, int depth) {
        if (!schema.isObject() || schema.isEmpty() || depth > DEEPEST) {
            return false;
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            JsonNode value = entry.getValue();
            boolean fine = switch (entry.getKey()) {
                case "type" -> value.isString() && TYPES.contains(value.stringValue());
                case "properties" -> value.isObject() && allPlain(value, depth);
                case "required" -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
                case "additionalProperties" -> value.isBoolean();
                case "items" -> plain(value, depth + 1);
                case "enum" -> value.isArray() && !value.isEmpty();
                case "const" -> true;
                case "minItems", "maxItems", "minLength", "maxLength" ->
                    value.isInt() && value.intValue() >= 0 && value.intValue() <= 1000;
                default -> PLAIN.contains(entry.getKey());
            };
            if (!fine) {
                return false;
            }
        }
        return schema.has("type") || schema.has("enum") || schema.has("const");
    }

    private static boolean allPlain(JsonNode properties, int depth) {
        return properties.valueStream().allMatch(property -> plain(property, depth + 1));
    }
}
