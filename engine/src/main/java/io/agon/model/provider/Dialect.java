package io.agon.model.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import io.agon.model.Decoding;
import io.agon.model.ModelId;
import io.agon.model.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a request is written for one model: which field takes a number, and where further parameters go. */
final class Dialect {

    /** As the value of a parameter: the seed of the call. */
    static final String PER_CALL = "per-call";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What this engine must know to bound the cost, or what changes the protocol. */
    private static final Set<String> OWNED = Set.of(
            "model",
            "messages",
            "contents",
            "stream",
            "n",
            "best_of",
            "candidateCount",
            "max_tokens",
            "max_completion_tokens",
            "max_output_tokens",
            "maxOutputTokens",
            "num_predict");

    /** Models that want max_completion_tokens wherever they are served. */
    private static final Pattern REASONING = Pattern.compile("(?:.*/)?(?:o[1-9]|gpt-[5-9]).*");

    /** Models of Anthropic from before schemas. */
    private static final Pattern WITHOUT_SCHEMAS =
            Pattern.compile("claude-(?:[23]|instant|(?:opus|sonnet)-4-(?:0|2025)).*");

    private static final Set<String> BESIDE_OLLAMA_OPTIONS =
            Set.of("options", "think", "keep_alive", "format", "template", "truncate", "logprobs", "top_logprobs");

    private static final Set<String> BESIDE_GEMINI_CONFIG = Set.of(
            "generationConfig",
            "safetySettings",
            "systemInstruction",
            "cachedContent",
            "tools",
            "toolConfig",
            "labels");

    private final ModelId id;
    private final Vendor.Site site;
    private final Map<String, Object> parameters;

    /**
     * For one model.
     *
     * @throws IllegalArgumentException when the parameters hold what this engine sets itself
     */
    Dialect(ModelId id, Vendor.Site site, Map<String, Object> parameters) {
        this.id = id;
        this.site = site;
        this.parameters = new TreeMap<>(parameters);
        checkNames(this.parameters);
    }

    private void checkNames(Map<?, ?> some) {
        some.forEach((name, value) -> {
            if (name instanceof String text && OWNED.contains(text)) {
                throw new IllegalArgumentException(
                        "%s cannot have the parameter '%s': it is set by the decoding of the candidate (max_tokens) or by Agon itself."
                                .formatted(id, text));
            }
            if (value instanceof Map<?, ?> nested) {
                checkNames(nested);
            }
        });
    }

    /** What LangChain4j has a place for. */
    ChatRequestParameters parameters(Request request) {
        Decoding decoding = request.decoding();
        return switch (site.vendor().protocol()) {
            case OPENAI, AZURE -> openai(request);
            case ANTHROPIC, GEMINI, MISTRAL, OLLAMA -> {
                var common = ChatRequestParameters.builder();
                common.temperature(decoding.temperature());
                common.topP(decoding.topP());
                if (site.vendor().protocol() != Vendor.Protocol.MISTRAL) {
                    common.topK(decoding.topK());
                }
                common.maxOutputTokens(decoding.maxTokens());
                if (!decoding.stop().isEmpty()) {
                    common.stopSequences(decoding.stop());
                }
                if (promisesSchema(request)) {
                    common.responseFormat(format(request.schema().orElseThrow()));
                }
                yield common.build();
            }
        };
    }

    private ChatRequestParameters openai(Request request) {
        Decoding decoding = request.decoding();
        var parts = OpenAiChatRequestParameters.builder();
        parts.temperature(decoding.temperature());
        parts.topP(decoding.topP());
        if (wantsCompletionTokens()) {
            parts.maxCompletionTokens(decoding.maxTokens());
        } else {
            parts.maxOutputTokens(decoding.maxTokens());
        }
        if (!decoding.stop().isEmpty()) {
            parts.stopSequences(decoding.stop());
        }
        if (promisesSchema(request)) {
            parts.responseFormat(format(request.schema().orElseThrow()));
        }
        return parts.build();
    }

    private boolean wantsCompletionTokens() {
        boolean own = site.official()
                && Set.of("openai", "azure").contains(site.vendor().name());
        return own || REASONING.matcher(id.name()).matches();
    }

    private boolean promisesSchema(Request request) {
        return request.schema().isPresent()
                && site.vendor().schemas()
                && !WITHOUT_SCHEMAS.matcher(id.name()).matches();
    }

    private static ResponseFormat format(String schema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("reply")
                        .rootElement(JsonRawSchema.from(schema))
                        .build())
                .build();
    }

    /** What is merged into the JSON of the request. */
    ObjectNode additions(Request request, long seed) {
        ObjectNode additions = JSON.createObjectNode();
        int bounded = (int) (seed & Integer.MAX_VALUE);
        ObjectNode own = JSON.createObjectNode();
        parameters.forEach((name, value) ->
                own.set(name, PER_CALL.equals(value) ? JSON.valueToTree(bounded) : JSON.valueToTree(value)));
        switch (site.vendor().protocol()) {
            case OPENAI, AZURE -> {
                if (request.decoding().topK() != null) {
                    additions.put("top_k", request.decoding().topK());
                }
                if (promisesSchema(request)) {
                    additions
                            .putObject("response_format")
                            .putObject("json_schema")
                            .put("strict", isStrict(request.schema().orElseThrow()));
                }
                Transport.merge(additions, own);
            }
            case ANTHROPIC, MISTRAL -> Transport.merge(additions, own);
            case OLLAMA -> {
                additions.putObject("options").put("seed", bounded);
                Transport.merge(additions, nested(own, "options", BESIDE_OLLAMA_OPTIONS));
            }
            case GEMINI -> Transport.merge(additions, nested(own, "generationConfig", BESIDE_GEMINI_CONFIG));
        }
        return additions;
    }

    private static ObjectNode nested(ObjectNode flat, String under, Set<String> beside) {
        ObjectNode all = JSON.createObjectNode();
        flat.properties().forEach(entry -> {
            if (beside.contains(entry.getKey())) {
                ObjectNode one = JSON.createObjectNode();
                one.set(entry.getKey(), entry.getValue());
                Transport.merge(all, one);
            } else {
                JsonNode old = all.get(under);
                ObjectNode place = old instanceof ObjectNode object ? object : all.putObject(under);
                place.set(entry.getKey(), entry.getValue());
            }
        });
        return all;
    }

    /** Whether OpenAI takes the schema as strict: each object closed, each of its properties required. */
    static boolean isStrict(String schema) {
        return isStrict(JSON.readTree(schema));
    }

    private static boolean isStrict(JsonNode node) {
        JsonNode properties = node.path("properties");
        if (properties.isObject()) {
            List<String> required = new java.util.ArrayList<>();
            node.path("required").forEach(it -> required.add(it.asString("")));
            boolean closed = !node.path("additionalProperties").asBoolean(true);
            if (!closed || !required.containsAll(properties.propertyNames())) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!isStrict(child)) {
                return false;
            }
        }
        return true;
    }
}
