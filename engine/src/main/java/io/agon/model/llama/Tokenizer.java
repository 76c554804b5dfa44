package io.agon.model.llama;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte-pair encoding as SentencePiece does it: a text gets a space in front, is cut into characters, and the neighbours
 * whose union is the best token are merged until none is left. A character that is no token is its bytes.
 *
 * <p>Its file is that of llama2.c: int32 length of the longest token, then for each token float32 score, int32 length,
 * bytes, little-endian. Token 0 is unknown, 1 begins a text, 2 ends it; byte tokens read {@code <0xHH>}.
 *
 * <p>Source: Sennrich, Haddow, Birch (2016); Kudo and Richardson (2018). Departs from llama2.c: no text can spell one
 * of the tokens 0 to 2 or a byte token.
 */
final class Tokenizer {

    /** Begins a text. */
    static final int BEGIN = 1;

    /** Ends a text. */
    static final int END = 2;

    private static final int LONGEST = 1 << 16;
    private static final long LARGEST_FILE = 1L << 28;

    private final List<byte[]> pieces;
    private final float[] scores;
    private final Map<String, Integer> tokens = new HashMap<>();
    private final int[] byteTokens = new int[256];
    private final int longest;

    /** Tokens in their order; the pieces of byte tokens are still spelled out. */
    private Tokenizer(List<byte[]> spelled, float[] scores) {
        this.scores = scores;
        Arrays.fill(byteTokens, -1);
        List<byte[]> all = new ArrayList<>(spelled);
        int most = 1;
        for (int token = END + 1; token < all.size(); token++) {
            byte[] piece = all.get(token);
            String text = latin(piece);
            if (text.matches("<0x[0-9A-Fa-f]{2}>")) {
                int value = Integer.parseInt(text.substring(3, 5), 16);
                byteTokens[value] = token;
                all.set(token, new byte[] {(byte) value});
            } else {
                // Of tokens with the same bytes the first counts.
                tokens.putIfAbsent(text, token);
                most = Math.max(most, piece.length);
            }
        }
        pieces = List.copyOf(all);
        longest = most;
    }

    /**
     * Reads a file with the tokens of a model.
     *
     * @param vocabulary how many tokens the model has
     * @throws IllegalArgumentException when it is no such file, or that of another model
     */
    static Tokenizer read(Path file, int vocabulary) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw wrong(file, "has %d bytes, more than any tokenizer".formatted(Files.size(file)));
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> pieces = new ArrayList<>();
        float[] scores = new float[vocabulary];
        try {
            int most = bytes.getInt();
            while (bytes.hasRemaining()) {
                if (pieces.size() == vocabulary) {
                    throw wrong(
                            file,
                            "has more tokens than the %d of the model: it belongs to another model"
                                    .formatted(vocabulary));
                }
                float score = bytes.getFloat();
                int length = bytes.getInt();
                if (most < 0 || most > LONGEST || length < 0 || length > bytes.remaining() || Float.isNaN(score)) {
                    throw wrong(file, "is no tokenizer of llama2.c, or it is damaged at token " + pieces.size());
                }
                byte[] piece = new byte[length];
                bytes.get(piece);
                // Zeros of either sign are one score.
                scores[pieces.size()] = score + 0f;
                pieces.add(piece);
            }
        } catch (BufferUnderflowException e) {
            throw wrong(file, "is cut off at token " + pieces.size());
        }
        if (pieces.size() < vocabulary) {
            throw wrong(
                    file,
                    "has %d tokens, but the model has %d: it is cut off or belongs to another model"
                            .formatted(pieces.size(), vocabulary));
        }
        Tokenizer tokenizer = new Tokenizer(pieces, scores);
        for (int value = 0; value < 256; value++) {
            if (tokenizer.byteTokens[value] < 0) {
                throw wrong(file, String.format(Locale.ROOT, "lacks the byte token <0x%02X>", value));
            }
        }
        return tokenizer;
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException(
                "%s %s. Name the model's tokenizer in the parameter tokenizer.".formatted(file, what));
    }

    /** The bytes that a token adds to a text, not to be changed; not always whole characters. */
    byte[] piece(int token) {
        return pieces.get(token);
    }

    /** The fewest tokens that a text of so many bytes can have. */
    long atLeast(long bytes) {
        return bytes / longest;
    }

    /** The tokens of a text, without one that begins or ends it; none for the empty text. */
    int[] encode(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        return new Merging(" " + text).tokens();
    }

    /** Bytes as characters, so that they can be a key. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * The pieces of one text in a linked list. Merges wait in a queue, the best score first and the leftmost of equal
     * ones, which is the order of llama2.c at n log n instead of n * n.
     */
    private final class Merging {

        private record Merge(float score, int left, int right, int token, int length) {}

        private final byte[] text;
        private final int[] start;
        private final int[] end;
        private final int[] token;
        private final int[] previous;
        private final int[] next;
        private final int count;
        private final PriorityQueue<Merge> queue = new PriorityQueue<>((a, b) -> {
            int byScore = Float.compare(b.score, a.score);
            return byScore != 0 ? byScore : Integer.compare(a.left, b.left);
        });

        Merging(String spaced) {
            text = spaced.getBytes(StandardCharsets.UTF_8);
            start = new int[text.length];
            end = new int[text.length];
            token = new int[text.length];
            previous = new int[text.length];
            next = new int[text.length];
            int pieces = 0;
            for (int at = 0; at < text.length; ) {
                int to = at + 1;
                while (to < text.length && (text[to] & 0xC0) == 0x80) {
                    to++;
                }
                Integer known = tokens.get(latin(Arrays.copyOfRange(text, at, to)));
                if (known != null) {
                    add(pieces++, at, to, known);
                } else {
                    for (int i = at; i < to; i++) {
                        add(pieces++, i, i + 1, byteTokens[text[i] & 0xFF]);
                    }
                }
                at = to;
            }
            count = pieces;
        }

        private void add(int index, int from, int to, int of) {
            start[index] = from;
            end[index] = to;
            token[index] = of;
            previous[index] = index - 1;
            next[index] = index + 1;
        }

        int[] tokens() {
            for (int index = 0; index + 1 < count; index++) {
                offer(index, index + 1);
            }
            while (!queue.isEmpty()) {
                Merge merge = queue.remove();
                int left = merge.left;
                int right = merge.right;
                // An end of 0 marks a piece that is gone; another length one that was merged meanwhile.
                if (end[left] == 0 || end[right] == 0 || end[right] - start[left] != merge.length) {
                    continue;
                }
                token[left] = merge.token;
                end[left] = end[right];
                end[right] = 0;
                next[left] = next[right];
                if (next[left] < count) {
                    previous[next[left]] = left;
                    offer(left, next[left]);
                }
                if (previous[left] >= 0) {
                    offer(previous[left], left);
                }
            }
            int[] all = new int[count];
            int size = 0;
            for (int index = 0; index < count; index = next[index]) {
                all[size++] = token[index];
            }
            return Arrays.copyOf(all, size);
        }

        private void offer(int left, int right) {
            int length = end[right] - start[left];
            if (length > longest) {
                return;
            }
            Integer merged = Tokenizer.this.tokens.get(latin(Arrays.copyOfRange(text, start[left], end[right])));
            if (merged != null) {
                queue.add(new Merge(scores[merged], left, right, merged, length));
            }
        }
    }
}
