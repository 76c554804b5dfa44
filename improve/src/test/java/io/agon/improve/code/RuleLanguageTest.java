package io.agon.improve.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.improve.code.Value.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLanguageTest {

    static final Signature ORDER = signature(Type.NUMBER);

    static Signature signature(Type result) {
        SequencedMap<String, Type> parameters = new LinkedHashMap<>();
        parameters.put("stock", Type.NUMBER);
        parameters.put("demand", Type.NUMBERS);
        parameters.put("reply", Type.TEXT);
        parameters.put("late", Type.TRUTH);
        return new Signature("order", parameters, result);
    }

    static final Map<String, Value> ARGUMENTS = Map.of(
            "stock",
            new Value.Num(7),
            "demand",
            new Value.Numbers(List.of(3.0, 1.0, 4.0, 1.0, 5.0)),
            "reply",
            new Value.Text("First (A), then (B).\n\n Answer:  **1,234.50** "),
            "late",
            new Value.Truth(true));

    private static final String HEADER = "order(stock, demand, reply, late)\n";

    private static Value of(Type type, String body) throws CodeException {
        return new RuleLanguage().compile(signature(type), HEADER + body).call(ARGUMENTS);
    }

    private static String failure(String body) {
        try {
            return "gives " + of(Type.NUMBER, body);
        } catch (CodeException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 * 3 | 7",
                "(1 + 2) * 3 | 9",
                "2 ^ 3 ^ 2 | 512",
                "-2 ^ 2 | -4",
                "(-2) ^ 2 | 4",
                "2 ^ -1 | 0.5",
                "7 - 3 - 2 | 2",
                "-7 % 3 | 2",
                "7 % -3 | -2",
                "6 / 4 | 1.5",
                "1.5e2 | 150",
                "- - stock | 7",
                "if stock > 3 and not late then 1 else 2 | 2",
                "if not stock == 7 or late then 1 else 2 | 1",
                "1 + if late then 1 else 2 + 5 | 2",
                "if length(demand) > 99 and item(demand, 99) > 1 then 1 else 0 | 0",
                "mean(demand) | 2.8",
                "sum([]) | 0",
                "sum([1, 2, stock]) | 10",
                "sd(demand) | 1.7888543819998317",
                "sd([4]) | 0",
                "min(demand) + max(demand) | 6",
                "quantile(demand, 0.6) | 3",
                "quantile(demand, 0) | 1",
                "first(demand) | 3",
                "last(demand) | 5",
                "sum(last(demand, 2)) | 6",
                "length(last(demand, 99)) | 5",
                "length(first(demand, -1)) | 0",
                "item(demand, 3) | 4",
                "item(demand, -2) | 1",
                "item(sort(demand), 5) | 5",
                "trend([1, 3, 5]) | 2",
                "trend([1]) | 0",
                "smooth([4, 8, 8], 0.5) | 7",
                "abs(-2) + sqrt(9) + exp(0) + log(1) | 6",
                "floor(-1.5) * 10 + ceil(1.2) | -18",
                "round(2.5) + round(-2.5) | 1",
                "clamp(12, 0, 10) + min(1, 2) + max(1, 2) | 13",
                "z(0.5) | 0",
                "number(\" 12.5 \", 0) | 12.5",
                "number(\"twelve\", -1) | -1",
                "number(\"1e999\", -1) | -1",
                "number(\"NaN\", -1) | -1",
                "length(reply) | 45",
                "count(\"banana\", \"an\") | 2"
            })
    void arithmeticListsAndConditions_giveTheirValue(String body, double value) throws CodeException {
        assertThat(((Value.Num) of(Type.NUMBER, body)).value()).isEqualTo(value);
    }

    @Test
    void normalQuantile_isThatOfTables() throws CodeException {
        assertThat(((Value.Num) of(Type.NUMBER, "z(0.975)")).value()).isCloseTo(1.959963984540054, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "last_option(reply) | (B)",
                "last_option(\"none\") | ''",
                "last_number(reply) | 1234.50",
                "last_number(\"x = -3.5.\") | -3.5",
                "last_number(\"pages 10-12\") | 12",
                "last_number(\"(-1,000,000)\") | -1000000",
                "last_number(\"1,23\") | 23",
                "last_number(\"none\") | ''",
                "strip(trim(after(reply, \"Answer:\")), \"*\") | 1,234.50",
                "after(reply, \"nowhere\") | ''",
                "before(\"a=b=c\", \"=\") | a",
                "before_last(\"a=b=c\", \"=\") | a=b",
                "after_last(\"a=b=c\", \"=\") | c",
                "before(\"abc\", \"=\") | abc",
                "between(\"x <b>bold</b>\", \"<b>\", \"</b>\") | bold",
                "between(\"x <b>bold\", \"<b>\", \"</b>\") | ''",
                "line(reply, 1) | First (A), then (B).",
                "line(reply, -1) | Answer:  **1,234.50**",
                "line(reply, 3) | ''",
                "word(reply, -1) | **1,234.50**",
                "word(reply, 2) | (A),",
                "upper(\"a\") + lower(\"B\") | Ab",
                "default(\"\", \"other\") | other",
                "replace(\"a-b-c\", \"-\", \"\") | abc",
                "text(stock) + text(1.5) | 71.5"
            })
    void texts_areCutAsSaid(String body, String value) throws CodeException {
        assertThat(of(Type.TEXT, body)).isEqualTo(new Value.Text(value));
    }

    @Test
    void truths_areGiven() throws CodeException {
        assertThat(of(Type.TRUTH, "contains(reply, 'Answer') and starts_with(reply, \"First\")"))
                .isEqualTo(new Value.Truth(true));
        assertThat(of(Type.TRUTH, "0 == -0.0 and \"a\" != \"b\" and true == late"))
                .isEqualTo(new Value.Truth(true));
    }

    @Test
    void linesDefineNames_andExpressionsGoOnWhereTheyMust() throws CodeException {
        String body = """
            # the level
            level = mean(
                last(demand, 2)) * 2 +
              1   # more

            if level > stock
            then level - stock
            else if late
            then -1
            else 0
            """;
        assertThat(of(Type.NUMBER, body)).isEqualTo(new Value.Num(-1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + stok | Line 2, column 5: 'stok' is not known; did you mean 'stock'?",
                "1 + maen(demand) | Line 2, column 5: the function 'maen' is not known; did you mean 'mean'?",
                "stock(1) | Line 2, column 1: 'stock' is a value, not a function.",
                "1 + mean | Line 2, column 5: 'mean' is a function; call it: mean(values: list) -> number.",
                "demand * 2 | Line 2, column 8: '*' needs two numbers, but has a list and a number; make a number of"
                        + " the list first, such as mean(list) or last(list).",
                "reply + 2 | Line 2, column 7: '+' needs two numbers or two texts, but has a text and a number; use"
                        + " text(number) or number(text, otherwise).",
                "mean(stock) | Line 2, column 1: there is no mean(number); there is mean(values: list) -> number.",
                "reply | Line 2, column 1: order must give a number, but this gives a text.",
                "if stock then 1 else 2 | Line 2, column 1: 'if' needs a truth, but has a number; compare it, as in"
                        + " 'if x > 0 then a else b'.",
                "if late then 1 else reply | Line 2, column 16: 'then' gives a number and 'else' a text; they must be"
                        + " the same.",
                "if late then 1 | Line 2, column 15: 'else' is missing before the end of the line; write 'if a then b"
                        + " else c'.",
                "if stock = 7 then 1 else 2 | Line 2, column 10: '=' only defines; compare with ==.",
                "1 < stock < 3 | Line 2, column 11: comparisons cannot be chained; write a < b and b < c.",
                "demand[0] | Line 2, column 7: '[' does not belong here; item 1 of a list is item(list, 1).",
                "stock ** 2 | Line 2, column 7: '**' is not of this language; powers are a ^ b.",
                "return stock | Line 2, column 1: there is no 'return'; the last line is the expression alone.",
                "stock = 3 | Line 2, column 1: 'stock' is already defined, and nothing changes its value; use a new"
                        + " name.",
                "level = 3 | Line 2, column 10: the result is missing; end with a line that is an expression alone,"
                        + " such as 'level'.",
                "(1 + 2 | Line 2, column 7: ')' is missing before the end of the line; it closes the '(' of line 2,"
                        + " column 1.",
                "1 + | Line 2, column 4: a value is missing before the end.",
                "\"open | Line 2, column 1: the text has no end; close it with \" on the same line.",
                "not stock | Line 2, column 1: 'not' needs a truth, but has a number.",
                "1e999 | Line 2, column 1: the number is too large.",
                "[1, late] | Line 2, column 1: a list is of numbers, but this is of (number, truth).",
                "1 / (stock - 7) | Line 2: division by zero, in '1 / (stock - 7)'.",
                "mean(last(demand, 0)) | Line 2: there is no mean of an empty list, in 'mean(last(demand, 0))'.",
                "2 + log(0) | Line 2: there is no logarithm of 0, in 'log(0)'.",
                "sqrt(-1) | Line 2: there is no square root of -1, in 'sqrt(-1)'.",
                "(-8) ^ 0.5 | Line 2: there is no -8 ^ 0.5, in '(-8) ^ 0.5'.",
                "10 ^ 400 | Line 2: the result is too large for a number, in '10 ^ 400'.",
                "exp(1000) | Line 2: the result is too large for a number, in 'exp(1000)'.",
                "item(demand, 0) | Line 2: there is no item 0 in a list of 5, in 'item(demand, 0)'.",
                "item(demand, 1.5) | Line 2: there is no item 1.5 in a list of 5, in 'item(demand, 1.5)'.",
                "z(1) | Line 2: there is no normal quantile of 1, in 'z(1)'.",
                "quantile(demand, 2) | Line 2: q must lie in [0, 1], but it is 2, in 'quantile(demand, 2)'."
            })
    void mistakes_sayWhereWhatAndHowToMendThem(String body, String message) {
        assertThat(failure(body)).isEqualTo(message);
    }

    @Test
    void lines_areCountedAsTheOptimizerSeesThem() {
        assertThat(failure("# a comment\n\na = 1\nb = a / 0\nb")).startsWith("Line 5: division by zero");
        assertThat(failure("a = 1\nstock\na")).startsWith("Line 3, column 1: only the last line");
    }

    @Test
    void anotherSignature_isRefused() {
        assertThatThrownBy(() -> new RuleLanguage().compile(ORDER, "order(stock, demand, reply)\nstock"))
                .isInstanceOf(CodeException.class)
                .hasMessage("Line 1, column 1: the code must begin with the line 'order(stock, demand, reply, late)', "
                        + "but it begins with 'order(stock,demand,reply)'; keep that line as it is.");
        assertThatThrownBy(() -> new RuleLanguage().compile(ORDER, "stock")).isInstanceOf(CodeException.class);
        assertThatThrownBy(() -> new RuleLanguage().compile(ORDER, "")).isInstanceOf(CodeException.class);
    }

    @Test
    void argumentsOfAnotherKind_areTheHostsMistake() throws CodeException {
        RuleProgram program = new RuleLanguage().compile(ORDER, HEADER + "stock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> program.call(Map.of("stock", new Value.Num(1))))
                .withMessageContaining("needs demand, a list");
    }

    @Test
    void deepNesting_isRefusedAndNeverOverflows() throws Exception {
        for (String deep : List.of("(", "-", "not ", "[", "mean(", "2 ^ ", "if late then ", "if ", "1 + (")) {
            assertThat(failure(deep.repeat(1500))).contains("Line 2, column");
        }
        assertThat(failure("(".repeat(99) + "1" + ")".repeat(99))).contains("gives");
        assertThat(failure("1" + " + 1".repeat(499))).isEqualTo("gives " + new Value.Num(500));
        assertThat(failure("1" + " + 1".repeat(500))).contains("at most 1,000 expressions");
        var thread = new Thread(
                null, () -> assertThat(failure("1" + " - 1".repeat(499))).contains("gives"), "", 1 << 19);
        thread.start();
        thread.join();
    }

    @Test
    void size_isBounded() {
        assertThat(failure("1 +" + " ".repeat(20_000) + "1")).contains("20,000 are allowed");
        String doubling = "t0 = 'x'\n"
                + IntStream.range(0, 40)
                        .mapToObj(it -> "t%d = t%d + t%d\n".formatted(it + 1, it, it))
                        .collect(Collectors.joining());
        assertThat(failure(doubling + "length(t40)"))
                .isEqualTo("Line 22: the text would have 1,048,576 characters, "
                        + "but 1,000,000 are allowed, in 't19 + t19'.");
        assertThat(failure(doubling.substring(0, doubling.indexOf("t20 =")) + "length(replace(t19, 'x', t19))"))
                .contains("steps");
        String half = doubling.substring(0, doubling.indexOf("t12 ="));
        assertThat(failure(half + "length(replace(t11, 'x', t11))")).contains("1,000,000 are allowed");
    }

    @Test
    void work_isBounded_whateverTheArguments() throws CodeException {
        Map<String, Value> huge = new java.util.HashMap<>(ARGUMENTS);
        huge.put("demand", new Value.Numbers(Collections.nCopies(900_000, 1.0)));
        huge.put("reply", new Value.Text("a".repeat(900_000)));
        String sums = IntStream.range(0, 100).mapToObj(it -> "sum(demand)").collect(Collectors.joining(" + "));
        for (String body : List.of(sums, "quantile(demand, 0.5)", "if contains(reply, reply + 'b') then 1 else 0")) {
            RuleProgram program = new RuleLanguage().compile(ORDER, HEADER + body);
            assertThatThrownBy(() -> program.call(huge)).hasMessageContaining("more than 10,000,000 steps");
        }
        assertThat(new RuleLanguage().compile(ORDER, HEADER + "sum(demand)").call(huge))
                .isEqualTo(new Value.Num(900_000));
    }

    @Test
    void manual_hasAllFunctions_andItsExamplesCompile() throws CodeException {
        String manual = new RuleLanguage().manual(ORDER);
        assertThat(Builtin.all()).allSatisfy(it -> assertThat(manual).contains(it.toString(), it.documentation()));
        String[] examples = manual.split("Example:\n");
        assertThat(examples).hasSize(3);
        assertThat(new RuleLanguage()
                        .compile(
                                parameters("order_up_to", Type.NUMBER, "stock", Type.NUMBER, "demand", Type.NUMBERS),
                                examples[1])
                        .call(Map.of("stock", new Value.Num(1), "demand", new Value.Numbers(List.of(2.0, 2.0)))))
                .isEqualTo(new Value.Num(3));
        assertThat(new RuleLanguage()
                        .compile(parameters("extract", Type.TEXT, "reply", Type.TEXT), examples[2])
                        .call(Map.of("reply", new Value.Text("(A)? Answer: (B)."))))
                .isEqualTo(new Value.Text("(B)"));
    }

    @Test
    void reference_hasEachFunctionAndNoOther() throws Exception {
        Path page = Path.of("../docs/reference/rule-language.md");
        List<String> rows = Files.readAllLines(page).stream()
                .filter(it -> it.startsWith("| `") && it.contains(" -> "))
                .toList();
        assertThat(rows)
                .isEqualTo(Builtin.all().stream()
                        .map(it -> "| `%s` | %s |".formatted(it, it.documentation()))
                        .toList());
    }

    static Signature parameters(String name, Type result, Object... namesAndTypes) {
        SequencedMap<String, Type> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            parameters.put((String) namesAndTypes[i], (Type) namesAndTypes[i + 1]);
        }
        return new Signature(name, parameters, result);
    }
}
