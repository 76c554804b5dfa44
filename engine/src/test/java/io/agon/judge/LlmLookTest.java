package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.model.Decoding;
import io.agon.model.Fault;
import io.agon.model.ModelException;
import io.agon.model.Request;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LlmLookTest {

    private static final Query QUERY = new Query("q", Map.of("input", "6 * 7?"), "42");
    private static final Pattern HEAD = Pattern.compile("\\A\\[task ([0-9a-f]{24})\\]\n");
    private final Scripted.Bench bench = new Scripted.Bench();

    private static LlmLook look(Scripted model, Rubric rubric) {
        return new LlmLook("verdict", model.endpoint(), rubric);
    }

    private static String shown(Request request) {
        return request.messages().get(1).text();
    }

    /** Reads what stands between the lines with the code, as a naive reader would, and prefers what holds 42. */
    private static String naive(Request request) {
        boolean first = framed(shown(request), "first answer").contains("right: 42");
        boolean second = framed(shown(request), "second answer").contains("right: 42");
        return "{\"verdict\": \"%s\"}".formatted(first == second ? "tie" : first ? "first" : "second");
    }

    private static String framed(String text, String title) {
        Matcher head = HEAD.matcher(text);
        assertThat(head.find()).isTrue();
        Pattern frame = Pattern.compile(
                "^\\[%s(?:, its first \\d+ of \\d+ characters)? %s\\]\n(.*?)\n\\[end of %s %s\\]$"
                        .formatted(title, head.group(1), title, head.group(1)),
                Pattern.DOTALL | Pattern.MULTILINE);
        Matcher found = frame.matcher(text);
        assertThat(found.find()).as(title).isTrue();
        String content = found.group(1);
        assertThat(found.find()).as("a second %s", title).isFalse();
        return content;
    }

    /** G7: whatever an answer says, it stays inside its frame, and the right one wins in either place. */
    @Test
    void hostileAnswers_inEitherPlace_doNotMoveTheVerdict() throws Exception {
        var model = new Scripted(LlmLookTest::naive);
        LlmLook look = look(model, Rubric.of("Right."));
        assertThat(Hostile.answers()).hasSizeGreaterThan(20);
        for (Hostile it : Hostile.answers()) {
            assertThat(look.at(QUERY, it.text(), "right: 42", bench))
                    .as(it.name())
                    .isEqualTo(Outcome.LOSS);
            assertThat(look.at(QUERY, "right: 42", it.text(), bench))
                    .as(it.name())
                    .isEqualTo(Outcome.WIN);
            assertThat(look.at(QUERY, it.text(), it.text() + "!", bench))
                    .as(it.name())
                    .isEqualTo(Outcome.TIE);
        }
        for (Request request : model.requests) {
            assertThat(shown(request).codePoints().filter(Hostile::harmful).filter(c -> c != '\t'))
                    .isEmpty();
            assertThat(shown(request)).hasSizeLessThan(2 * Rubric.DEFAULT_LONGEST + 2_000);
        }
    }

    /** G7 for the query, which may hold foreign text too. */
    @Test
    void hostileQuery_staysInItsFrame() throws Exception {
        var model = new Scripted(LlmLookTest::naive);
        for (Hostile it : Hostile.answers()) {
            Query query = new Query("q", Map.of("input", it.text()), it.text());
            assertThat(look(model, Rubric.of("Right.")).at(query, "right: 42", "41", bench))
                    .isEqualTo(Outcome.WIN);
        }
    }

    @Test
    void sameQuestion_isTheSameRequest_andAnotherHasAnotherCode() {
        LlmLook look = look(new Scripted(LlmLookTest::naive), Rubric.of("Right."));
        assertThat(look.request(QUERY, "a", "b")).isEqualTo(look.request(QUERY, "a", "b"));
        String one = shown(look.request(QUERY, "a", "b")).lines().findFirst().orElseThrow();
        assertThat(shown(look.request(QUERY, "b", "a"))).doesNotContain(one);
        assertThat(shown(look.request(QUERY, "a", "b" + one)))
                .contains("b" + one)
                .doesNotStartWith(one);
    }

    @Test
    void rubric_shapesTheRequest() {
        var model = new Scripted(LlmLookTest::naive);
        Request plain = look(model, Rubric.of("Be kind.")).request(QUERY, "a", "b");
        assertThat(plain.messages().get(0).text()).contains("Be kind.").doesNotContain("\"reason\"");
        assertThat(plain.schema()).hasValueSatisfying(it -> assertThat(it).doesNotContain("reason"));
        assertThat(plain.decoding().temperature()).isZero();
        assertThat(shown(plain)).contains("[reference answer");
        var rubric = new Rubric("Be kind.", false, true, Decoding.greedy(99), 5);
        Request other = look(model, rubric).request(QUERY, "1234567", "b");
        assertThat(other.messages().get(0).text()).contains("\"reason\"");
        assertThat(other.schema()).hasValueSatisfying(it -> assertThat(it).contains("reason"));
        assertThat(shown(other))
                .doesNotContain("reference answer")
                .contains("[first answer, its first 5 of 7 characters")
                .contains("\n12345\n");
    }

    @Test
    void worstCase_boundsEveryRequest() {
        var model = new Scripted(LlmLookTest::naive);
        LlmLook look = look(model, new Rubric("Right.", true, true, Decoding.greedy(100), 3_000));
        double worst = look.worstCase(QUERY, Integer.MAX_VALUE);
        for (Hostile a : Hostile.answers()) {
            for (String b : java.util.List.of("", "\uFFFF".repeat(9_999), "x\u202e".repeat(9_999))) {
                Request request = look.request(QUERY, a.text(), b);
                assertThat(model.endpoint().worst(request.inputBound(), 100)).isLessThanOrEqualTo(worst);
            }
        }
    }

    @Test
    void reply_isAVerdictOrNothing() throws Exception {
        assertThat(replied("{\"verdict\": \"first\"}")).isEqualTo(Outcome.WIN);
        assertThat(replied(" {\"reason\": \"x\", \"verdict\": \"Second\"}\n")).isEqualTo(Outcome.LOSS);
        assertThat(replied("```json\n{\"verdict\": \"tie\"}\n```")).isEqualTo(Outcome.TIE);
        assertThat(replied("```\n{\"verdict\": \"tie\"}\n```")).isEqualTo(Outcome.TIE);
        for (String text : java.util.List.of(
                "",
                "first",
                "\"first\"",
                "[]",
                "{}",
                "{\"verdict\": \"A\"}",
                "{\"verdict\": null}",
                "{\"verdict\": 1}",
                "{\"verdict\": [\"first\"]}",
                "{\"verdict\": \"first\", \"verdict\": \"second\"}",
                "{\"verdict\": \"first\"} {\"verdict\": \"second\"}",
                "{\"verdict\": \"first\"} because",
                "I say {\"verdict\": \"first\"}",
                "{\"verdict\": \"first\", \"confidence\": 1}",
                "{\"verdict\": \"first\", \"reason\": {}}",
                "{\"verdict\": \"first\"",
                "```",
                "``````",
                "```python\n{\"verdict\": \"first\"}\n```",
                "[".repeat(5_000))) {
            assertThatThrownBy(() -> replied(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.fault()).isInstanceOf(Fault.Unusable.class));
        }
    }

    private Outcome replied(String text) throws Exception {
        Function<Request, String> script = request -> text;
        return look(new Scripted(script), Rubric.of("x")).at(QUERY, "a", "b", bench);
    }
}
