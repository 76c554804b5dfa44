package io.agon.model.llama;

/**
 * Rotary positions: position p turns the pair (2i, 2i+1) of a head by p / 10000^(2i/size). The tables are made with
 * {@link StrictMath}, so that they are the same on any machine.
 *
 * <p>Source: Su et al., RoFormer (2021), with adjacent pairs as in llama2.c.
 */
final class Rotations {

    private static final double BASE = 10_000;

    private final int pairs;
    private final double[] frequencies;

    /** For heads of an even {@code size}. */
    Rotations(int size) {
        pairs = size / 2;
        frequencies = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            frequencies[pair] = StrictMath.pow(BASE, -2.0 * pair / size);
        }
    }

    /** Cosine and sine of each pair at {@code position}, one after the other, into {@code turns} of a head's size. */
    void at(int position, float[] turns) {
        for (int pair = 0; pair < pairs; pair++) {
            double angle = position * frequencies[pair];
            turns[2 * pair] = (float) StrictMath.cos(angle);
            turns[2 * pair + 1] = (float) StrictMath.sin(angle);
        }
    }

    /** Turns every head in {@code heads}. */
    static void turn(float[] heads, float[] turns) {
        for (int start = 0; start < heads.length; start += turns.length) {
            for (int even = 0; even < turns.length; even += 2) {
                float a = heads[start + even];
                float b = heads[start + even + 1];
                heads[start + even] = a * turns[even] - b * turns[even + 1];
                heads[start + even + 1] = a * turns[even + 1] + b * turns[even];
            }
        }
    }
}
