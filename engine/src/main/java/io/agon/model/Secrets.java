package io.agon.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that this process knows, and how to take them out of a text before anyone sees it.
 *
 * <p>Guarantee: no text that went through {@link #redact} holds a registered key of ASCII in whole, be it written
 * plainly, for a URL, as escapes of JSON or HTML, character by character in any mixture and up to three times over, or
 * in base64, also within a longer text. It takes time in proportion to the text, whatever the text.
 *
 * <p>One list for the process, because a log has no place to carry one along.
 */
public final class Secrets {

    /** Stands where a key stood. */
    public static final String MASK = "[secret]";

    /** Characters; what is shorter is a placeholder such as {@code none}, which would mask ordinary words. */
    public static final int SHORTEST = 8;

    /** By key, the texts to look for. */
    private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();

    private Secrets() {}

    /** Keeps a key out of all texts from now on; one under {@link #SHORTEST} characters is no key. */
    public static void register(String key) {
        String bare = key.strip();
        if (bare.length() >= SHORTEST) {
            KNOWN.computeIfAbsent(bare, Secrets::forms);
        }
    }

    /** The text with {@link #MASK} for every known key in it. */
    public static String redact(String text) {
        if (KNOWN.isEmpty()) {
            return text;
        }
        BitSet secret = new BitSet();
        Unescaped view = Unescaped.of(text);
        for (int level = 0; view != null && level <= Unescaped.DEEPEST; level++) {
            for (List<String> forms : KNOWN.values()) {
                for (String form : forms) {
                    mark(form, view, secret);
                }
            }
            view = view.further();
        }
        return secret.isEmpty() ? text : masked(text, secret);
    }

    private static void mark(String form, Unescaped view, BitSet secret) {
        for (int at = view.text().indexOf(form); at >= 0; at = view.text().indexOf(form, at + 1)) {
            secret.set(view.begin(at), view.begin(at + form.length()));
        }
    }

    private static String masked(String text, BitSet secret) {
        StringBuilder masked = new StringBuilder();
        int at = 0;
        for (int begin = secret.nextSetBit(0); begin >= 0; begin = secret.nextSetBit(at)) {
            masked.append(text, at, begin).append(MASK);
            at = secret.nextClearBit(begin);
        }
        return masked.append(text, at, text.length()).toString();
    }

    /** The key, and its base64 at each alignment in both alphabets. */
    private static List<String> forms(String key) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(key);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            String core = base64(bytes, before);
            forms.add(core);
            forms.add(core.replace('+', '-').replace('/', '_'));
        }
        return List.copyOf(forms);
    }

    /** The characters of base64 that depend on the key alone, when so many bytes stand before it. */
    private static String base64(byte[] key, int before) {
        byte[] shifted = new byte[before + key.length];
        System.arraycopy(key, 0, shifted, before, key.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int begin = (before * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        return text.substring(begin, end);
    }

    /**
     * A text with its escapes resolved once more, and where each character began in the original.
     *
     * @param begins one more than characters, so that an end has a place too; null when nothing was resolved
     */
    private record Unescaped(String text, int @Nullable [] begins) {

        /** How often escapes of escapes are resolved. */
        static final int DEEPEST = 3;

        private static final Map<String, Character> NAMED = Map.of(
                "amp", '&',
                "lt", '<',
                "gt", '>',
                "quot", '"',
                "apos", '\'',
                "plus", '+',
                "sol", '/',
                "equals", '=',
                "lowbar", '_',
                "period", '.');

        static Unescaped of(String text) {
            return new Unescaped(text, null);
        }

        int begin(int at) {
            return begins == null ? at : begins[at];
        }

        /** The same, resolved once more; null when there is nothing to resolve. */
        @Nullable
        Unescaped further() {
            if (text.indexOf('\\') < 0 && text.indexOf('%') < 0 && text.indexOf('&') < 0) {
                return null;
            }
            StringBuilder plain = new StringBuilder(text.length());
            int[] places = new int[text.length() + 1];
            int at = 0;
            while (at < text.length()) {
                places[plain.length()] = begin(at);
                int length = escape(at, plain);
                if (length == 0) {
                    plain.append(text.charAt(at));
                    length = 1;
                }
                at += length;
            }
            places[plain.length()] = begin(at);
            return plain.length() == text.length() ? null : new Unescaped(plain.toString(), places);
        }

        /** Resolves the escape here; the answer is its length, 0 when there is none. */
        private int escape(int at, StringBuilder plain) {
            return switch (text.charAt(at)) {
                case '%' -> coded(at, at + 1, 2, 16, plain);
                case '\\' -> backslash(at, plain);
                case '&' -> entity(at, plain);
                default -> 0;
            };
        }

        private int backslash(int at, StringBuilder plain) {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (next == 'u') {
                return coded(at, at + 2, 4, 16, plain);
            }
            if (next == '\\' || next == '/' || next == '"' || next == '\'') {
                plain.append(next);
                return 2;
            }
            return 0;
        }

        private int entity(int at, StringBuilder plain) {
            int end = text.indexOf(';', at, Math.min(text.length(), at + 12));
            if (at + 1 < text.length() && text.charAt(at + 1) == '#') {
                boolean hex = at + 2 < text.length() && Character.toLowerCase(text.charAt(at + 2)) == 'x';
                int from = hex ? at + 3 : at + 2;
                int digits = from;
                while (digits < Math.min(text.length(), from + 8)
                        && Character.digit(text.charAt(digits), hex ? 16 : 10) >= 0) {
                    digits++;
                }
                int length = coded(at, from, digits - from, hex ? 16 : 10, plain);
                return length > 0 && end == digits ? length + 1 : length;
            }
            Character named = end < 0 ? null : NAMED.get(text.substring(at + 1, end));
            if (named == null) {
                return 0;
            }
            plain.append(named.charValue());
            return end + 1 - at;
        }

        private int coded(int at, int from, int digits, int radix, StringBuilder plain) {
            if (digits < 1 || from + digits > text.length()) {
                return 0;
            }
            int code = 0;
            for (int i = from; i < from + digits; i++) {
                int digit = Character.digit(text.charAt(i), radix);
                if (digit < 0) {
                    return 0;
                }
                code = code * radix + digit;
            }
            if (code > Character.MAX_VALUE || code < 0) {
                return 0;
            }
            plain.append((char) code);
            return from + digits - at;
        }
    }
}
