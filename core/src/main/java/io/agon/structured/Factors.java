package io.agon.structured;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Policies as combinations of factors, such as model x prompt x temperature: each policy has one level of every factor.
 * Not every combination need be a policy.
 *
 * @param names of the factors, distinct, at least one
 * @param levels names of the levels of each factor, in the order of their first appearance: at least one each
 * @param table K rows: the level of each factor that a policy has, by its index; no two policies have the same row
 */
public record Factors(List<String> names, List<List<String>> levels, List<List<Integer>> table) {

    public Factors {
        names = List.copyOf(names);
        levels = levels.stream().map(List::copyOf).toList();
        table = table.stream().map(List::copyOf).toList();
        if (names.isEmpty() || names.size() != levels.size()) {
            throw new IllegalArgumentException(
                    "There must be at least one factor, each with its levels, but there are %d factors and %d lists of levels."
                            .formatted(names.size(), levels.size()));
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("Two factors have the same name: %s.".formatted(names));
        }
        var seen = new LinkedHashMap<List<Integer>, Integer>();
        for (int k = 0; k < table.size(); k++) {
            List<Integer> row = table.get(k);
            if (row.size() != names.size()) {
                throw new IllegalArgumentException(
                        "Policy %d has %d levels, but there are %d factors.".formatted(k, row.size(), names.size()));
            }
            for (int m = 0; m < row.size(); m++) {
                if (row.get(m) < 0 || row.get(m) >= levels.get(m).size()) {
                    throw new IllegalArgumentException("Policy %d has level %d of factor '%s', which has %d levels."
                            .formatted(
                                    k, row.get(m), names.get(m), levels.get(m).size()));
                }
            }
            Integer twin = seen.putIfAbsent(row, k);
            if (twin != null) {
                throw new IllegalArgumentException(
                        "Policies %d and %d have the same level of every factor; add a factor in which they differ, or leave one out."
                                .formatted(twin, k));
            }
        }
    }

    /**
     * Factors from the level names of each policy.
     *
     * @param names of the factors
     * @param rows K lists, a level name for every factor
     */
    public static Factors of(List<String> names, List<List<String>> rows) {
        var levels = new ArrayList<List<String>>();
        names.forEach(name -> levels.add(new ArrayList<>()));
        var indices =
                names.stream().map(name -> new LinkedHashMap<String, Integer>()).toList();
        var table = new ArrayList<List<Integer>>();
        for (List<String> row : rows) {
            var indexed = new ArrayList<Integer>();
            for (int m = 0; m < row.size(); m++) {
                if (m >= names.size()) {
                    throw new IllegalArgumentException(
                            "A policy has %d levels, but there are %d factors.".formatted(row.size(), names.size()));
                }
                String level = row.get(m);
                Integer index = indices.get(m).putIfAbsent(level, levels.get(m).size());
                if (index == null) {
                    index = levels.get(m).size();
                    levels.get(m).add(level);
                }
                indexed.add(index);
            }
            table.add(indexed);
        }
        return new Factors(names, levels, table);
    }

    /** Number of policies, K. */
    public int policies() {
        return table.size();
    }

    /** Number of factors. */
    public int size() {
        return names.size();
    }

    /** The level of factor {@code factor} that {@code policy} has. */
    public int level(int policy, int factor) {
        return table.get(policy).get(factor);
    }
}
