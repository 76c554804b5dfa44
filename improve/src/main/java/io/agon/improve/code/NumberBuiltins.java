package io.agon.improve.code;

import static io.agon.improve.code.Builtin.finite;
import static io.agon.improve.code.Builtin.of;

import io.agon.improve.code.Builtin.Work;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Functions of numbers. */
final class NumberBuiltins {

    private NumberBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                of("abs(x: number) -> number", Work.LINEAR, "x without its sign", a -> finite(Math.abs(a.number(0)))),
                of(
                        "floor(x: number) -> number",
                        Work.LINEAR,
                        "the largest whole number that is at most x",
                        a -> finite(Math.floor(a.number(0)))),
                of(
                        "ceil(x: number) -> number",
                        Work.LINEAR,
                        "the smallest whole number that is at least x",
                        a -> finite(Math.ceil(a.number(0)))),
                of(
                        "round(x: number) -> number",
                        Work.LINEAR,
                        "the nearest whole number; halves go up",
                        a -> finite(Math.floor(a.number(0) + 0.5))),
                of(
                        "sqrt(x: number) -> number",
                        Work.LINEAR,
                        "square root; an error when x < 0",
                        a -> finite(Math.sqrt(required(a.number(0) >= 0, a.number(0), "square root")))),
                of(
                        "exp(x: number) -> number",
                        Work.LINEAR,
                        "e to the power of x; an error when that is too large",
                        a -> finite(StrictMath.exp(a.number(0)))),
                of(
                        "log(x: number) -> number",
                        Work.LINEAR,
                        "natural logarithm; an error when x <= 0",
                        a -> finite(StrictMath.log(required(a.number(0) > 0, a.number(0), "logarithm")))),
                of(
                        "min(x: number, y: number) -> number",
                        Work.LINEAR,
                        "the smaller",
                        a -> finite(Math.min(a.number(0), a.number(1)))),
                of(
                        "max(x: number, y: number) -> number",
                        Work.LINEAR,
                        "the larger",
                        a -> finite(Math.max(a.number(0), a.number(1)))),
                of(
                        "clamp(x: number, low: number, high: number) -> number",
                        Work.LINEAR,
                        "max(low, min(x, high))",
                        a -> finite(Math.max(a.number(1), Math.min(a.number(0), a.number(2))))),
                of(
                        "z(p: number) -> number",
                        Work.LINEAR,
                        "quantile of the standard normal distribution, such as z(0.975) = 1.96; an error unless 0 < p"
                                + " < 1",
                        a -> finite(NormalDistribution.of(0, 1)
                                .inverseCumulativeProbability(required(
                                        a.number(0) > 0 && a.number(0) < 1, a.number(0), "normal quantile")))));
    }

    private static double required(boolean defined, double x, String what) throws CodeException {
        if (!defined) {
            throw new CodeException("there is no %s of %s".formatted(what, RulePrinter.number(x)));
        }
        return x;
    }
}
