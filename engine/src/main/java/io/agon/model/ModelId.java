package io.agon.model;

import java.util.Locale;

/**
 * A provider and its name for a model.
 *
 * @param provider lower case, such as {@code openai}, {@code ollama} or {@code local}
 * @param name as the provider writes it; for {@code local} a file
 */
public record ModelId(String provider, String name) {

    public ModelId {
        provider = provider.toLowerCase(Locale.ROOT);
        if (provider.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "A model is written provider:name, such as openai:gpt-4o-mini, but here is '%s:%s'."
                            .formatted(provider, name));
        }
    }

    /**
     * Reads {@code openai:gpt-4o-mini} or {@code openai/gpt-4o-mini}; what stands first, colon or slash, divides. The
     * kinds of promptfoo, {@code openai:chat:NAME}, {@code anthropic:messages:NAME} and {@code ollama:chat:NAME}, are
     * overlooked.
     *
     * @throws IllegalArgumentException when it names no provider
     */
    public static ModelId parse(String text) {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        int cut = colon < 0 ? slash : slash < 0 ? colon : Math.min(colon, slash);
        if (cut <= 0 || cut == text.length() - 1) {
            throw new IllegalArgumentException(
                    "'%s' names no provider: write provider:name, such as openai:gpt-4o-mini or ollama:llama3.1"
                            .formatted(text));
        }
        String name = text.substring(cut + 1);
        if (colon == cut) {
            for (String kind : java.util.List.of("chat:", "messages:", "completion:")) {
                name = name.startsWith(kind) && name.length() > kind.length() ? name.substring(kind.length()) : name;
            }
        }
        return new ModelId(text.substring(0, cut), name);
    }

    @Override
    public String toString() {
        return provider + ":" + name;
    }
}
