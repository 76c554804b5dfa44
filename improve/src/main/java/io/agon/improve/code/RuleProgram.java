package io.agon.improve.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rule that is ready. Evaluation always ends: it goes through each expression at most once, and work is counted. */
public final class RuleProgram implements Program {

    /** Most units of work of a call: a unit is an expression, an item of a list or a character that is looked at. */
    public static final long WORK = 10_000_000;

    /** Most characters of a text that a rule makes. */
    public static final int TEXT = 1_000_000;

    private final Rule rule;
    private final List<Integer> places;

    RuleProgram(Rule rule, List<Integer> places) {
        this.rule = rule;
        this.places = List.copyOf(places);
    }

    /** What it does. */
    public Rule rule() {
        return rule;
    }

    @Override
    public Value call(Map<String, Value> arguments) throws CodeException {
        var evaluation = new Evaluation(Arguments.checked(rule.signature(), arguments));
        for (int i = 0; i < rule.lines().size(); i++) {
            Rule.Line line = rule.lines().get(i);
            evaluation.known.put(line.name(), at(i, evaluation, line.value()));
        }
        return at(rule.lines().size(), evaluation, rule.result());
    }

    private Value at(int index, Evaluation evaluation, Expression expression) throws CodeException {
        try {
            return evaluation.value(expression);
        } catch (CodeException e) {
            throw new CodeException("Line %d: %s".formatted(places.get(index), e.getMessage()));
        }
    }

    /** Whether a text may have this length. */
    static boolean room(long length) throws CodeException {
        if (length > TEXT) {
            throw new CodeException("the text would have %,d characters, but %,d are allowed".formatted(length, TEXT));
        }
        return true;
    }

    /** One call. */
    private static final class Evaluation {
        private final Map<String, Value> known;
        private long work;

        Evaluation(Map<String, Value> arguments) {
            known = new HashMap<>(arguments);
        }

        Value value(Expression expression) throws CodeException {
            spend(1, expression);
            return switch (expression) {
                case Expression.Constant it -> it.value();
                case Expression.Variable it -> known(it.name());
                case Expression.Minus it -> new Value.Num(-number(it.operand()));
                case Expression.Not it -> new Value.Truth(!truth(it.operand()));
                case Expression.Binary it -> binary(it);
                case Expression.If it -> value(truth(it.condition()) ? it.yes() : it.no());
                case Expression.Call it -> call(it);
                case Expression.ListOf it -> list(it);
            };
        }

        private Value known(String name) {
            Value value = known.get(name);
            if (value == null) {
                throw new IllegalStateException("A rule that was checked lacks " + name);
            }
            return value;
        }

        private Value list(Expression.ListOf it) throws CodeException {
            var items = new ArrayList<Double>();
            for (Expression item : it.items()) {
                items.add(number(item));
            }
            return new Value.Numbers(items);
        }

        private Value call(Expression.Call it) throws CodeException {
            var arguments = new ArrayList<Value>();
            for (Expression argument : it.arguments()) {
                arguments.add(value(argument));
            }
            spend(it.builtin().units(arguments), it);
            try {
                return it.builtin().body().apply(new Builtin.Arguments(arguments));
            } catch (CodeException e) {
                throw failed(e.getMessage(), it);
            }
        }

        private Value binary(Expression.Binary it) throws CodeException {
            return switch (it.operator()) {
                case OR -> new Value.Truth(truth(it.left()) || truth(it.right()));
                case AND -> new Value.Truth(truth(it.left()) && truth(it.right()));
                case EQUAL -> new Value.Truth(same(it));
                case UNEQUAL -> new Value.Truth(!same(it));
                case LESS -> new Value.Truth(number(it.left()) < number(it.right()));
                case AT_MOST -> new Value.Truth(number(it.left()) <= number(it.right()));
                case MORE -> new Value.Truth(number(it.left()) > number(it.right()));
                case AT_LEAST -> new Value.Truth(number(it.left()) >= number(it.right()));
                case ADD -> it.type() == Value.Type.TEXT ? joined(it) : arithmetic(it);
                case SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER -> arithmetic(it);
            };
        }

        private boolean same(Expression.Binary it) throws CodeException {
            Value left = value(it.left());
            Value right = value(it.right());
            spend(Builtin.size(left), it);
            // 0 equals -0.
            return left instanceof Value.Num(double a) && right instanceof Value.Num(double b)
                    ? a == b
                    : left.equals(right);
        }

        private Value joined(Expression.Binary it) throws CodeException {
            String left = text(it.left());
            String right = text(it.right());
            long length = (long) left.length() + right.length();
            spend(length, it);
            try {
                room(length);
            } catch (CodeException e) {
                throw failed(e.getMessage(), it);
            }
            return new Value.Text(left + right);
        }

        private Value arithmetic(Expression.Binary it) throws CodeException {
            double a = number(it.left());
            double b = number(it.right());
            boolean divides = it.operator() == Operator.DIVIDE || it.operator() == Operator.REMAINDER;
            if (divides && b == 0) {
                throw failed("division by zero", it);
            }
            double result = switch (it.operator()) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case REMAINDER -> remainder(a, b);
                case POWER -> StrictMath.pow(a, b);
                default -> throw new IllegalStateException("No arithmetic: " + it.operator());
            };
            if (Double.isNaN(result)) {
                throw failed("there is no %s ^ %s".formatted(RulePrinter.number(a), RulePrinter.number(b)), it);
            }
            if (Double.isInfinite(result)) {
                throw failed("the result is too large for a number", it);
            }
            return new Value.Num(result);
        }

        private static double remainder(double a, double b) {
            double rest = a % b;
            return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
        }

        private double number(Expression it) throws CodeException {
            return ((Value.Num) value(it)).value();
        }

        private boolean truth(Expression it) throws CodeException {
            return ((Value.Truth) value(it)).value();
        }

        private String text(Expression it) throws CodeException {
            return ((Value.Text) value(it)).value();
        }

        private void spend(long units, Expression it) throws CodeException {
            work += units;
            if (work > WORK) {
                throw failed("it takes more than %,d steps; work on shorter lists and texts".formatted(WORK), it);
            }
        }

        private static CodeException failed(String why, Expression where) {
            return new CodeException("%s, in '%s'.".formatted(why, Token.shortened(new RulePrinter().print(where))));
        }
    }
}
