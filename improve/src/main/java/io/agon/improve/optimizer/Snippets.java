package io.agon.improve.optimizer;

import io.agon.model.Embedder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;

/**
 * Fragments of instructions, those that say nearly the same together.
 *
 * @param clusters each with its head first; no cluster is empty
 */
record Snippets(List<List<String>> clusters) {

    Snippets {
        clusters = clusters.stream().map(List::copyOf).toList();
    }

    /**
     * Clusters by their heads: a snippet belongs to the head that is most like it, or, when none is like it enough, is
     * a head itself.
     *
     * @param alike similarity of two texts, 1 for the same
     * @param least similarity to a head within a cluster
     */
    static Snippets of(Collection<String> snippets, ToDoubleBiFunction<String, String> alike, double least) {
        var clusters = new ArrayList<List<String>>();
        for (String snippet : snippets) {
            List<String> nearest = List.of();
            double highest = least;
            for (List<String> it : clusters) {
                double similarity = alike.applyAsDouble(it.getFirst(), snippet);
                if (similarity >= highest) {
                    nearest = it;
                    highest = similarity;
                }
            }
            if (nearest.isEmpty()) {
                clusters.add(new ArrayList<>(List.of(snippet)));
            } else {
                nearest.add(snippet);
            }
        }
        return new Snippets(List.copyOf(clusters));
    }

    /** Cosine of the counts of character trigrams, without regard to case: in [0, 1]. */
    static double trigrams(String one, String other) {
        Map<String, Integer> first = counts(one);
        Map<String, Integer> second = counts(other);
        double common = first.entrySet().stream()
                .mapToDouble(it -> (double) it.getValue() * second.getOrDefault(it.getKey(), 0))
                .sum();
        return common / Math.sqrt(squares(first) * squares(second));
    }

    /** Cosine of what an embedder makes of these texts: in [-1, 1]. */
    static ToDoubleBiFunction<String, String> cosine(Collection<String> texts, Embedder embedder) {
        var vectors = new HashMap<String, float[]>();
        texts.forEach(it -> vectors.computeIfAbsent(it, embedder::embed));
        return (one, other) -> {
            float[] first = Objects.requireNonNull(vectors.get(one));
            float[] second = Objects.requireNonNull(vectors.get(other));
            double product = 0;
            for (int i = 0; i < first.length; i++) {
                product += first[i] * second[i];
            }
            return product;
        };
    }

    private static Map<String, Integer> counts(String text) {
        String padded = "  " + text.strip().toLowerCase(Locale.ROOT) + "  ";
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i + 3 <= padded.length(); i++) {
            counts.merge(padded.substring(i, i + 3), 1, Integer::sum);
        }
        return counts;
    }

    private static double squares(Map<String, Integer> counts) {
        return counts.values().stream().mapToDouble(it -> (double) it * it).sum();
    }
}
