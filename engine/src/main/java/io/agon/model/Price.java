package io.agon.model;

/**
 * What a model costs, in US dollars per million tokens.
 *
 * @param input per million tokens of a request, at least 0
 * @param cached per million tokens of a request that the provider had cached, at least 0
 * @param output per million tokens of a reply, at least 0
 */
public record Price(double input, double cached, double output) {

    /** Of a model in this process or on an own machine. */
    public static final Price FREE = new Price(0, 0, 0);

    public Price {
        if (!(input >= 0 && cached >= 0 && output >= 0 && Double.isFinite(input + cached + output))) {
            throw new IllegalArgumentException(
                    "Prices must be at least 0 US dollars per million tokens, but they are %s, %s, %s."
                            .formatted(input, cached, output));
        }
    }

    /** Of one reply, in US dollars. */
    public double of(Usage usage) {
        return ((usage.input() - usage.cached()) * input + usage.cached() * cached + usage.output() * output) / 1e6;
    }

    /** The most that a call with at most so many tokens can cost, in US dollars. */
    public double worst(long inputTokens, long outputTokens) {
        return (inputTokens * Math.max(input, cached) + outputTokens * output) / 1e6;
    }
}
