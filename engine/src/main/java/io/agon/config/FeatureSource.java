package io.agon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where it stands what policies share: the keys {@code factors} and {@code features} of {@code policies}. */
public sealed interface FeatureSource {

    /** Nowhere; only success rates may still bring factors of their own. */
    record None() implements FeatureSource {}

    /**
     * A table of factors.
     *
     * @param file CSV or CSV.gz: the first column names the policy, each other one is a factor
     */
    record FactorTable(Path file) implements FeatureSource {}

    /**
     * The names of the policies.
     *
     * @param pattern how they are made
     */
    record Names(NamePattern pattern) implements FeatureSource {}

    /**
     * The experiment file, beside each policy.
     *
     * @param levels for each policy its level of each factor, all of the same factors
     */
    record Levels(List<Map<String, String>> levels) implements FeatureSource {
        public Levels {
            levels = List.copyOf(levels);
        }
    }

    /**
     * A table of numbers.
     *
     * @param file CSV or CSV.gz: the first column names the policy, each other one is a numeric feature
     */
    record FeatureTable(Path file) implements FeatureSource {}
}
