package io.agon.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are drawn; null means the provider's default.
 *
 * @param temperature at least 0; 0 is greedy
 * @param topP nucleus: the smallest set of tokens with at least this probability, in (0, 1]
 * @param topK only so many of the likeliest tokens, at least 1
 * @param maxTokens of a reply, at least 1; always sent, because it bounds what a call may cost
 * @param stop texts that end a reply, not part of it
 */
public record Decoding(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        int maxTokens,
        List<String> stop) {

    /** Tokens of a reply when nothing is said. */
    public static final int DEFAULT_MAX_TOKENS = 1024;

    /** The provider's defaults. */
    public static final Decoding DEFAULT = new Decoding(null, null, null, DEFAULT_MAX_TOKENS, List.of());

    /** As repeatable as a provider can be: greedy. */
    public static Decoding greedy(int maxTokens) {
        return new Decoding(0.0, null, null, maxTokens, List.of());
    }

    public Decoding {
        stop = List.copyOf(stop);
        if (temperature != null && !(temperature >= 0 && temperature <= 100)) {
            throw new IllegalArgumentException(
                    "temperature is %s, but it must be at least 0; 0 is greedy, 1 the model's own probabilities."
                            .formatted(temperature));
        }
        if (topP != null && !(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException(
                    "top_p is %s, but it must be above 0 and at most 1; 1 keeps all tokens.".formatted(topP));
        }
        if (topK != null && topK < 1) {
            throw new IllegalArgumentException("top_k is %d, but it must be at least 1.".formatted(topK));
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max_tokens is %d, but it must be at least 1.".formatted(maxTokens));
        }
    }
}
