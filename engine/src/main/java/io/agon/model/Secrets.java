package io.agon.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that this process knows, and how to take them out of a text before anyone sees it.
 *
 * <p>Guarantee: no text that went through {@link #redact} holds a registered key in whole, be it written plainly, for a
 * URL, as escapes of JSON or HTML, character by character in any mixture, or in base64, also within a longer text.
 *
 * <p>One list for the process, because a log has no place to carry one along.
 */
public final class Secrets {

    /** Stands where a key stood. */
    public static final String MASK = "[secret]";

    /** Characters; what is shorter is a placeholder such as {@code none}, which would mask ordinary words. */
    public static final int SHORTEST = 8;

    /** What base64 of a key may be cut to, and still be told from an ordinary word. */
    private static final int SHORTEST_ENCODED = 8;

    private static final Map<String, List<Pattern>> KNOWN = new ConcurrentHashMap<>();

    private static final Map<Character, String> NAMED = Map.of(
            '&', "&amp;",
            '<', "&lt;",
            '>', "&gt;",
            '"', "&quot;",
            '\'', "&apos;",
            '+', "&plus;",
            '/', "&sol;",
            '=', "&equals;",
            '_', "&lowbar;",
            '.', "&period;");

    private Secrets() {}

    /** Keeps a key out of all texts from now on; one under {@link #SHORTEST} characters is no key. */
    public static void register(String key) {
        String bare = key.strip();
        if (bare.length() >= SHORTEST) {
            KNOWN.computeIfAbsent(bare, Secrets::patterns);
        }
    }

    /** The text with {@link #MASK} for every known key in it. */
    public static String redact(String text) {
        String clean = text;
        for (List<Pattern> patterns : KNOWN.values()) {
            for (Pattern pattern : patterns) {
                Matcher matcher = pattern.matcher(clean);
                if (matcher.find()) {
                    clean = matcher.replaceAll(Matcher.quoteReplacement(MASK));
                }
            }
        }
        return clean;
    }

    private static List<Pattern> patterns(String key) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(key);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            String core = base64(bytes, before);
            if (core.length() >= SHORTEST_ENCODED) {
                forms.add(core);
                forms.add(core.replace('+', '-').replace('/', '_'));
            }
        }
        List<Pattern> patterns = new ArrayList<>();
        for (String form : forms) {
            patterns.add(Pattern.compile(anyEscape(form)));
        }
        return List.copyOf(patterns);
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

    /** A pattern for the text in which each character may be escaped in its own way. */
    private static String anyEscape(String text) {
        StringBuilder pattern = new StringBuilder();
        text.codePoints().forEach(point -> pattern.append(escapes(point)));
        return pattern.toString();
    }

    private static String escapes(int point) {
        List<String> ways = new ArrayList<>();
        String plain = Character.toString(point);
        ways.add("\\\\?" + Pattern.quote(plain));
        StringBuilder url = new StringBuilder();
        for (byte one : plain.getBytes(StandardCharsets.UTF_8)) {
            url.append("%(?:25)?").append(hex("%02x".formatted(one)));
        }
        ways.add(url.toString());
        StringBuilder json = new StringBuilder();
        for (char unit : plain.toCharArray()) {
            json.append("\\\\+u").append(hex("%04x".formatted((int) unit)));
        }
        ways.add(json.toString());
        ways.add("&#0*" + point + ";?");
        ways.add("&#[xX]0*" + hex(Integer.toHexString(point)) + ";?");
        if (plain.length() == 1 && NAMED.containsKey(plain.charAt(0))) {
            ways.add(NAMED.get(plain.charAt(0)));
        }
        return "(?:" + String.join("|", ways) + ")";
    }

    private static String hex(String digits) {
        return "(?i:" + digits + ")";
    }
}
