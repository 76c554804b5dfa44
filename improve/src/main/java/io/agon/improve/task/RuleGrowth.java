package io.agon.improve.task;

import io.agon.improve.code.Builtin;
import io.agon.improve.code.Expression;
import io.agon.improve.code.Operator;
import io.agon.improve.code.Value;
import io.agon.improve.code.Value.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Random expressions of the rule language, well typed.
 *
 * <p>An expression that may have parts is a leaf half of the time. A leaf is a variable that is known there, four times
 * in five where there is one of its type, always for lists; otherwise a constant. What has parts is an operator half of
 * the time and a function otherwise, each drawn uniformly among those that give the type. A truth is never a leaf: the
 * smallest is a comparison of numbers. What takes texts or lists is left out where no variable is one, and what people
 * do not write is drawn again, see {@link RuleStyle}.
 *
 * @param known variables by name
 * @param random where choices come from
 */
record RuleGrowth(Map<String, Type> known, RandomGenerator random) {

    private static final double LEAF = 0.5;
    private static final double VARIABLE = 0.8;
    private static final double OPERATOR = 0.5;
    private static final int TRIES = 20;
    private static final MathContext DIGITS = new MathContext(2);

    /** A way to make an expression of others. */
    record Form(boolean operator, List<Type> parts, Type type, Function<List<Expression>, Expression> make) {}

    private static final List<Form> FORMS =
            Stream.concat(operators(), functions()).toList();

    private static Stream<Form> operators() {
        return Stream.of(Operator.values())
                .flatMap(it -> Stream.of(Type.values())
                        .filter(type -> type != Type.TRUTH || it == Operator.AND || it == Operator.OR)
                        .flatMap(type -> it.result(type, type).stream()
                                .map(result -> new Form(
                                        true,
                                        List.of(type, type),
                                        result,
                                        parts -> new Expression.Binary(it, parts.get(0), parts.get(1))))));
    }

    private static Stream<Form> functions() {
        return Builtin.all().stream()
                .map(it -> new Form(false, it.types(), it.result(), parts -> new Expression.Call(it, parts)));
    }

    /** Of this type, with at most so many levels of parts; such as people write, see {@link RuleStyle}. */
    Expression of(Type type, int depth) {
        for (int i = 0; i < TRIES; i++) {
            Expression drawn = drawn(type, depth);
            if (RuleStyle.plain(drawn)) {
                return drawn;
            }
        }
        return leaf(type);
    }

    private Expression drawn(Type type, int depth) {
        if (type != Type.TRUTH && (depth <= 0 || random.nextDouble() < LEAF)) {
            return leaf(type);
        }
        return any(depth <= 0 ? comparisons() : forms(type))
                .map(form -> form.make()
                        .apply(form.parts().stream()
                                .map(it -> of(it, depth - 1))
                                .toList()))
                .orElseGet(() -> leaf(type));
    }

    /** Of numbers: the smallest truths that say something. */
    private List<Form> comparisons() {
        return forms(Type.TRUTH).stream()
                .filter(it -> it.operator() && it.parts().getFirst() == Type.NUMBER)
                .toList();
    }

    /** A larger expression of the same type, of which this one is a part; the others have at most so many levels. */
    Expression around(Expression part, int depth) {
        Type type = part.type();
        List<Form> fitting =
                forms(type).stream().filter(it -> it.parts().contains(type)).toList();
        return any(fitting)
                .map(form -> {
                    List<Integer> places = places(form, type);
                    int place = places.get(random.nextInt(places.size()));
                    List<Expression> parts = new ArrayList<>();
                    for (int i = 0; i < form.parts().size(); i++) {
                        parts.add(i == place ? part : of(form.parts().get(i), depth));
                    }
                    return form.make().apply(parts);
                })
                .orElse(part);
    }

    private static List<Integer> places(Form form, Type type) {
        return Stream.iterate(0, it -> it < form.parts().size(), it -> it + 1)
                .filter(it -> form.parts().get(it) == type)
                .toList();
    }

    /** The same parts under another operator or function. */
    Expression swapped(Expression expression) {
        List<Type> types = expression.parts().stream().map(Expression::type).toList();
        List<Form> fitting = forms(expression.type()).stream()
                .filter(it -> it.parts().equals(types))
                .toList();
        return types.isEmpty() || fitting.isEmpty()
                ? expression
                : fitting.get(random.nextInt(fitting.size())).make().apply(expression.parts());
    }

    private List<Form> forms(Type type) {
        return FORMS.stream()
                .filter(it -> it.type() == type && it.parts().stream().allMatch(this::given))
                .toList();
    }

    private boolean given(Type type) {
        return type == Type.NUMBER || type == Type.TRUTH || known.containsValue(type);
    }

    private Optional<Form> any(List<Form> forms) {
        boolean operator = random.nextDouble() < OPERATOR;
        List<Form> preferred =
                forms.stream().filter(it -> it.operator() == operator).toList();
        List<Form> from = preferred.isEmpty() ? forms : preferred;
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(random.nextInt(from.size())));
    }

    private Expression leaf(Type type) {
        List<String> fitting = known.entrySet().stream()
                .filter(it -> it.getValue() == type)
                .map(Map.Entry::getKey)
                .toList();
        return !fitting.isEmpty() && (type == Type.NUMBERS || random.nextDouble() < VARIABLE)
                ? new Expression.Variable(fitting.get(random.nextInt(fitting.size())), type)
                : constant(type);
    }

    private Expression constant(Type type) {
        return switch (type) {
            case NUMBER -> new Expression.Constant(new Value.Num(number()));
            case TEXT -> new Expression.Constant(new Value.Text(""));
            case TRUTH -> new Expression.Constant(new Value.Truth(random.nextBoolean()));
            case NUMBERS -> new Expression.ListOf(List.of());
        };
    }

    /** A small whole number half of the time, otherwise one about 1, rarely far from it. */
    private double number() {
        return random.nextBoolean() ? random.nextInt(11) : rounded(Math.exp(random.nextGaussian()));
    }

    /**
     * A number near this one: whole ones a step away half of the time; otherwise times exp(N(0, 0.5)), to two digits,
     * with the other sign once in ten times.
     */
    double near(double number) {
        if (number == Math.rint(number) && random.nextBoolean()) {
            return number + (random.nextBoolean() ? 1 : -1);
        }
        double scaled = rounded(number * Math.exp(0.5 * random.nextGaussian()));
        return random.nextInt(10) == 0 ? -scaled : scaled;
    }

    private static double rounded(double number) {
        return Double.isFinite(number) ? new BigDecimal(number).round(DIGITS).doubleValue() : 1;
    }
}
