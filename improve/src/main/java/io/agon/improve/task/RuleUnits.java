package io.agon.improve.task;

import io.agon.improve.code.Expression;
import io.agon.improve.code.Operator;
import io.agon.improve.code.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a rule adds and compares only what is of one unit, as people do: units of stock and units wanted, not a stock
 * and a price.
 *
 * @param units of parameters and, by the name of the signature, of the result; what is not there is a pure number, such
 *     as a count
 */
record RuleUnits(Map<String, String> units) {

    private static final Set<String> PURE_ARGUMENTS = Set.of("n", "q", "p", "weight");
    private static final Set<String> PURE = Set.of("exp", "log", "z");
    private static final Set<String> COUNTS = Set.of("length", "count");

    RuleUnits {
        units = Map.copyOf(units);
    }

    /** Powers of units; empty for a constant, which may stand for any unit. */
    private record Unit(Optional<Map<String, Double>> powers) {
        private static final Unit ANY = new Unit(Optional.empty());
        private static final Unit NUMBER = new Unit(Optional.of(Map.of()));

        static Unit of(String name) {
            return new Unit(Optional.of(Map.of(name, 1.0)));
        }

        /** Times the other to a power; a constant is a pure number there. */
        Unit times(Unit other, double power) {
            if (powers.isEmpty() && other.powers.isEmpty()) {
                return ANY;
            }
            var product = new HashMap<>(powers.orElse(Map.of()));
            other.powers.orElse(Map.of()).forEach((name, value) -> product.merge(name, power * value, Double::sum));
            product.values().removeIf(it -> it == 0);
            return new Unit(Optional.of(Map.copyOf(product)));
        }
    }

    /** Places in a rule where units are mixed up. */
    int mixed(Rule rule) {
        var walk = new Walk();
        units.forEach((name, unit) -> walk.known.put(name, Unit.of(unit)));
        Unit wanted = walk.known.getOrDefault(rule.signature().name(), Unit.NUMBER);
        for (Rule.Line line : rule.lines()) {
            walk.known.put(line.name(), walk.unit(line.value()));
        }
        walk.same(wanted, walk.unit(rule.result()));
        return walk.mixed;
    }

    /** Through one rule. */
    private static final class Walk {
        private final Map<String, Unit> known = new HashMap<>();
        private int mixed;

        private Unit same(Unit one, Unit other) {
            if (one.powers().isEmpty()) {
                return other;
            }
            mixed += other.powers().isEmpty() || one.equals(other) ? 0 : 1;
            return one;
        }

        private Unit same(List<Expression> all) {
            return all.stream().map(this::unit).reduce(Unit.ANY, this::same);
        }

        private Unit unit(Expression expression) {
            return switch (expression) {
                case Expression.Constant it -> Unit.ANY;
                case Expression.Variable it -> known.getOrDefault(it.name(), Unit.NUMBER);
                case Expression.Minus it -> unit(it.operand());
                case Expression.Not it -> unit(it.operand());
                case Expression.Binary it -> binary(it);
                case Expression.If it -> {
                    unit(it.condition());
                    yield same(List.of(it.yes(), it.no()));
                }
                case Expression.Call it -> call(it);
                case Expression.ListOf it -> same(it.items());
            };
        }

        private Unit binary(Expression.Binary it) {
            return switch (it.operator()) {
                case MULTIPLY, DIVIDE -> {
                    double power = it.operator() == Operator.DIVIDE ? -1 : 1;
                    yield unit(it.left()).times(unit(it.right()), power);
                }
                case ADD, SUBTRACT, REMAINDER -> same(it.parts());
                case AND, OR, EQUAL, UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST -> {
                    same(it.parts());
                    yield Unit.NUMBER;
                }
                case POWER -> {
                    same(Unit.NUMBER, unit(it.left()));
                    same(Unit.NUMBER, unit(it.right()));
                    yield Unit.NUMBER;
                }
            };
        }

        private Unit call(Expression.Call it) {
            String name = it.builtin().name();
            List<String> parameters = List.copyOf(it.builtin().parameters().sequencedKeySet());
            Unit all = Unit.ANY;
            for (int i = 0; i < parameters.size(); i++) {
                Unit own = unit(it.arguments().get(i));
                if (PURE.contains(name) || PURE_ARGUMENTS.contains(parameters.get(i))) {
                    same(Unit.NUMBER, own);
                } else {
                    all = same(all, own);
                }
            }
            return PURE.contains(name) || COUNTS.contains(name)
                    ? Unit.NUMBER
                    : name.equals("sqrt") ? Unit.NUMBER.times(all, 0.5) : all;
        }
    }
}
