package io.agon.model.provider;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.agon.model.ModelId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LangChain4j's models, without its retries and logs: both would see what only this engine may. */
final class ChatModels {

    /** In place of a key where LangChain4j insists on one and the server does not. */
    private static final String NO_KEY = "none";

    private ChatModels() {}

    static ChatModel open(ModelId id, Vendor.Site site) {
        String base = site.base().toString();
        @Nullable String key = site.key().orElse(null);
        String anyKey = site.key().orElse(NO_KEY);
        return switch (site.vendor().protocol()) {
            case OPENAI -> openai(id, base, key);
            case AZURE -> openai(id, base, null);
            case ANTHROPIC ->
                AnthropicChatModel.builder()
                        .httpClientBuilder(Transport.builder())
                        .baseUrl(base)
                        .apiKey(anyKey)
                        .modelName(id.name())
                        .maxRetries(0)
                        .build();
            case GEMINI ->
                GoogleAiGeminiChatModel.builder()
                        .httpClientBuilder(Transport.builder())
                        .baseUrl(base)
                        .apiKey(anyKey)
                        .modelName(id.name())
                        .maxRetries(0)
                        .build();
            case MISTRAL ->
                MistralAiChatModel.builder()
                        .httpClientBuilder(Transport.builder())
                        .baseUrl(base)
                        .apiKey(anyKey)
                        .modelName(id.name())
                        .maxRetries(0)
                        .build();
            case OLLAMA ->
                OllamaChatModel.builder()
                        .httpClientBuilder(Transport.builder())
                        .baseUrl(base)
                        .customHeaders(site.key()
                                .map(it -> Map.of("Authorization", "Bearer " + it))
                                .orElse(Map.of()))
                        .modelName(id.name())
                        .maxRetries(0)
                        .build();
        };
    }

    private static ChatModel openai(ModelId id, String base, @Nullable String key) {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .httpClientBuilder(Transport.builder())
                .baseUrl(base)
                .modelName(id.name())
                .maxRetries(0);
        return key == null ? builder.build() : builder.apiKey(key).build();
    }
}
