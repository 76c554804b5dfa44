package io.agon.improve.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program of the rule language: lines that define names, and a result. Its {@link #toString} is its source, which
 * compiles to an equal rule.
 *
 * @param signature that it keeps
 * @param lines in order; each may use parameters and earlier lines
 * @param result of the signature's type
 */
public record Rule(Signature signature, List<Line> lines, Expression result) {

    /** Most expressions in a rule; what keeps evaluation bounded in time and stack. */
    public static final int SIZE = 1_000;

    /** {@code name = value}. */
    public record Line(String name, Expression value) {
        public Line {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || Token.KEYWORDS.contains(name)) {
                throw new IllegalArgumentException(
                        "A line defines '%s', but names are letters, digits and underscores and no words of the language; rename it."
                                .formatted(name));
            }
        }
    }

    public Rule {
        lines = List.copyOf(lines);
        if (result.type() != signature.result()) {
            throw new IllegalArgumentException("The result of %s must be a %s, but it is a %s."
                    .formatted(
                            signature.name(),
                            signature.result().word(),
                            result.type().word()));
        }
        Map<String, Value.Type> known = new HashMap<>(signature.parameters());
        int size = 0;
        for (Line line : lines) {
            size += check(line.value(), known);
            if (known.putIfAbsent(line.name(), line.value().type()) != null) {
                throw new IllegalArgumentException("'%s' is defined twice; use another name.".formatted(line.name()));
            }
        }
        size += check(result, known);
        if (size > SIZE) {
            throw new IllegalArgumentException(
                    "A rule has at most %,d expressions, but this has %,d; make it shorter.".formatted(SIZE, size));
        }
    }

    /** The number of expressions in it. */
    public int size() {
        return lines.stream().mapToInt(it -> all(it.value()).size()).sum()
                + all(result).size();
    }

    /** An expression and all its parts, however deep. */
    static List<Expression> all(Expression root) {
        var all = new ArrayList<Expression>();
        var open = new ArrayDeque<Expression>();
        open.push(root);
        while (!open.isEmpty() && all.size() <= SIZE) {
            Expression next = open.pop();
            all.add(next);
            next.parts().forEach(open::push);
        }
        return all;
    }

    private static int check(Expression root, Map<String, Value.Type> known) {
        List<Expression> all = all(root);
        Set<Expression.Variable> variables = new HashSet<>();
        all.forEach(it -> {
            if (it instanceof Expression.Variable variable) {
                variables.add(variable);
            }
        });
        for (Expression.Variable variable : variables) {
            if (known.get(variable.name()) != variable.type()) {
                throw new IllegalArgumentException("'%s' is no %s that is known here."
                        .formatted(variable.name(), variable.type().word()));
            }
        }
        return all.size();
    }

    @Override
    public String toString() {
        return new RulePrinter().print(this);
    }
}
