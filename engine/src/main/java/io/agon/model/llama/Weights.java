package io.agon.model.llama;

import java.util.List;

/**
 * The weights of a model: read only, shared by all calls. A matrix is an array of rows, one for each number that comes
 * in: {@code matrix[in][out]}, see {@link Kernel}.
 *
 * @param embedding of tokens, {@code [dim][vocabulary]}
 * @param layers from the first to the last
 * @param norm before the classifier, {@code [dim]}
 * @param classifier {@code [dim][vocabulary]}; the embedding itself when they are tied
 * @param rotations of queries and keys
 */
record Weights(
        Shape shape, float[][] embedding, List<Layer> layers, float[] norm, float[][] classifier, Rotations rotations) {

    Weights {
        layers = List.copyOf(layers);
    }

    /**
     * A layer: attention, then feed-forward.
     *
     * @param attentionNorm {@code [dim]}
     * @param query {@code [dim][dim]}
     * @param key {@code [dim][kvDim]}
     * @param value {@code [dim][kvDim]}
     * @param output {@code [dim][dim]}
     * @param feedNorm {@code [dim]}
     * @param gate w1, {@code [dim][hidden]}
     * @param down w2, {@code [hidden][dim]}
     * @param up w3, {@code [dim][hidden]}
     */
    record Layer(
            float[] attentionNorm,
            float[][] query,
            float[][] key,
            float[][] value,
            float[][] output,
            float[] feedNorm,
            float[][] gate,
            float[][] down,
            float[][] up) {}
}
