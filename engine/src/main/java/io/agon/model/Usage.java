package io.agon.model;

/**
 * Tokens of one reply, as the provider counts them.
 *
 * @param input tokens of the request, cached ones among them; at least 0
 * @param cached input tokens that the provider had cached, at most {@code input}
 * @param output tokens of the reply, those of hidden reasoning among them; at least 0
 */
public record Usage(long input, long cached, long output) {

    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage {
        if (input < 0 || output < 0 || cached < 0 || cached > input) {
            throw new IllegalArgumentException(
                    "Token counts must be at least 0, cached ones at most the input, but they are %d, %d, %d."
                            .formatted(input, cached, output));
        }
    }
}
