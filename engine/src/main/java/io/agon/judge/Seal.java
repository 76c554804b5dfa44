package io.agon.judge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keyed hashes (SHA-256) of texts: the same whenever the same texts come again, foreseeable by none of them. */
final class Seal {

    private Seal() {}

    /** 64 hexadecimal digits, of the parts in this order, each with its length. */
    static String of(String key, String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, "io.agon.judge " + key);
            for (String part : parts) {
                add(digest, part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** A number in [0, 1), as if drawn uniformly. */
    static double share(String key, String... parts) {
        return Long.parseLong(of(key, parts).substring(0, 13), 16) / (double) (1L << 52);
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
