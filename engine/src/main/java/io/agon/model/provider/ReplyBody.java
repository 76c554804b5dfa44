package io.agon.model.provider;

import io.agon.model.Reply;
import io.agon.model.Usage;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The JSON of a reply, in whatever protocol. Read beside LangChain4j, which drops the token counts of refused and empty
 * replies and the names of unusual reasons to finish. Whatever the provider writes, nothing here throws.
 */
record ReplyBody(JsonNode root) {

    /** Token counts, those of caches and hidden reasoning among them; empty when the provider does not say. */
    Optional<Usage> usage() {
        JsonNode usage = root.path("usage");
        if (usage.has("prompt_tokens") || usage.has("completion_tokens")) {
            long cached = Math.max(
                    count(usage.path("prompt_tokens_details"), "cached_tokens"),
                    count(usage, "prompt_cache_hit_tokens"));
            long input = count(usage, "prompt_tokens");
            // Some leave hidden reasoning out of the completion, but not out of the total, and bill it.
            long output = Math.max(count(usage, "completion_tokens"), count(usage, "total_tokens") - input);
            return of(input, cached, output);
        }
        if (usage.has("input_tokens") || usage.has("output_tokens")) {
            long cached = count(usage, "cache_read_input_tokens");
            long fresh = count(usage, "input_tokens") + count(usage, "cache_creation_input_tokens");
            return of(fresh + cached, cached, count(usage, "output_tokens"));
        }
        JsonNode gemini = root.path("usageMetadata");
        if (gemini.has("promptTokenCount")) {
            long output = count(gemini, "candidatesTokenCount") + count(gemini, "thoughtsTokenCount");
            return of(count(gemini, "promptTokenCount"), count(gemini, "cachedContentTokenCount"), output);
        }
        if (root.has("eval_count") || root.has("prompt_eval_count")) {
            return of(count(root, "prompt_eval_count"), 0, count(root, "eval_count"));
        }
        return Optional.empty();
    }

    /** Why the reply ended. */
    Reply.Finish finish() {
        if (refusal().isPresent()) {
            return Reply.Finish.REFUSED;
        }
        return switch (reason().toLowerCase(Locale.ROOT)) {
            case "stop", "end_turn", "stop_sequence" -> Reply.Finish.STOP;
            case "length", "max_tokens", "model_length" -> Reply.Finish.LENGTH;
            case "content_filter", "refusal", "safety", "recitation", "prohibited_content", "blocklist", "spii" ->
                Reply.Finish.REFUSED;
            default -> Reply.Finish.OTHER;
        };
    }

    /** The provider's own word for why the reply ended; empty when there is none. */
    String reason() {
        for (JsonNode word : new JsonNode[] {
            root.path("choices").path(0).path("finish_reason"),
            root.path("stop_reason"),
            root.path("candidates").path(0).path("finishReason"),
            root.path("done_reason")
        }) {
            if (word.isString()) {
                return word.stringValue();
            }
        }
        return "";
    }

    /** The words of a refusal, where the protocol has a place for them. */
    Optional<String> refusal() {
        return text(root.path("choices").path(0).path("message").path("refusal"))
                .or(() -> text(root.path("promptFeedback").path("blockReason")));
    }

    /** Whether it holds something that can be an answer. */
    boolean hasChoice() {
        return !root.path("choices").path(0).isMissingNode()
                || !root.path("candidates").path(0).isMissingNode()
                || root.path("content").isArray()
                || root.path("message").isObject();
    }

    /** The model that the provider says it served. */
    Optional<String> served() {
        return text(root.path("model")).or(() -> text(root.path("modelVersion")));
    }

    /** The state of the backend. */
    Optional<String> fingerprint() {
        return text(root.path("system_fingerprint"));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static Optional<Usage> of(long input, long cached, long output) {
        return Optional.of(new Usage(input, Math.min(input, cached), output));
    }

    /** A count that no arithmetic of prices can overflow with; nonsense counts as 0. */
    private static long count(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() ? Math.clamp(value.asLong(0), 0, 1_000_000_000_000L) : 0;
    }
}
