package io.agon.improve.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.code.Value.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all rules, tried on seeded random ones. */
class RulePropertiesTest {

    private static final RuleLanguage LANGUAGE = new RuleLanguage();
    private static final Signature SIGNATURE = RuleLanguageTest.ORDER;
    private static final String HEADER = SIGNATURE.header() + "\n";

    /** Draws well-typed rules. */
    private record Rules(Random random) {

        Rule rule() {
            Map<String, Type> known = new LinkedHashMap<>(SIGNATURE.parameters());
            var lines = new ArrayList<Rule.Line>();
            for (int i = random.nextInt(4); i > 0; i--) {
                Expression value = of(Type.values()[random.nextInt(4)], known, 4);
                lines.add(new Rule.Line("v" + i, value));
                known.put("v" + i, value.type());
            }
            return new Rule(SIGNATURE, lines, of(Type.NUMBER, known, 5));
        }

        private Expression of(Type type, Map<String, Type> known, int depth) {
            if (depth == 0 || random.nextInt(5) == 0) {
                return leaf(type, known);
            }
            int kind = random.nextInt(10);
            if (kind == 0) {
                return new Expression.If(
                        of(Type.TRUTH, known, depth - 1), of(type, known, depth - 1), of(type, known, depth - 1));
            }
            if (kind == 1 && type == Type.NUMBER) {
                return new Expression.Minus(of(type, known, depth - 1));
            }
            if (kind == 1 && type == Type.TRUTH) {
                return new Expression.Not(of(type, known, depth - 1));
            }
            if (kind == 1 && type == Type.NUMBERS) {
                return new Expression.ListOf(IntStream.range(0, random.nextInt(4))
                        .mapToObj(it -> of(Type.NUMBER, known, depth - 1))
                        .toList());
            }
            if (kind < 6) {
                List<Operator> operators = Stream.of(Operator.values())
                        .filter(it -> sides(it, type).length > 0)
                        .toList();
                if (!operators.isEmpty()) {
                    Operator operator = operators.get(random.nextInt(operators.size()));
                    Type[] sides = sides(operator, type);
                    Type side = sides[random.nextInt(sides.length)];
                    return new Expression.Binary(operator, of(side, known, depth - 1), of(side, known, depth - 1));
                }
            }
            List<Builtin> fitting =
                    Builtin.all().stream().filter(it -> it.result() == type).toList();
            Builtin builtin = fitting.get(random.nextInt(fitting.size()));
            return new Expression.Call(
                    builtin,
                    builtin.types().stream().map(it -> of(it, known, depth - 1)).toList());
        }

        private static Type[] sides(Operator operator, Type result) {
            return Stream.of(Type.values())
                    .filter(it -> operator.result(it, it).filter(result::equals).isPresent())
                    .toArray(Type[]::new);
        }

        private Expression leaf(Type type, Map<String, Type> known) {
            List<String> names = known.entrySet().stream()
                    .filter(it -> it.getValue() == type)
                    .map(Map.Entry::getKey)
                    .toList();
            if (!names.isEmpty() && random.nextBoolean()) {
                return new Expression.Variable(names.get(random.nextInt(names.size())), type);
            }
            return switch (type) {
                case NUMBER -> new Expression.Constant(new Value.Num(number()));
                case TEXT -> new Expression.Constant(new Value.Text(text()));
                case TRUTH -> new Expression.Constant(new Value.Truth(random.nextBoolean()));
                case NUMBERS -> new Expression.ListOf(List.of());
            };
        }

        private double number() {
            double[] some = {0, -0.0, 1, -3, 0.1, -1e300, Double.MIN_VALUE, Double.MAX_VALUE, 1e15, 123456789.25};
            return random.nextBoolean() ? some[random.nextInt(some.length)] : random.nextGaussian();
        }

        private String text() {
            return IntStream.range(0, random.nextInt(4))
                    .mapToObj(it -> Character.toString("a\"'\\\n\t\r#é€(".charAt(random.nextInt(11))))
                    .reduce("", String::concat);
        }
    }

    @Test
    void printedRules_areReadAsTheSameRules_andDoTheSame() throws Exception {
        var rules = new Rules(new Random(7));
        int values = 0;
        for (int i = 0; i < 2_000; i++) {
            Rule rule;
            try {
                rule = rules.rule();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("at most 1,000 expressions");
                continue;
            }
            RuleProgram read = LANGUAGE.compile(SIGNATURE, rule.toString());
            assertThat(read.rule()).as(rule.toString()).isEqualTo(rule);
            String said = said(LANGUAGE.program(rule));
            assertThat(said(read)).isEqualTo(said);
            values += said.startsWith("Num") ? 1 : 0;
        }
        assertThat(values).as("rules that give a number").isGreaterThan(300);
    }

    private static String said(RuleProgram program) {
        try {
            return program.call(RuleLanguageTest.ARGUMENTS).toString();
        } catch (CodeException e) {
            return e.getMessage();
        }
    }

    @Test
    void noise_isRefusedWithAReason_andNeverThrowsAnythingElse() {
        var random = new Random(11);
        List<String> words = Stream.of(
                        Stream.of(
                                "if", "then", "else", "and", "or", "not", "true", "(", ")", "[", "]", ",", "=", "==",
                                "<"),
                        Stream.of(
                                "+", "-", "*", "/", "%", "^", "1", "2.5e3", "\"a\"", "'", "\\", "#", "\n", ".",
                                "stock"),
                        Stream.of("demand", "reply", "late", "x"),
                        Builtin.all().stream().map(Builtin::name))
                .flatMap(it -> it)
                .toList();
        int good = 0;
        for (int i = 0; i < 10_000; i++) {
            String body;
            if (i % 2 == 0) {
                var bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
                body = new String(bytes, StandardCharsets.ISO_8859_1);
            } else {
                body = IntStream.range(0, 1 + random.nextInt(i % 4 == 1 ? 5 : 40))
                        .mapToObj(it -> words.get(random.nextInt(words.size())))
                        .reduce("", (a, b) -> a + " " + b);
            }
            good += tried(HEADER + body) ? 1 : 0;
            tried(body);
        }
        assertThat(good).as("noise that happens to be a rule").isGreaterThan(5);
    }

    @Test
    void rulesWithAMistake_areRefusedOrRun() {
        var random = new Random(13);
        var rules = new Rules(random);
        for (int i = 0; i < 2_000; i++) {
            try {
                var text = new StringBuilder(rules.rule().toString());
                int at = random.nextInt(text.length());
                text.replace(
                        at, Math.min(text.length(), at + random.nextInt(3)), "" + (char) (32 + random.nextInt(95)));
                tried(text.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("at most 1,000 expressions");
            }
        }
    }

    private static boolean tried(String body) {
        try {
            LANGUAGE.compile(SIGNATURE, body).call(RuleLanguageTest.ARGUMENTS);
            return true;
        } catch (CodeException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }
}
