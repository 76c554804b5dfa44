package io.agon.model.llama;

import io.agon.model.llama.Weights.Layer;
import java.util.Arrays;

/**
 * A model reading one text, token by token: its keys and values so far, and what it expects next. For one thread; the
 * weights are shared.
 *
 * <p>Source: Touvron et al., Llama 2 (2023): RMS norm before each block, rotary positions, grouped-query attention,
 * SwiGLU.
 */
final class Transformer {

    private final Weights weights;
    private final Shape shape;
    private final int capacity;
    private int position;

    /** {@code [layer][kvHead][number of the head][position]}: the scores of all positions are one product. */
    private final float[][][][] keys;

    /** {@code [layer][kvHead][position][number of the head]}: so is their weighted sum. */
    private final float[][][][] values;

    private final float[] state;
    private final float[] normed;
    private final float[] query;
    private final float[] key;
    private final float[] value;
    private final float[] attended;
    private final float[] head;
    private final float[] scores;
    private final float[] gate;
    private final float[] up;
    private final float[] turns;
    private final float[] logits;

    /** At the beginning of a text of at most {@code capacity} tokens, which is at most the context. */
    Transformer(Weights weights, int capacity) {
        this.weights = weights;
        this.capacity = capacity;
        shape = weights.shape();
        int size = shape.headSize();
        keys = new float[shape.layers()][shape.kvHeads()][size][capacity];
        values = new float[shape.layers()][shape.kvHeads()][capacity][];
        state = new float[shape.dim()];
        normed = new float[shape.dim()];
        query = new float[shape.dim()];
        key = new float[shape.kvDim()];
        value = new float[shape.kvDim()];
        attended = new float[shape.dim()];
        head = new float[size];
        scores = new float[capacity];
        gate = new float[shape.hidden()];
        up = new float[shape.hidden()];
        turns = new float[size];
        logits = new float[shape.vocabulary()];
    }

    /** Reads one more token; at most {@code capacity} of them. */
    void read(int token) {
        if (position == capacity) {
            throw new IllegalStateException("This text ends after %d tokens.".formatted(capacity));
        }
        for (int i = 0; i < state.length; i++) {
            state[i] = weights.embedding()[i][token];
        }
        weights.rotations().at(position, turns);
        for (int index = 0; index < shape.layers(); index++) {
            Layer layer = weights.layers().get(index);
            attend(layer, keys[index], values[index]);
            feedForward(layer);
        }
        position++;
    }

    /** The log-odds of the next token, up to a constant; valid until the next call. */
    float[] logits() {
        Kernel.norm(state, weights.norm(), normed);
        Kernel.product(weights.classifier(), normed, logits);
        return logits;
    }

    private void attend(Layer layer, float[][][] layerKeys, float[][][] layerValues) {
        Kernel.norm(state, layer.attentionNorm(), normed);
        Kernel.product(layer.query(), normed, query);
        Kernel.product(layer.key(), normed, key);
        Kernel.product(layer.value(), normed, value);
        Rotations.turn(query, turns);
        Rotations.turn(key, turns);
        int size = shape.headSize();
        for (int kvHead = 0; kvHead < shape.kvHeads(); kvHead++) {
            float[] own = new float[size];
            System.arraycopy(value, kvHead * size, own, 0, size);
            layerValues[kvHead][position] = own;
            for (int i = 0; i < size; i++) {
                layerKeys[kvHead][i][position] = key[kvHead * size + i];
            }
        }
        int seen = position + 1;
        int sharing = shape.heads() / shape.kvHeads();
        float scale = (float) (1 / Math.sqrt(size));
        for (int h = 0; h < shape.heads(); h++) {
            Arrays.fill(scores, 0, seen, 0);
            Kernel.addProduct(layerKeys[h / sharing], query, h * size, size, scores, seen);
            for (int t = 0; t < seen; t++) {
                scores[t] *= scale;
            }
            Kernel.softmax(scores, seen);
            Arrays.fill(head, 0);
            Kernel.addProduct(layerValues[h / sharing], scores, 0, seen, head, size);
            System.arraycopy(head, 0, attended, h * size, size);
        }
        Kernel.addProduct(layer.output(), attended, 0, attended.length, state, state.length);
    }

    private void feedForward(Layer layer) {
        Kernel.norm(state, layer.feedNorm(), normed);
        Kernel.product(layer.gate(), normed, gate);
        Kernel.product(layer.up(), normed, up);
        Kernel.swiglu(gate, up);
        Kernel.addProduct(layer.down(), gate, 0, gate.length, state, state.length);
    }
}
