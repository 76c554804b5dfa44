package io.agon.improve.code;

import static io.agon.improve.code.Builtin.finite;
import static io.agon.improve.code.Builtin.of;

import io.agon.improve.code.Builtin.Work;
import java.util.List;

/** Functions of lists of numbers. */
final class ListBuiltins {

    private ListBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                of(
                        "length(values: list) -> number",
                        Work.LINEAR,
                        "how many there are",
                        a -> finite(a.list(0).size())),
                of("sum(values: list) -> number", Work.LINEAR, "0 when empty", a -> finite(sum(a.list(0)))),
                of(
                        "mean(values: list) -> number",
                        Work.LINEAR,
                        "arithmetic mean; an error when empty",
                        a -> finite(mean(filled(a.list(0), "mean")))),
                of(
                        "sd(values: list) -> number",
                        Work.LINEAR,
                        "standard deviation (n - 1); 0 with fewer than two",
                        a -> finite(deviation(a.list(0)))),
                of(
                        "min(values: list) -> number",
                        Work.LINEAR,
                        "the smallest; an error when empty",
                        a -> finite(filled(a.list(0), "minimum").stream()
                                .mapToDouble(it -> it)
                                .min()
                                .orElseThrow())),
                of(
                        "max(values: list) -> number",
                        Work.LINEAR,
                        "the largest; an error when empty",
                        a -> finite(filled(a.list(0), "maximum").stream()
                                .mapToDouble(it -> it)
                                .max()
                                .orElseThrow())),
                of(
                        "quantile(values: list, q: number) -> number",
                        Work.SORTING,
                        "the smallest of the values that at least the share q is at most, such as quantile(demand,"
                                + " 0.9); an error when empty or unless 0 <= q <= 1",
                        a -> finite(quantile(filled(a.list(0), "quantile"), a.number(1)))),
                of(
                        "first(values: list) -> number",
                        Work.LINEAR,
                        "the first; an error when empty",
                        a -> finite(filled(a.list(0), "first item").getFirst())),
                of(
                        "last(values: list) -> number",
                        Work.LINEAR,
                        "the last; an error when empty",
                        a -> finite(filled(a.list(0), "last item").getLast())),
                of(
                        "first(values: list, n: number) -> list",
                        Work.LINEAR,
                        "the first n, all when there are fewer, none when n < 1",
                        a -> new Value.Numbers(a.list(0).subList(0, count(a)))),
                of(
                        "last(values: list, n: number) -> list",
                        Work.LINEAR,
                        "the last n, all when there are fewer, none when n < 1",
                        a -> new Value.Numbers(a.list(0)
                                .subList(a.list(0).size() - count(a), a.list(0).size()))),
                of(
                        "item(values: list, n: number) -> number",
                        Work.LINEAR,
                        "the n-th from 1; from the end when n < 0: item(demand, -1) is the last; an error when there"
                                + " is none",
                        a -> finite(item(a.list(0), a.number(1)))),
                of(
                        "sort(values: list) -> list",
                        Work.SORTING,
                        "the smallest first",
                        a -> new Value.Numbers(a.list(0).stream().sorted().toList())),
                of(
                        "trend(values: list) -> number",
                        Work.LINEAR,
                        "slope per item of the straight line with the least squares; 0 with fewer than two",
                        a -> finite(trend(a.list(0)))),
                of(
                        "smooth(values: list, weight: number) -> number",
                        Work.LINEAR,
                        "exponential smoothing: from the first on, level = level + weight (value - level); an error"
                                + " when empty or unless 0 <= weight <= 1",
                        a -> finite(smooth(filled(a.list(0), "level"), a.number(1)))));
    }

    private static List<Double> filled(List<Double> values, String what) throws CodeException {
        if (values.isEmpty()) {
            throw new CodeException("there is no %s of an empty list".formatted(what));
        }
        return values;
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(it -> it).sum();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(it -> it).average().orElseThrow();
    }

    private static double deviation(List<Double> values) {
        if (values.size() < 2) {
            return 0;
        }
        double mean = mean(values);
        double squares =
                values.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum();
        return Math.sqrt(squares / (values.size() - 1));
    }

    private static double quantile(List<Double> values, double q) throws CodeException {
        share(q, "q");
        double[] sorted = values.stream().mapToDouble(it -> it).sorted().toArray();
        int rank = (int) Math.ceil(q * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    private static int count(Builtin.Arguments a) {
        return (int) Math.clamp(Math.floor(a.number(1)), 0, a.list(0).size());
    }

    private static double item(List<Double> values, double n) throws CodeException {
        double index = n < 0 ? values.size() + n : n - 1;
        if (index != Math.rint(index) || index < 0 || index >= values.size()) {
            throw new CodeException(
                    "there is no item %s in a list of %,d".formatted(RulePrinter.number(n), values.size()));
        }
        return values.get((int) index);
    }

    private static double trend(List<Double> values) {
        double middle = (values.size() - 1) / 2.0;
        double products = 0;
        double squares = 0;
        int index = 0;
        for (double value : values) {
            products += (index - middle) * value;
            squares += (index - middle) * (index - middle);
            index++;
        }
        return squares == 0 ? 0 : products / squares;
    }

    private static double smooth(List<Double> values, double weight) throws CodeException {
        share(weight, "weight");
        double level = values.getFirst();
        for (double value : values) {
            level += weight * (value - level);
        }
        return level;
    }

    private static void share(double value, String name) throws CodeException {
        if (!(value >= 0 && value <= 1)) {
            throw new CodeException("%s must lie in [0, 1], but it is %s".formatted(name, RulePrinter.number(value)));
        }
    }
}
