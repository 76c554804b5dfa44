package io.agon.judge;

import io.agon.model.ContentHash;
import java.util.stream.Stream;

/** Keyed hashes of texts: the same whenever the same texts come again, foreseeable by none of them. */
final class Seal {

    private Seal() {}

    /** 64 hexadecimal digits, of the parts in this order. */
    static String of(String key, String... parts) {
        return ContentHash.of(Stream.concat(Stream.of("io.agon.judge " + key), Stream.of(parts))
                .toArray(String[]::new));
    }

    /** A number in [0, 1), as if drawn uniformly. */
    static double share(String key, String... parts) {
        return Long.parseLong(of(key, parts).substring(0, 13), 16) / (double) (1L << 52);
    }
}
