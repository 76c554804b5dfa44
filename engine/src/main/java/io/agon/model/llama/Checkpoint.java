package io.agon.model.llama;

import io.agon.model.llama.Weights.Layer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A checkpoint of llama2.c, version 0: seven int32 (dim, hidden, layers, heads, key/value heads, vocabulary, context; a
 * negative vocabulary says that the classifier is not the embedding), then float32, little-endian: embedding; for all
 * layers each of attention norm, wq, wk, wv, wo, feed-forward norm, w1, w2, w3; final norm; two tables that nobody
 * reads; the classifier, when it is its own.
 *
 * @param weights all of them finite
 * @param digest SHA-256 of the file, in hexadecimal
 */
record Checkpoint(Weights weights, String digest) {

    private static final int HEADER = 7 * Integer.BYTES;
    private static final int CHUNK = 1 << 18;

    /** First words of files that are often taken for one. */
    private static final int GGUF = 0x46554747;

    private static final int VERSIONED = 0x616b3432;
    private static final int ZIP = 0x04034b50;

    /**
     * Reads a file. Its length is checked against its header before anything is allocated.
     *
     * @throws IllegalArgumentException when it is no such checkpoint, damaged or too large for the memory
     */
    static Checkpoint read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Shape shape = shape(file, channel);
            long memory = Runtime.getRuntime().maxMemory();
            if (channel.size() > memory) {
                throw wrong(
                        file,
                        "needs %d MiB of memory, but this JVM may use %d MiB: set AGON_JAVA_OPTS=-Xmx%dm"
                                .formatted(channel.size() >> 20, memory >> 20, (channel.size() >> 19) + 256));
            }
            return new Reader(file, channel.position(0)).checkpoint(shape);
        }
    }

    private static Shape shape(Path file, FileChannel channel) throws IOException {
        if (channel.size() < HEADER) {
            throw wrong(
                    file,
                    "has %d bytes, less than a header: it is cut off or another kind of file"
                            .formatted(channel.size()));
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        fill(file, channel, header);
        header.flip();
        int[] sizes = new int[7];
        header.asIntBuffer().get(sizes);
        switch (sizes[0]) {
            case GGUF -> throw wrong(file, "is a GGUF file: give it a name that ends in .gguf");
            case VERSIONED ->
                throw wrong(file, "is of a later version of llama2.c: export it again with `export.py --version 0`");
            case ZIP -> throw wrong(file, "is a file of PyTorch: export it with `export.py --version 0` of llama2.c");
            default -> {}
        }
        Shape shape;
        try {
            boolean tied = sizes[5] > 0;
            int vocabulary = tied ? sizes[5] : -sizes[5];
            shape = new Shape(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], vocabulary, sizes[6], tied);
        } catch (IllegalArgumentException e) {
            throw wrong(file, "is no checkpoint of llama2.c: " + e.getMessage());
        }
        long expected = HEADER + Float.BYTES * shape.numbers();
        if (channel.size() != expected) {
            throw wrong(
                    file,
                    "has %d bytes, but by its header (%s) it should have %d: %s"
                            .formatted(
                                    channel.size(),
                                    shape,
                                    expected,
                                    channel.size() < expected
                                            ? "it is cut off, load it down again"
                                            : "it is another kind of file"));
        }
        return shape;
    }

    private static void fill(Path file, FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("%s became shorter while it was read".formatted(file));
            }
        }
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException("%s %s.".formatted(file, what.replaceAll("\\.$", "")));
    }

    /** Reads on, and keeps the digest of what it read. */
    private static final class Reader {

        private final Path file;
        private final FileChannel channel;
        private final MessageDigest digest = sha256();
        private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

        Reader(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        Checkpoint checkpoint(Shape shape) throws IOException {
            int dim = shape.dim();
            int layers = shape.layers();
            next(HEADER);
            float[][] embedding = matrix(shape.vocabulary(), dim);
            List<float[]> attentionNorm = vectors(layers, dim);
            List<float[][]> query = matrices(layers, dim, dim);
            List<float[][]> key = matrices(layers, shape.kvDim(), dim);
            List<float[][]> value = matrices(layers, shape.kvDim(), dim);
            List<float[][]> output = matrices(layers, dim, dim);
            List<float[]> feedNorm = vectors(layers, dim);
            List<float[][]> gate = matrices(layers, shape.hidden(), dim);
            List<float[][]> down = matrices(layers, dim, shape.hidden());
            List<float[][]> up = matrices(layers, shape.hidden(), dim);
            float[] norm = vector(dim);
            skip(shape.rotations());
            float[][] classifier = shape.tied() ? embedding : matrix(shape.vocabulary(), dim);
            List<Layer> all = new ArrayList<>();
            for (int i = 0; i < layers; i++) {
                all.add(new Layer(
                        attentionNorm.get(i),
                        query.get(i),
                        key.get(i),
                        value.get(i),
                        output.get(i),
                        feedNorm.get(i),
                        gate.get(i),
                        down.get(i),
                        up.get(i)));
            }
            Weights weights = new Weights(shape, embedding, all, norm, classifier, new Rotations(shape.headSize()));
            return new Checkpoint(weights, HexFormat.of().formatHex(digest.digest()));
        }

        private List<float[]> vectors(int count, int length) throws IOException {
            List<float[]> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(vector(length));
            }
            return all;
        }

        private List<float[][]> matrices(int count, int out, int in) throws IOException {
            List<float[][]> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(matrix(out, in));
            }
            return all;
        }

        /** The file has one row for each number that comes out; {@link Weights} has one for each that comes in. */
        private float[][] matrix(int out, int in) throws IOException {
            float[][] rows = new float[in][out];
            float[] column = new float[in];
            for (int o = 0; o < out; o++) {
                read(column);
                for (int i = 0; i < in; i++) {
                    rows[i][o] = column[i];
                }
            }
            return rows;
        }

        private float[] vector(int length) throws IOException {
            float[] values = new float[length];
            read(values);
            return values;
        }

        private void read(float[] values) throws IOException {
            int at = 0;
            while (at < values.length) {
                int count = Math.min(values.length - at, CHUNK / Float.BYTES);
                next(count * Float.BYTES).asFloatBuffer().get(values, at, count);
                at += count;
            }
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw wrong(
                            file,
                            "holds %s among its weights: it is damaged, or no checkpoint of llama2.c".formatted(value));
                }
            }
        }

        private void skip(long numbers) throws IOException {
            for (long left = numbers * Float.BYTES; left > 0; left -= Math.min(left, CHUNK)) {
                next((int) Math.min(left, CHUNK));
            }
        }

        private ByteBuffer next(int bytes) throws IOException {
            chunk.clear().limit(bytes);
            fill(file, channel, chunk);
            digest.update(chunk.flip());
            return chunk.flip();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
