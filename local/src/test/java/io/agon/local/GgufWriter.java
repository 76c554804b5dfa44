package io.agon.local;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes GGUF files, version 3, with float32 tensors. */
final class GgufWriter {

    private static final int ALIGNMENT = 32;

    private record Tensor(String name, int[] shape, float[] numbers) {}

    private final Bytes metadata = new Bytes();
    private final List<Tensor> tensors = new ArrayList<>();
    private int entries;

    GgufWriter text(String name, String value) {
        entry(name, 8).text(value);
        return this;
    }

    GgufWriter whole(String name, int value) {
        entry(name, 4).whole(value);
        return this;
    }

    GgufWriter real(String name, float value) {
        entry(name, 6).real(value);
        return this;
    }

    GgufWriter yes(String name, boolean value) {
        entry(name, 7).small(value ? 1 : 0);
        return this;
    }

    GgufWriter texts(String name, List<String> values) {
        entry(name, 9).whole(8).size(values.size());
        values.forEach(metadata::text);
        return this;
    }

    GgufWriter reals(String name, float[] values) {
        entry(name, 9).whole(6).size(values.length);
        for (float value : values) {
            metadata.real(value);
        }
        return this;
    }

    GgufWriter wholes(String name, int[] values) {
        entry(name, 9).whole(5).size(values.length);
        for (int value : values) {
            metadata.whole(value);
        }
        return this;
    }

    /** A tensor; its fastest dimension is the first of {@code shape}. */
    GgufWriter tensor(String name, float[] numbers, int... shape) {
        tensors.add(new Tensor(name, shape, numbers));
        return this;
    }

    byte[] bytes() {
        Bytes all = new Bytes();
        all.whole(0x46554747).whole(3).size(tensors.size()).size(entries);
        all.raw(metadata.toByteArray());
        long offset = 0;
        for (Tensor tensor : tensors) {
            all.text(tensor.name()).whole(tensor.shape().length);
            for (int size : tensor.shape()) {
                all.size(size);
            }
            all.whole(0).size(offset);
            offset += padded(4L * tensor.numbers().length);
        }
        all.pad();
        for (Tensor tensor : tensors) {
            for (float value : tensor.numbers()) {
                all.real(value);
            }
            all.pad();
        }
        return all.toByteArray();
    }

    private Bytes entry(String name, int type) {
        entries++;
        return metadata.text(name).whole(type);
    }

    private static long padded(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static final class Bytes extends ByteArrayOutputStream {

        private final ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

        Bytes whole(int value) {
            number.putInt(0, value);
            write(number.array(), 0, 4);
            return this;
        }

        Bytes size(long value) {
            number.putLong(0, value);
            write(number.array(), 0, 8);
            return this;
        }

        Bytes real(float value) {
            return whole(Float.floatToIntBits(value));
        }

        Bytes small(int value) {
            write(value);
            return this;
        }

        Bytes text(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            return size(bytes.length).raw(bytes);
        }

        Bytes raw(byte[] bytes) {
            writeBytes(bytes);
            return this;
        }

        void pad() {
            while (size() % ALIGNMENT != 0) {
                write(0);
            }
        }
    }
}
