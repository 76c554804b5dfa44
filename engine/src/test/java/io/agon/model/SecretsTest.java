package io.agon.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SecretsTest {

    private static final String KEY = "sk-Sentinel_0/+=&\"<q>";

    static {
        Secrets.register(KEY);
    }

    @Test
    void plainKey_isMasked() {
        assertThat(Secrets.redact("Authorization: Bearer " + KEY + ".")).isEqualTo("Authorization: Bearer [secret].");
    }

    @Test
    void encodedKey_isMasked() {
        assertHidden(URLEncoder.encode(KEY, StandardCharsets.UTF_8));
        assertHidden(each("%%%02x"));
        assertHidden(URLEncoder.encode(URLEncoder.encode(KEY, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertHidden(KEY.replace("\"", "\\\"").replace("/", "\\/"));
        assertHidden(each("\\u%04x"));
        assertHidden(each("\\\\u%04X"));
        assertHidden(each("&#%d;"));
        assertHidden(each("&#x%x;"));
        assertHidden(KEY.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
    }

    @Test
    void keyInBase64_isMasked_atEveryAlignment() {
        for (String before : new String[] {"", "a", "ab", "abc", "Bearer ", "user:"}) {
            for (String after : new String[] {"", "x", "xy"}) {
                byte[] text = (before + KEY + after).getBytes(StandardCharsets.UTF_8);
                String plain = Base64.getEncoder().encodeToString(text);
                String url = Base64.getUrlEncoder().withoutPadding().encodeToString(text);
                String masked = Secrets.redact(plain) + " " + Secrets.redact(url);
                assertThat(masked).as(before + "|" + after).contains(Secrets.MASK);
                assertThat(masked).doesNotContain(plain.substring(before.length() * 4 / 3 + 4, plain.length() - 8));
            }
        }
    }

    @Test
    void textWithoutKey_staysAsItIs() {
        String text = "A sentinel stood at 0/+=& the gate; sk-Sentinel_0 is only a part.";

        assertThat(Secrets.redact(text)).isEqualTo(text);
    }

    @Test
    void placeholder_isNoKey() {
        Secrets.register("none");

        assertThat(Secrets.redact("none of them")).isEqualTo("none of them");
    }

    @Test
    void exception_holdsNoKey() {
        assertThat(new ModelException(new Fault.Malformed(), "got " + KEY)).hasMessageNotContaining(KEY);
    }

    @Test
    @Timeout(20)
    void hostileText_takesNoLongTime() {
        for (String part : new String[] {"\\", "&#0", "%25", "s", "sk-Sentinel_0/+=&\"<q"}) {
            String text = part.repeat((4 << 20) / part.length());

            assertThat(Secrets.redact(text)).isEqualTo(text);
        }
    }

    private static void assertHidden(String form) {
        assertThat(Secrets.redact("<" + form + ">")).isEqualTo("<" + Secrets.MASK + ">");
    }

    private static String each(String format) {
        return KEY.chars().mapToObj(format::formatted).collect(Collectors.joining());
    }
}
