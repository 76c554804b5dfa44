package io.agon.improve.task;

import io.agon.improve.code.Expression;
import io.agon.improve.code.Operator;
import io.agon.improve.code.Rule;
import io.agon.improve.code.Value;
import io.agon.improve.code.Value.Type;
import java.util.List;
import java.util.Set;

/**
 * What people do not write in rules, whatever these are about; random edits leave it out:
 *
 * <ul>
 *   <li>{@code %}, {@code ^}, {@code exp}, {@code log} and {@code abs}; whether two numbers are equal;
 *   <li>a number of items, such as in {@code last(values, n)}, that is neither a whole number from 1 on (or, for
 *       {@code item}, below 0) nor a variable, or one of these plus the other;
 *   <li>a share, such as in {@code quantile(values, q)}, that is a number of 0 or less, or of 1 or more;
 *   <li>a part of a part of a list: lists that are made of others are made of variables;
 *   <li>one thing on both sides of an operator, and a function of one argument right within itself;
 *   <li>a condition within an operator, a function or another condition; an {@code if} stands at the top of a line or
 *       in a branch;
 *   <li>a number that is clamped;
 *   <li>a truth that is written out.
 * </ul>
 */
final class RuleStyle {

    private static final Set<Operator> ODD = Set.of(Operator.REMAINDER, Operator.POWER);
    private static final Set<String> STRANGE = Set.of("exp", "log", "abs");
    private static final Set<String> SHARES = Set.of("q", "p", "weight");
    private static final String COUNT = "n";

    private RuleStyle() {}

    /** Expressions of a rule that people would not write. */
    static long odd(Rule rule) {
        return new RuleSites(rule)
                .all().stream().filter(it -> !plain(it.expression())).count();
    }

    /** Whether people would write it, its parts taken for good. */
    static boolean plain(Expression expression) {
        return switch (expression) {
            case Expression.Constant it -> it.type() != Type.TRUTH;
            case Expression.Variable it -> true;
            case Expression.Minus it -> single(it) && !(it.operand() instanceof Expression.Minus);
            case Expression.Not it -> single(it) && !(it.operand() instanceof Expression.Not);
            case Expression.Binary it ->
                single(it)
                        && !ODD.contains(it.operator())
                        && !it.left().equals(it.right())
                        && !(equality(it.operator()) && it.left().type() == Type.NUMBER);
            case Expression.If it -> !(it.condition() instanceof Expression.If);
            case Expression.ListOf it -> single(it) && !it.items().isEmpty();
            case Expression.Call it -> single(it) && call(it);
        };
    }

    private static boolean equality(Operator operator) {
        return operator == Operator.EQUAL || operator == Operator.UNEQUAL;
    }

    private static boolean single(Expression it) {
        return it.parts().stream().noneMatch(part -> part instanceof Expression.If);
    }

    private static boolean call(Expression.Call it) {
        if (STRANGE.contains(it.builtin().name())) {
            return false;
        }
        List<String> names = List.copyOf(it.builtin().parameters().sequencedKeySet());
        for (int i = 0; i < names.size(); i++) {
            Expression argument = it.arguments().get(i);
            boolean fits = argument.type() == Type.NUMBERS
                    ? it.type() != Type.NUMBERS || argument instanceof Expression.Variable
                    : argument.type() != Type.NUMBER
                            || (names.get(i).equals(COUNT)
                                    ? count(argument, it.type() == Type.NUMBER || it.type() == Type.TEXT)
                                    : !SHARES.contains(names.get(i)) || share(argument));
            if (!fits) {
                return false;
            }
        }
        return it.arguments().size() == 3 && it.type() == Type.NUMBER
                ? !(it.arguments().getFirst() instanceof Expression.Constant)
                : it.arguments().size() > 1
                        || !(it.arguments().getFirst() instanceof Expression.Call inner)
                        || inner.builtin() != it.builtin();
    }

    /** @param backwards whether numbers below 0 count from the end */
    private static boolean count(Expression it, boolean backwards) {
        return switch (it) {
            case Expression.Variable variable -> true;
            case Expression.Constant(Value.Num(double value)) ->
                value == Math.rint(value) && (value >= 1 || backwards && value < 0);
            case Expression.Binary(Operator operator, Expression left, Expression right) ->
                operator == Operator.ADD
                        && left instanceof Expression.Variable
                        && right instanceof Expression.Constant
                        && count(right, false);
            default -> false;
        };
    }

    private static boolean share(Expression it) {
        return !(it instanceof Expression.Constant(Value.Num(double value))) || value > 0 && value < 1;
    }
}
