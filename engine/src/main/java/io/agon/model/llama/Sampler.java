package io.agon.model.llama;

import io.agon.model.Decoding;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws tokens: the temperature divides the log-odds, top-k keeps the likeliest tokens, and top-p the smallest set of
 * the likeliest of these with at least that share of their probability. Of equally likely tokens the first counts as
 * likelier. One random number a token. What is not said is temperature 1 and all tokens: the model's own probabilities.
 *
 * <p>Source: Holtzman et al., The Curious Case of Neural Text Degeneration (2020), for top-p.
 */
final class Sampler {

    private final double temperature;
    private final @Nullable Integer topK;
    private final double topP;
    private final RandomGenerator random;
    private double[] masses = new double[0];

    Sampler(Decoding decoding, RandomGenerator random) {
        Double asked = decoding.temperature();
        Double nucleus = decoding.topP();
        temperature = asked == null ? 1 : asked;
        topP = nucleus == null ? 1 : nucleus;
        topK = decoding.topK();
        this.random = random;
    }

    /** The next token, of finite log-odds. */
    int draw(float[] logits) {
        int best = likeliest(logits);
        if (temperature == 0) {
            return best;
        }
        if (masses.length != logits.length) {
            masses = new double[logits.length];
        }
        double total = 0;
        for (int token = 0; token < logits.length; token++) {
            masses[token] = StrictMath.exp(((double) logits[token] - logits[best]) / temperature);
            total += masses[token];
        }
        int kept = topK == null ? logits.length : Math.min(topK, logits.length);
        if (kept == logits.length && topP == 1) {
            return among(null, logits.length, total);
        }
        // All masses below this together stay below 1 - topP, so that the nucleus needs none; the largest mass is 1.
        double least = kept < logits.length ? 0 : Math.min(1, (1 - topP) / logits.length * total);
        int[] order = descending(logits, least);
        int count = Math.min(kept, order.length);
        if (kept < logits.length) {
            total = sum(order, count);
        }
        if (topP < 1) {
            double share = 0;
            int size = 0;
            while (size < count && share < topP * total) {
                share += masses[order[size++]];
            }
            count = size;
            total = share;
        }
        return among(order, count, total);
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int token = 1; token < logits.length; token++) {
            if (logits[token] > logits[best]) {
                best = token;
            }
        }
        return best;
    }

    private double sum(int[] order, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += masses[order[i]];
        }
        return sum;
    }

    /** One of the first {@code count} tokens of {@code order}, which is all tokens when it is null. */
    private int among(int @Nullable [] order, int count, double total) {
        double left = random.nextDouble() * total;
        int drawn = 0;
        for (int i = 0; i < count; i++) {
            int token = order == null ? i : order[i];
            if (masses[token] > 0) {
                drawn = token;
                left -= masses[token];
                if (left < 0) {
                    break;
                }
            }
        }
        return drawn;
    }

    /** Tokens with a mass of at least {@code least}, the likeliest first. Sorted as numbers, to make no objects. */
    private int[] descending(float[] logits, double least) {
        long[] sorted = new long[logits.length];
        int count = 0;
        for (int token = 0; token < logits.length; token++) {
            if (masses[token] >= least) {
                // Adding 0 makes both zeros one; floats sort as their bits do, once those below 0 are flipped.
                int bits = Float.floatToIntBits(logits[token] + 0f);
                int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
                sorted[count++] = ((long) ~ordered << 32) | token;
            }
        }
        Arrays.sort(sorted, 0, count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) sorted[i];
        }
        return order;
    }
}
