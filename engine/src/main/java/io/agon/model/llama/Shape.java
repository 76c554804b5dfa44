package io.agon.model.llama;

/**
 * The sizes of a checkpoint, each from 1 to {@value #LIMIT}.
 *
 * @param dim numbers that stand for a token between the layers
 * @param hidden numbers within a feed-forward block
 * @param layers how many
 * @param heads of the queries; they divide {@code dim} into heads of an even size
 * @param kvHeads of keys and values; each serves {@code heads / kvHeads} heads of the queries
 * @param vocabulary tokens
 * @param context positions: tokens of a text, the beginning of it counted
 * @param tied whether the token embedding is also the classifier
 */
record Shape(int dim, int hidden, int layers, int heads, int kvHeads, int vocabulary, int context, boolean tied) {

    /** Sums of products of three such sizes fit into a long, so that no header can make the arithmetic overflow. */
    static final int LIMIT = 1 << 20;

    Shape {
        within("dim", dim);
        within("hidden dim", hidden);
        within("number of layers", layers);
        within("number of heads", heads);
        within("number of key/value heads", kvHeads);
        within("vocabulary", vocabulary);
        within("context", context);
        if (dim % heads != 0 || dim / heads % 2 != 0 || heads % kvHeads != 0) {
            throw new IllegalArgumentException(
                    "%d heads must divide dim %d into even sizes, and %d key/value heads must divide the heads."
                            .formatted(heads, dim, kvHeads));
        }
        long largest = (long) dim * Math.max(Math.max(dim, hidden), vocabulary);
        if (largest > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "a matrix has %d numbers, but one array of Java holds 2147483639.".formatted(largest));
        }
    }

    private static void within(String name, int value) {
        if (value < 1 || value > LIMIT) {
            throw new IllegalArgumentException(
                    "the %s is %d, but it must be from 1 to %d.".formatted(name, value, LIMIT));
        }
    }

    /** Numbers of one head. */
    int headSize() {
        return dim / heads;
    }

    /** Numbers of all key heads, or of all value heads. */
    int kvDim() {
        return headSize() * kvHeads;
    }

    /** Numbers in the file, behind the header. */
    long numbers() {
        long layer = 2L * dim + 2L * dim * dim + 2L * dim * kvDim() + 3L * dim * hidden;
        long embedding = (long) vocabulary * dim;
        return (tied ? embedding : 2 * embedding) + layers * layer + dim + rotations();
    }

    /** Numbers of the two tables of rotations, which old checkpoints hold and nobody reads. */
    long rotations() {
        return (long) context * headSize();
    }
}
