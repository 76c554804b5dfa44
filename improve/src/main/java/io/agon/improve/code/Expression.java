package io.agon.improve.code;

import io.agon.improve.code.Value.Type;
import java.util.List;

/**
 * An expression of the rule language. Well typed by construction: a constructor refuses operands that do not fit with
 * an {@link IllegalArgumentException}.
 */
public sealed interface Expression {

    /** What it gives. */
    Type type();

    /** Its direct parts, in the order in which they are written. */
    List<Expression> parts();

    /** A number, a text or a truth as it is written. */
    record Constant(Value value) implements Expression {
        public Constant {
            if (value.type() == Type.NUMBERS) {
                throw new IllegalArgumentException("A list is no constant of the rule language; use a ListOf.");
            }
        }

        @Override
        public Type type() {
            return value.type();
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** A parameter, or what an earlier line defines. */
    record Variable(String name, Type type) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** {@code -operand}, a number. */
    record Minus(Expression operand) implements Expression {
        public Minus {
            require(operand, Type.NUMBER, "a minus sign");
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }

    /** {@code not operand}, a truth. */
    record Not(Expression operand) implements Expression {
        public Not {
            require(operand, Type.TRUTH, "not");
        }

        @Override
        public Type type() {
            return Type.TRUTH;
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }

    /** {@code left + right} and its like. The right side of {@code and} and {@code or} is used only when needed. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        public Binary {
            if (operator.result(left.type(), right.type()).isEmpty()) {
                throw new IllegalArgumentException("'%s' needs %s, but has %s and %s."
                        .formatted(
                                operator.sign(),
                                operator.operands(),
                                left.type().word(),
                                right.type().word()));
            }
        }

        @Override
        public Type type() {
            return operator.result(left.type(), right.type()).orElseThrow();
        }

        @Override
        public List<Expression> parts() {
            return List.of(left, right);
        }
    }

    /** {@code if condition then yes else no}; only the side that is taken is worked out. */
    record If(Expression condition, Expression yes, Expression no) implements Expression {
        public If {
            require(condition, Type.TRUTH, "if");
            require(no, yes.type(), "else");
        }

        @Override
        public Type type() {
            return yes.type();
        }

        @Override
        public List<Expression> parts() {
            return List.of(condition, yes, no);
        }
    }

    /** {@code mean(demand)} and its like. */
    record Call(Builtin builtin, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
            if (!arguments.stream().map(Expression::type).toList().equals(builtin.types())) {
                throw new IllegalArgumentException("%s does not take (%s).".formatted(builtin, words(arguments)));
            }
        }

        @Override
        public Type type() {
            return builtin.result();
        }

        @Override
        public List<Expression> parts() {
            return arguments;
        }
    }

    /** {@code [a, b]}: a list of numbers. */
    record ListOf(List<Expression> items) implements Expression {
        public ListOf {
            items = List.copyOf(items);
            items.forEach(it -> require(it, Type.NUMBER, "a list"));
        }

        @Override
        public Type type() {
            return Type.NUMBERS;
        }

        @Override
        public List<Expression> parts() {
            return items;
        }
    }

    private static void require(Expression operand, Type type, String whose) {
        if (operand.type() != type) {
            throw new IllegalArgumentException("The operand of %s must be a %s, but it is a %s."
                    .formatted(whose, type.word(), operand.type().word()));
        }
    }

    /** Their types, in words. */
    static String words(List<Expression> expressions) {
        return String.join(
                ", ", expressions.stream().map(it -> it.type().word()).toList());
    }
}
