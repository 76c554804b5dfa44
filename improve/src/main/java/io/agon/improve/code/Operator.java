package io.agon.improve.code;

import io.agon.improve.code.Value.Type;
import java.util.Optional;

/** What stands between two expressions of the rule language. */
public enum Operator {
    OR("or", 1),
    AND("and", 2),
    EQUAL("==", 3),
    UNEQUAL("!=", 3),
    LESS("<", 3),
    AT_MOST("<=", 3),
    MORE(">", 3),
    AT_LEAST(">=", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    /** a - b floor(a / b): has the sign of b. */
    REMAINDER("%", 5),
    POWER("^", 7);

    /** Of the minus sign: above products, below powers. */
    static final int MINUS = 6;
    /** Of {@code not}: above {@code and}, below comparisons; those bind to its right. */
    static final int NOT = 3;

    private final String sign;
    private final int precedence;

    Operator(String sign, int precedence) {
        this.sign = sign;
        this.precedence = precedence;
    }

    /** As it is written. */
    public String sign() {
        return sign;
    }

    /** The higher, the earlier it is applied; comparisons and powers apart, equals are applied from the left. */
    int precedence() {
        return precedence;
    }

    boolean compares() {
        return precedence == LESS.precedence;
    }

    /** What comes of operands of these types; empty when they do not fit. */
    public Optional<Type> result(Type left, Type right) {
        if (left != right) {
            return Optional.empty();
        }
        return switch (this) {
            case OR, AND -> when(left == Type.TRUTH, Type.TRUTH);
            case EQUAL, UNEQUAL -> when(left != Type.NUMBERS, Type.TRUTH);
            case LESS, AT_MOST, MORE, AT_LEAST -> when(left == Type.NUMBER, Type.TRUTH);
            case ADD -> when(left == Type.NUMBER || left == Type.TEXT, left);
            case SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER -> when(left == Type.NUMBER, Type.NUMBER);
        };
    }

    private static Optional<Type> when(boolean fits, Type result) {
        return fits ? Optional.of(result) : Optional.empty();
    }

    /** What its operands must be, in words. */
    String operands() {
        return switch (this) {
            case OR, AND -> "two truths";
            case EQUAL, UNEQUAL -> "two numbers, two texts or two truths";
            case ADD -> "two numbers or two texts";
            default -> "two numbers";
        };
    }
}
