package io.agon.model;

/** Turns texts into vectors whose cosine says how alike the texts are; found as a service. Safe for several threads. */
public interface Embedder {

    /** Its name in experiment files, such as {@code all-minilm-l6-v2}. */
    String name();

    /** The vector of a text, of length 1. */
    float[] embed(String text);
}
