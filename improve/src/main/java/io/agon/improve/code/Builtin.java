package io.agon.improve.code;

import io.agon.improve.code.Value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function of the rule language. Several may share a name; their parameters tell them apart.
 *
 * @param name as it is called
 * @param parameters by name, in order
 * @param result what it gives
 * @param documentation in a line, for people and for models; says what happens where it is not defined
 * @param work how much it does
 * @param body what it does
 */
public record Builtin(
        String name, SequencedMap<String, Type> parameters, Type result, String documentation, Work work, Body body) {

    private static final List<Builtin> ALL = Stream.of(NumberBuiltins.all(), ListBuiltins.all(), TextBuiltins.all())
            .flatMap(List::stream)
            .toList();

    public Builtin {
        parameters = new LinkedHashMap<>(parameters);
    }

    /** How work grows with the arguments. */
    public enum Work {
        /** With their size. */
        LINEAR,
        /** With n log n. */
        SORTING,
        /** With the size of the first times that of the others. */
        SEARCHING
    }

    /** What a function does. */
    @FunctionalInterface
    interface Body {
        /** @throws CodeException where the function is not defined */
        Value apply(Arguments arguments) throws CodeException;
    }

    /** What a function is called with: of the types of its parameters. */
    record Arguments(List<Value> all) {
        double number(int index) {
            return ((Value.Num) all.get(index)).value();
        }

        List<Double> list(int index) {
            return ((Value.Numbers) all.get(index)).values();
        }

        String text(int index) {
            return ((Value.Text) all.get(index)).value();
        }
    }

    /** One whose signature is written like that of {@link #toString}. */
    static Builtin of(String signature, Work work, String documentation, Body body) {
        String[] parts = signature.split("[(]|[)] -> ");
        SequencedMap<String, Type> parameters = new LinkedHashMap<>();
        for (String parameter : parts[1].split(", ")) {
            String[] nameAndType = parameter.split(": ");
            parameters.put(nameAndType[0], type(nameAndType[1]));
        }
        return new Builtin(parts[0], parameters, type(parts[2]), documentation, work, body);
    }

    private static Type type(String word) {
        return Stream.of(Type.values())
                .filter(it -> it.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** All functions, in the order of the manual. */
    public static List<Builtin> all() {
        return ALL;
    }

    /** Those of a name; none when it is not known. */
    static List<Builtin> named(String name) {
        return ALL.stream().filter(it -> it.name.equals(name)).toList();
    }

    static List<String> names() {
        return ALL.stream().map(Builtin::name).distinct().toList();
    }

    /** Types of the parameters, in order. */
    public List<Type> types() {
        return new ArrayList<>(parameters.sequencedValues());
    }

    /** Units of work that a call takes; the bound of a program is {@link RuleProgram#WORK}. */
    long units(List<Value> arguments) {
        long size = 1;
        long longest = 0;
        for (int i = 0; i < arguments.size(); i++) {
            long own = size(arguments.get(i));
            size += own;
            longest = i == 0 ? longest : Math.max(longest, own);
        }
        return switch (work) {
            case LINEAR -> size;
            case SORTING -> size * (64 - Long.numberOfLeadingZeros(size));
            // Comparing characters is several times faster than other work.
            case SEARCHING -> size + size * longest / 8;
        };
    }

    static long size(Value value) {
        return switch (value) {
            case Value.Num it -> 1;
            case Value.Truth it -> 1;
            case Value.Text it -> it.value().length();
            case Value.Numbers it -> it.values().size();
        };
    }

    /** A number that must be finite. */
    static Value finite(double value) throws CodeException {
        if (!Double.isFinite(value)) {
            throw new CodeException("the result is too large for a number");
        }
        return new Value.Num(value);
    }

    /** Such as {@code quantile(values: list, q: number) -> number}. */
    @Override
    public String toString() {
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + ": " + it.getValue().word())
                .collect(Collectors.joining(", ", name + "(", ") -> " + result.word()));
    }
}
