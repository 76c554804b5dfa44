package io.agon.lab;

import io.agon.procedure.Randomness;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Synthetic instances of the linear Bradley-Terry model that are known by name.
 *
 * <ul>
 *   <li>{@code fact2^5}: five factors of two levels, whose second levels have effects .8, .6, .4, .3 and .2; all 32
 *       combinations
 *   <li>{@code fact2^5-even}: the same with effects of .5
 *   <li>{@code fact2^5-near}: effects .8, .6, .4, .3 and .001; {@code fact2^5-flat}: all five .001
 *   <li>{@code fact2^5-random-SEED}: effects normal with standard deviation 1/2, as they come
 *   <li>{@code factAxBx..-random-SEED}, as {@code fact4x4x2-random-1}: factors of A, B, .. levels, all combinations;
 *       effects are normal with standard deviation 1/2, drawn anew for a factor until its best level is at least .1
 *       above the second
 *   <li>{@code linearK-D-random-SEED}, as {@code linear50-4-random-1}: K policies with D features, all standard normal;
 *       coefficients standard normal, scaled so that strengths have standard deviation 1
 * </ul>
 */
public final class LinearInstances {

    /** How to write a name, for help texts and errors. */
    public static final String FORMS =
            "fact2^5, fact2^5-even, fact2^5-near, fact2^5-flat, fact2^5-random-SEED, factAxBx..-random-SEED"
                    + " (fact4x4x2-random-1), linearK-D-random-SEED (linear50-4-random-1)";

    private static final Pattern FACTORIAL = Pattern.compile("fact(\\d{1,3}(?:x\\d{1,3})*)-random-(\\d{1,9})");
    private static final Pattern LINEAR = Pattern.compile("linear(\\d{1,4})-(\\d{1,3})-random-(\\d{1,9})");
    private static final Pattern TWO_LEVELS = Pattern.compile("fact2\\^5-random-(\\d{1,9})");
    private static final double EFFECT = 0.5;
    private static final double LEAST_LEAD = 0.1;

    private LinearInstances() {}

    /** The instance with this name; empty when no instance is called so. */
    public static Optional<LinearInstance> named(String name) {
        switch (name) {
            case "fact2^5":
                return Optional.of(twoLevels(0.8, 0.6, 0.4, 0.3, 0.2));
            case "fact2^5-even":
                return Optional.of(twoLevels(0.5, 0.5, 0.5, 0.5, 0.5));
            case "fact2^5-near":
                return Optional.of(twoLevels(0.8, 0.6, 0.4, 0.3, 0.001));
            case "fact2^5-flat":
                return Optional.of(twoLevels(0.001, 0.001, 0.001, 0.001, 0.001));
            default:
                break;
        }
        Matcher random = TWO_LEVELS.matcher(name);
        if (random.matches()) {
            RandomGenerator stream = Randomness.of(Long.parseLong(random.group(1)), "instance").stream(0);
            return Optional.of(twoLevels(IntStream.range(0, 5)
                    .mapToDouble(factor -> EFFECT * stream.nextGaussian())
                    .toArray()));
        }
        Matcher factorial = FACTORIAL.matcher(name);
        if (factorial.matches()) {
            return factorial(
                    Arrays.stream(factorial.group(1).split("x", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray(),
                    Long.parseLong(factorial.group(2)));
        }
        Matcher linear = LINEAR.matcher(name);
        if (linear.matches()) {
            return linear(
                    Integer.parseInt(linear.group(1)),
                    Integer.parseInt(linear.group(2)),
                    Long.parseLong(linear.group(3)));
        }
        return Optional.empty();
    }

    private static LinearInstance twoLevels(double... effects) {
        int[] sizes = new int[effects.length];
        Arrays.fill(sizes, 2);
        return combinations(
                sizes,
                Arrays.stream(effects)
                        .mapToObj(effect -> new double[] {0, effect})
                        .toList());
    }

    private static Optional<LinearInstance> factorial(int[] sizes, long seed) {
        long policies = 1;
        for (int size : sizes) {
            policies *= size;
            if (size < 2 || policies > MatrixFile.MOST_POLICIES) {
                return Optional.empty();
            }
        }
        RandomGenerator random = Randomness.of(seed, "instance").stream(0);
        return Optional.of(combinations(
                sizes,
                Arrays.stream(sizes).mapToObj(size -> effects(size, random)).toList()));
    }

    private static double[] effects(int levels, RandomGenerator random) {
        while (true) {
            double[] effects = IntStream.range(0, levels)
                    .mapToDouble(level -> EFFECT * random.nextGaussian())
                    .toArray();
            double[] sorted = effects.clone();
            Arrays.sort(sorted);
            if (sorted[levels - 1] - sorted[levels - 2] >= LEAST_LEAD) {
                return effects;
            }
        }
    }

    /** All combinations of levels; factor {@code a} has the levels {@code a0}, {@code a1} and so on. */
    private static LinearInstance combinations(int[] sizes, List<double[]> effects) {
        List<String> factors = IntStream.range(0, sizes.length)
                .mapToObj(m -> sizes.length <= 26 ? Character.toString('a' + m) : "f" + m + "_")
                .toList();
        int policies = Arrays.stream(sizes).reduce(1, (one, other) -> one * other);
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < policies; k++) {
            List<String> row = new ArrayList<>();
            int rest = policies;
            for (int m = 0; m < sizes.length; m++) {
                rest /= sizes[m];
                row.add(factors.get(m) + k / rest % sizes[m]);
            }
            rows.add(row);
        }
        return new LinearInstance(
                rows.stream().map(row -> String.join(" ", row)).toList(),
                FeatureSpace.of(Factors.of(factors, rows)),
                effects.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    private static Optional<LinearInstance> linear(int policies, int dimension, long seed) {
        if (policies < 2 || policies > MatrixFile.MOST_POLICIES || dimension < 1) {
            return Optional.empty();
        }
        RandomGenerator random = Randomness.of(seed, "instance").stream(0);
        double[][] features = new double[policies][dimension];
        for (double[] row : features) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        double[] beta = new double[dimension];
        Arrays.setAll(beta, c -> random.nextGaussian());
        FeatureSpace space = FeatureSpace.of(features);
        double[] strengths = IntStream.range(0, policies)
                .mapToDouble(k -> space.strength(k, beta))
                .toArray();
        double mean = Arrays.stream(strengths).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(strengths).map(s -> (s - mean) * (s - mean)).sum() / policies);
        return Optional.of(new LinearInstance(
                IntStream.range(0, policies).mapToObj(k -> "p" + k).toList(),
                space,
                Arrays.stream(beta).map(b -> b / deviation).toArray()));
    }
}
