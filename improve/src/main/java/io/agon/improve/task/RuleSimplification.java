package io.agon.improve.task;

import io.agon.improve.code.CodeException;
import io.agon.improve.code.Expression;
import io.agon.improve.code.Operator;
import io.agon.improve.code.Rule;
import io.agon.improve.code.RuleLanguage;
import io.agon.improve.code.Signature;
import io.agon.improve.code.Value;
import io.agon.improve.code.Value.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a rule more shortly, without another meaning: what depends on no variable becomes a constant, of at most three
 * digits; what adds nothing is left out, such as {@code + 0}, {@code * 1}, a condition with equal branches; lines that
 * are not used are dropped, and those that are a variable or a number are put where they are used. Where a rule fails,
 * what is left may not.
 *
 * <p>Functions other than those of arithmetic are not worked out: {@code z(0.95)} says more than 1.64.
 */
final class RuleSimplification {

    private static final MathContext DIGITS = new MathContext(3);
    private static final Set<String> ARITHMETIC =
            Set.of("abs", "floor", "ceil", "round", "sqrt", "min", "max", "clamp");

    private RuleSimplification() {}

    /** The same rule, written more shortly where that can be. */
    static Rule of(Rule rule) {
        Rule shorter = once(rule);
        return shorter.equals(rule) ? rule : of(shorter);
    }

    private static Rule once(Rule rule) {
        Map<String, Expression> meant = new HashMap<>();
        List<Rule.Line> lines = new ArrayList<>();
        for (Rule.Line line : rule.lines()) {
            Expression value = simple(line.value(), meant);
            if (value instanceof Expression.Variable || value instanceof Expression.Constant) {
                meant.put(line.name(), value);
            } else {
                lines.add(new Rule.Line(line.name(), value));
            }
        }
        Expression result = simple(rule.result(), meant);
        for (int i = lines.size() - 1; i >= 0; i--) {
            String name = lines.get(i).name();
            boolean used = uses(result, name)
                    || lines.subList(i + 1, lines.size()).stream().anyMatch(it -> uses(it.value(), name));
            if (!used) {
                lines.remove(i);
            }
        }
        return new Rule(rule.signature(), lines, result);
    }

    private static boolean uses(Expression expression, String name) {
        return expression instanceof Expression.Variable it && it.name().equals(name)
                || expression.parts().stream().anyMatch(it -> uses(it, name));
    }

    private static Expression simple(Expression expression, Map<String, Expression> meant) {
        if (expression instanceof Expression.Variable it) {
            return meant.getOrDefault(it.name(), it);
        }
        List<Expression> parts =
                expression.parts().stream().map(it -> simple(it, meant)).toList();
        Expression whole = parts.equals(expression.parts()) ? expression : RuleSites.with(expression, parts);
        return worked(whole).orElseGet(() -> switch (whole) {
            case Expression.Minus(Expression.Minus(Expression it)) -> it;
            case Expression.Not(Expression.Not(Expression it)) -> it;
            case Expression.If it -> chosen(it);
            case Expression.Binary it when it.type() == Type.TRUTH -> truth(it);
            case Expression.Binary it when it.type() == Type.NUMBER -> number(it);
            case Expression.Call it when extreme(it) -> extreme(it.arguments(), it);
            default -> whole;
        });
    }

    /** What arithmetic of constants gives. */
    private static Optional<Expression> worked(Expression it) {
        boolean arithmetic = switch (it) {
            case Expression.Minus minus -> true;
            case Expression.Not not -> true;
            case Expression.Binary binary -> true;
            case Expression.Call call -> ARITHMETIC.contains(call.builtin().name());
            default -> false;
        };
        if (!arithmetic || !it.parts().stream().allMatch(Expression.Constant.class::isInstance)) {
            return Optional.empty();
        }
        try {
            var nothing = new Signature("constant", new LinkedHashMap<>(), it.type());
            Value value =
                    new RuleLanguage().program(new Rule(nothing, List.of(), it)).call(Map.of());
            return Optional.of(new Expression.Constant(value instanceof Value.Num number ? rounded(number) : value));
        } catch (CodeException e) {
            return Optional.empty();
        }
    }

    private static Value rounded(Value.Num number) {
        return new Value.Num(new BigDecimal(number.value()).round(DIGITS).doubleValue());
    }

    private static Expression chosen(Expression.If it) {
        return switch (it.condition()) {
            case Expression.Constant(Value.Truth(boolean value)) -> value ? it.yes() : it.no();
            case Expression.Not(Expression condition) -> new Expression.If(condition, it.no(), it.yes());
            default -> it.yes().equals(it.no()) ? it.yes() : it;
        };
    }

    private static Expression truth(Expression.Binary it) {
        boolean and = it.operator() == Operator.AND;
        if (!and && it.operator() != Operator.OR) {
            return it;
        }
        if (it.left() instanceof Expression.Constant(Value.Truth(boolean value))) {
            return value == and ? it.right() : it.left();
        }
        if (it.right() instanceof Expression.Constant(Value.Truth(boolean value))) {
            return value == and ? it.left() : it.right();
        }
        return it.left().equals(it.right()) ? it.left() : it;
    }

    private static Expression number(Expression.Binary it) {
        Expression left = it.left();
        Expression right = it.right();
        return switch (it.operator()) {
            case ADD -> is(left, 0) ? right : is(right, 0) ? left : moved(it);
            case SUBTRACT -> left.equals(right) ? constant(0) : is(right, 0) ? left : moved(it);
            case MULTIPLY ->
                is(left, 0) || is(right, 0) ? constant(0) : is(left, 1) ? right : is(right, 1) ? left : moved(it);
            case DIVIDE -> is(right, 1) ? left : is(left, 0) ? left : left.equals(right) ? constant(1) : it;
            default -> it;
        };
    }

    /** A constant right of what it is added to or taken from, above 0, and one instead of two. */
    private static Expression moved(Expression.Binary it) {
        if (it.operator() != Operator.SUBTRACT && it.left() instanceof Expression.Constant) {
            return it.operator() == Operator.ADD && !(it.right() instanceof Expression.Constant)
                    ? new Expression.Binary(Operator.ADD, it.right(), it.left())
                    : together(it.right(), it.left(), it.operator(), it);
        }
        if (it.right() instanceof Expression.Constant(Value.Num(double value))
                && value < 0
                && it.operator() != Operator.MULTIPLY) {
            Operator other = it.operator() == Operator.ADD ? Operator.SUBTRACT : Operator.ADD;
            return new Expression.Binary(other, it.left(), constant(-value));
        }
        return together(it.left(), it.right(), it.operator(), it);
    }

    private static Expression together(
            Expression inner, Expression second, Operator operator, Expression.Binary otherwise) {
        if (!(second instanceof Expression.Constant(Value.Num(double outside)))
                || !(inner instanceof Expression.Binary(Operator within, Expression rest, Expression right))) {
            return otherwise;
        }
        if (operator == Operator.MULTIPLY) {
            boolean first = rest instanceof Expression.Constant;
            Expression number = first ? rest : right;
            return within == Operator.MULTIPLY
                            && number instanceof Expression.Constant(Value.Num(double inside))
                            && Double.isFinite(inside * outside)
                    ? new Expression.Binary(Operator.MULTIPLY, constant(inside * outside), first ? right : rest)
                    : otherwise;
        }
        if (!(right instanceof Expression.Constant(Value.Num(double inside)))
                || within != Operator.ADD && within != Operator.SUBTRACT) {
            return otherwise;
        }
        double sum = (within == Operator.ADD ? inside : -inside) + (operator == Operator.ADD ? outside : -outside);
        return Double.isFinite(sum) ? new Expression.Binary(Operator.ADD, rest, constant(sum)) : otherwise;
    }

    private static boolean extreme(Expression.Call it) {
        String name = it.builtin().name();
        return it.arguments().size() == 2
                && it.arguments().getFirst().type() == Type.NUMBER
                && (name.equals("min") || name.equals("max"));
    }

    /** {@code max(x, x)} and {@code max(x, max(x, y))}. */
    private static Expression extreme(List<Expression> two, Expression.Call it) {
        for (int i = 0; i < 2; i++) {
            Expression one = two.get(i);
            Expression other = two.get(1 - i);
            boolean within = other instanceof Expression.Call(var builtin, var arguments)
                    && builtin == it.builtin()
                    && arguments.contains(one);
            if (one.equals(other) || within) {
                return other;
            }
        }
        return it;
    }

    private static boolean is(Expression it, double number) {
        return it instanceof Expression.Constant(Value.Num(double value)) && value == number;
    }

    private static Expression constant(double value) {
        return new Expression.Constant(rounded(new Value.Num(value)));
    }
}
