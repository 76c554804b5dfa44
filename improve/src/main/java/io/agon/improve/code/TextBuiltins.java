package io.agon.improve.code;

import static io.agon.improve.code.Builtin.finite;
import static io.agon.improve.code.Builtin.of;

import io.agon.improve.code.Builtin.Work;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Functions of texts. */
final class TextBuiltins {

    private TextBuiltins() {}

    static List<Builtin> all() {
        return Stream.of(searching(), cutting(), converting())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Builtin> searching() {
        return List.of(
                of(
                        "contains(text: text, mark: text) -> truth",
                        Work.SEARCHING,
                        "whether mark is in it",
                        a -> new Value.Truth(a.text(0).contains(a.text(1)))),
                of(
                        "starts_with(text: text, mark: text) -> truth",
                        Work.LINEAR,
                        "whether it begins with mark",
                        a -> new Value.Truth(a.text(0).startsWith(a.text(1)))),
                of(
                        "ends_with(text: text, mark: text) -> truth",
                        Work.LINEAR,
                        "whether it ends with mark",
                        a -> new Value.Truth(a.text(0).endsWith(a.text(1)))),
                of(
                        "count(text: text, mark: text) -> number",
                        Work.SEARCHING,
                        "how often mark is in it, without overlaps; 0 when mark is empty",
                        a -> finite(count(a.text(0), a.text(1)))),
                of(
                        "replace(text: text, mark: text, other: text) -> text",
                        Work.SEARCHING,
                        "each mark replaced by other; as it is when mark is empty",
                        a -> replaced(a.text(0), a.text(1), a.text(2))));
    }

    private static List<Builtin> cutting() {
        return List.of(
                text(
                        "trim(text: text) -> text",
                        "without space at its ends",
                        a -> a.text(0).strip()),
                text(
                        "strip(text: text, characters: text) -> text",
                        "without these characters at its ends, such as strip(text, \"*. \")",
                        a -> stripped(a.text(0), a.text(1))),
                text(
                        "after(text: text, mark: text) -> text",
                        "what comes after the first mark; \"\" when mark is not in it",
                        a -> from(a.text(0), a.text(0).indexOf(a.text(1)), a.text(1))),
                text(
                        "after_last(text: text, mark: text) -> text",
                        "what comes after the last mark; \"\" when mark is not in it",
                        a -> from(a.text(0), a.text(0).lastIndexOf(a.text(1)), a.text(1))),
                text(
                        "before(text: text, mark: text) -> text",
                        "what comes before the first mark; all when mark is not in it",
                        a -> until(a.text(0), a.text(0).indexOf(a.text(1)))),
                text(
                        "before_last(text: text, mark: text) -> text",
                        "what comes before the last mark; all when mark is not in it",
                        a -> until(a.text(0), a.text(0).lastIndexOf(a.text(1)))),
                text(
                        "between(text: text, open: text, close: text) -> text",
                        "what comes after the first open and before the next close; \"\" when one is not in it",
                        a -> between(a.text(0), a.text(1), a.text(2))),
                text(
                        "line(text: text, n: number) -> text",
                        "the n-th line from 1, from the end when n < 0; blank lines do not count; trimmed; \"\" when"
                                + " there is none",
                        a -> item(a.text(0).lines().map(String::strip).filter(it -> !it.isEmpty()), a.number(1))),
                text(
                        "word(text: text, n: number) -> text",
                        "the n-th word from 1, from the end when n < 0; space parts words; \"\" when there is none",
                        a -> item(Stream.of(a.text(0).strip().split("\\s+")), a.number(1))),
                text(
                        "last_option(text: text) -> text",
                        "the last letter in parentheses, such as \"(B)\"; \"\" when there is none",
                        a -> lastOption(a.text(0))),
                text(
                        "last_number(text: text) -> text",
                        "the last number in it as it is written, but without commas, such as \"-1234.5\"; \"\" when"
                                + " there is none",
                        a -> LastNumber.in(a.text(0))));
    }

    private static List<Builtin> converting() {
        return List.of(
                of(
                        "length(text: text) -> number",
                        Work.LINEAR,
                        "how many characters there are",
                        a -> finite(a.text(0).length())),
                text(
                        "lower(text: text) -> text",
                        "in small letters",
                        a -> a.text(0).toLowerCase(Locale.ROOT)),
                text(
                        "upper(text: text) -> text",
                        "in capital letters",
                        a -> a.text(0).toUpperCase(Locale.ROOT)),
                text(
                        "default(text: text, other: text) -> text",
                        "text, or other when text is \"\"",
                        a -> a.text(a.text(0).isEmpty() ? 1 : 0)),
                of(
                        "number(text: text, otherwise: number) -> number",
                        Work.LINEAR,
                        "the number that the trimmed text is, such as \"-1.5\" or \"2e3\"; otherwise when it is none",
                        a -> finite(number(a.text(0).strip(), a.number(1)))),
                text(
                        "text(x: number) -> text",
                        "the number as text; whole ones without a point",
                        a -> RulePrinter.number(a.number(0))));
    }

    private interface Cut {
        String of(Builtin.Arguments arguments);
    }

    private static Builtin text(String signature, String documentation, Cut cut) {
        boolean searches = signature.contains("mark") || signature.contains("open") || signature.contains("characters");
        return of(signature, searches ? Work.SEARCHING : Work.LINEAR, documentation, a -> new Value.Text(cut.of(a)));
    }

    private static int count(String text, String mark) {
        if (mark.isEmpty()) {
            return 0;
        }
        int count = 0;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
            count++;
        }
        return count;
    }

    private static Value replaced(String text, String mark, String other) throws CodeException {
        if (mark.isEmpty()) {
            return new Value.Text(text);
        }
        long length = text.length() + (long) count(text, mark) * (other.length() - mark.length());
        return new Value.Text(RuleProgram.room(length) ? text.replace(mark, other) : "");
    }

    private static String stripped(String text, String characters) {
        int from = 0;
        int to = text.length();
        while (from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String from(String text, int index, String mark) {
        return index < 0 ? "" : text.substring(index + mark.length());
    }

    private static String until(String text, int index) {
        return index < 0 ? text : text.substring(0, index);
    }

    private static String between(String text, String open, String close) {
        String rest = from(text, text.indexOf(open), open);
        int end = rest.indexOf(close);
        return end < 0 ? "" : rest.substring(0, end);
    }

    private static String item(Stream<String> all, double n) {
        List<String> items = all.toList();
        double index = n < 0 ? items.size() + n : n - 1;
        return index == Math.rint(index) && index >= 0 && index < items.size() ? items.get((int) index) : "";
    }

    private static String lastOption(String text) {
        for (int close = text.length() - 1; close >= 2; close--) {
            if (text.charAt(close) == ')'
                    && Character.isLetter(text.charAt(close - 1))
                    && text.charAt(close - 2) == '(') {
                return text.substring(close - 2, close + 1);
            }
        }
        return "";
    }

    private static double number(String text, double otherwise) {
        Predicate<String> plain = it -> it.chars()
                .allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E');
        try {
            double value = text.length() <= 100 && plain.test(text) ? Double.parseDouble(text) : otherwise;
            return Double.isFinite(value) ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
