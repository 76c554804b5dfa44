package io.agon.local;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.agon.model.Embedder;

/**
 * Sentence embeddings of all-MiniLM-L6-v2, quantised, by ONNX: 384 numbers, for English texts of up to a few hundred
 * words; longer ones are embedded by parts and averaged. The model is loaded by the first text, once in a process, from
 * the jar alone: nothing is asked over the network.
 *
 * <p>Source: Reimers and Gurevych, Sentence-BERT (2019); Wang et al., MiniLM (2020).
 */
public final class MiniLm implements Embedder {

    /** Its name in experiment files. */
    public static final String NAME = "all-minilm-l6-v2";

    /** Called by the service loader; loads nothing. */
    public MiniLm() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public float[] embed(String text) {
        // The library refuses blank texts; all of them share one vector.
        float[] vector =
                Loaded.MODEL.embed(text.isBlank() ? "." : text).content().vector();
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return unit;
    }

    /** Initialised on first use. */
    private static final class Loaded {

        static final EmbeddingModel MODEL = load();

        private static EmbeddingModel load() {
            // The library reports its use over the network unless told not to, and reads these when it is loaded.
            System.setProperty("OPT_OUT_TRACKING", "true");
            System.setProperty("ai.djl.offline", "true");
            // On the calling thread: a text's vector depends on no other text.
            return new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
        }
    }
}
