package io.agon.model.llama;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/** The bytes of a checkpoint with random weights. */
record CheckpointFile(Shape shape, float[] numbers) {

    /** Weights around 0, norms around 1, large enough for attention that is far from even. */
    static CheckpointFile random(Shape shape, RandomGenerator random) {
        float[] numbers = new float[Math.toIntExact(shape.numbers())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (random.nextGaussian() / Math.sqrt(shape.dim()) * 1.5);
        }
        return new CheckpointFile(shape, numbers);
    }

    /** Few heads, layers and numbers of all kinds. */
    static Shape small(RandomGenerator random) {
        int kvHeads = random.nextInt(1, 4);
        int heads = kvHeads * random.nextInt(1, 4);
        int dim = heads * 2 * random.nextInt(1, 5);
        return new Shape(
                dim,
                random.nextInt(1, 40),
                random.nextInt(1, 4),
                heads,
                kvHeads,
                random.nextInt(3, 50),
                random.nextInt(1, 20),
                random.nextBoolean());
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(28 + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        int vocabulary = shape.tied() ? shape.vocabulary() : -shape.vocabulary();
        header(
                buffer,
                shape.dim(),
                shape.hidden(),
                shape.layers(),
                shape.heads(),
                shape.kvHeads(),
                vocabulary,
                shape.context());
        buffer.asFloatBuffer().put(numbers);
        return buffer.array();
    }

    /** A header and nothing else. */
    static byte[] header(int... sizes) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * sizes.length).order(ByteOrder.LITTLE_ENDIAN);
        header(buffer, sizes);
        return buffer.array();
    }

    private static void header(ByteBuffer buffer, int... sizes) {
        for (int size : sizes) {
            buffer.putInt(size);
        }
    }
}
