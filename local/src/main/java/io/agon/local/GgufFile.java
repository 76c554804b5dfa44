package io.agon.local;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a GGUF file says about itself, read before native code sees the file: numbers and texts of its metadata, without
 * arrays.
 *
 * @param metadata by name; texts as String, whole numbers as Long; others are left out
 */
record GgufFile(Map<String, Object> metadata) {

    private static final int MAGIC = 0x46554747;
    private static final int TEXT = 8;
    private static final int ARRAY = 9;

    /** Bytes of a value of each type; 0 for texts and arrays. */
    private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private static final long MOST_ENTRIES = 100_000;
    private static final long LONGEST_TEXT = 1 << 24;

    GgufFile {
        metadata = Map.copyOf(metadata);
    }

    /** Tokens that the model was trained to read at once. */
    OptionalLong context() {
        Object length = metadata.get(metadata.get("general.architecture") + ".context_length");
        return length instanceof Long tokens ? OptionalLong.of(tokens) : OptionalLong.empty();
    }

    /** How it wants conversations written; empty for a model that only continues texts. */
    Optional<String> chatTemplate() {
        return Optional.ofNullable(metadata.get("tokenizer.chat_template")).map(Object::toString);
    }

    /**
     * Reads the metadata.
     *
     * @throws IllegalArgumentException when it is no GGUF file, or cut off within the metadata
     */
    static GgufFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Reader(channel).read();
        } catch (EOFException | Malformed e) {
            throw new IllegalArgumentException(
                    "%s is no whole GGUF file (%s): load it down again.".formatted(file, e.getMessage()), e);
        }
    }

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** Reads forward; every length is held against what is left of the file before anything is allocated. */
    private static final class Reader {

        private final FileChannel channel;
        private final ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

        Reader(FileChannel channel) {
            this.channel = channel;
        }

        GgufFile read() throws IOException {
            if ((int) whole(4) != MAGIC) {
                throw new Malformed("it does not begin with GGUF");
            }
            long version = whole(4);
            if (version < 2 || version > 3) {
                throw new Malformed("version " + version);
            }
            whole(8);
            long entries = whole(8);
            if (entries < 0 || entries > MOST_ENTRIES) {
                throw new Malformed(entries + " entries");
            }
            Map<String, Object> metadata = new LinkedHashMap<>();
            for (long i = 0; i < entries; i++) {
                String name = text();
                int type = type();
                if (type == TEXT) {
                    metadata.put(name, text());
                } else if (type == ARRAY) {
                    skipArray();
                } else if (type == 4 || type == 5 || type == 10 || type == 11) {
                    metadata.put(name, whole(SIZES[type]));
                } else {
                    skip(SIZES[type]);
                }
            }
            return new GgufFile(metadata);
        }

        private int type() throws IOException {
            long type = whole(4);
            if (type < 0 || type >= SIZES.length) {
                throw new Malformed("type " + type);
            }
            return (int) type;
        }

        private void skipArray() throws IOException {
            int type = type();
            long count = whole(8);
            if (count < 0 || count > left()) {
                throw new Malformed("an array of " + count);
            }
            if (type == ARRAY) {
                throw new Malformed("an array of arrays");
            }
            if (type != TEXT) {
                skip(count * SIZES[type]);
                return;
            }
            for (long i = 0; i < count; i++) {
                skip(whole(8));
            }
        }

        private String text() throws IOException {
            long length = whole(8);
            if (length < 0 || length > Math.min(LONGEST_TEXT, left())) {
                throw new Malformed("a text of " + length);
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            fill(bytes);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }

        /** A whole number of 4 bytes (below 2^31 in the files that exist) or 8. */
        private long whole(int size) throws IOException {
            number.clear().limit(size);
            fill(number);
            return size == 4 ? number.getInt(0) : number.getLong(0);
        }

        private void skip(long bytes) throws IOException {
            if (bytes < 0 || bytes > left()) {
                throw new Malformed("a value of %d bytes".formatted(bytes));
            }
            channel.position(channel.position() + bytes);
        }

        private long left() throws IOException {
            return channel.size() - channel.position();
        }

        private void fill(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException("it is cut off");
                }
            }
        }
    }
}
