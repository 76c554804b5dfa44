package io.agon.improve.code;

import java.util.Iterator;
import java.util.List;

/** Writes rules with no more parentheses than they need. */
final class RulePrinter {

    private static final int LOWEST = 0;
    private static final int HIGHEST = 8;

    private final StringBuilder text = new StringBuilder();

    String print(Rule rule) {
        text.append(rule.signature().header()).append('\n');
        for (Rule.Line line : rule.lines()) {
            text.append(line.name()).append(" = ");
            write(line.value(), LOWEST);
            text.append('\n');
        }
        write(rule.result(), LOWEST);
        return text.append('\n').toString();
    }

    String print(Expression expression) {
        write(expression, LOWEST);
        return text.toString();
    }

    /** Parentheses where what is around binds more strongly than {@code least}. */
    private void write(Expression expression, int least) {
        boolean wrapped = precedence(expression) < least;
        if (wrapped) {
            text.append('(');
        }
        switch (expression) {
            case Expression.Constant it -> text.append(literal(it.value()));
            case Expression.Variable it -> text.append(it.name());
            case Expression.Minus it -> {
                // "-3" is a number: the minus of a number is "-(3)".
                boolean number = it.operand() instanceof Expression.Constant;
                text.append('-');
                write(it.operand(), number ? HIGHEST + 1 : Operator.MINUS);
            }
            case Expression.Not it -> {
                text.append("not ");
                write(it.operand(), Operator.NOT);
            }
            case Expression.Binary it -> binary(it);
            case Expression.If it -> {
                text.append("if ");
                write(it.condition(), LOWEST);
                text.append(" then ");
                write(it.yes(), LOWEST);
                text.append(" else ");
                write(it.no(), LOWEST);
            }
            case Expression.Call it -> {
                text.append(it.builtin().name());
                list('(', it.arguments(), ')');
            }
            case Expression.ListOf it -> list('[', it.items(), ']');
        }
        if (wrapped) {
            text.append(')');
        }
    }

    private void binary(Expression.Binary it) {
        int own = it.operator().precedence();
        boolean power = it.operator() == Operator.POWER;
        write(it.left(), power || it.operator().compares() ? own + 1 : own);
        text.append(' ').append(it.operator().sign()).append(' ');
        // The exponent may carry a minus sign.
        write(it.right(), power ? Operator.MINUS : own + 1);
    }

    private void list(char open, List<Expression> parts, char close) {
        text.append(open);
        Iterator<Expression> each = parts.iterator();
        while (each.hasNext()) {
            write(each.next(), LOWEST);
            text.append(each.hasNext() ? ", " : "");
        }
        text.append(close);
    }

    private static int precedence(Expression expression) {
        return switch (expression) {
            case Expression.If it -> LOWEST;
            case Expression.Not it -> Operator.NOT;
            case Expression.Binary it -> it.operator().precedence();
            case Expression.Minus it -> Operator.MINUS;
            case Expression.Constant(Value.Num(double value)) when 1 / value < 0 -> Operator.MINUS;
            case Expression.Constant it -> HIGHEST;
            case Expression.Variable it -> HIGHEST;
            case Expression.Call it -> HIGHEST;
            case Expression.ListOf it -> HIGHEST;
        };
    }

    private static String literal(Value value) {
        return switch (value) {
            case Value.Num it -> number(it.value());
            case Value.Truth it -> String.valueOf(it.value());
            case Value.Text it -> quoted(it.value());
            case Value.Numbers it -> throw new IllegalStateException("Lists are no constants.");
        };
    }

    /** The shortest text that is this number; whole ones without a point. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15 && !(value == 0 && 1 / value < 0);
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "\"";
    }
}
