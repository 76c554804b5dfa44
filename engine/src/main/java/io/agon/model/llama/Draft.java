package io.agon.model.llama;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A reply while it grows, in bytes: a token may be part of a character. It ends before the first stop text. */
final class Draft {

    private final List<byte[]> stops;
    private byte[] bytes = new byte[256];
    private int size;

    /** Nothing yet. Empty stop texts are overlooked. */
    Draft(List<String> stop) {
        stops = stop.stream()
                .filter(text -> !text.isEmpty())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Adds what a token adds; whether that ends the reply. */
    boolean add(byte[] piece) {
        if (size + piece.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (size + piece.length));
        }
        System.arraycopy(piece, 0, bytes, size, piece.length);
        int before = size;
        size += piece.length;
        int cut = size + 1;
        for (byte[] stop : stops) {
            // Only what ends within the new bytes is new.
            for (int at = Math.max(0, before - stop.length + 1); at + stop.length <= size; at++) {
                if (at < cut && Arrays.equals(bytes, at, at + stop.length, stop, 0, stop.length)) {
                    cut = at;
                }
            }
        }
        if (cut > size) {
            return false;
        }
        size = cut;
        return true;
    }

    /** The text; bytes that are no UTF-8 become U+FFFD. */
    String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
