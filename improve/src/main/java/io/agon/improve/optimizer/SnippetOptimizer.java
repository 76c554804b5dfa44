package io.agon.improve.optimizer;

import io.agon.improve.Artifact;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.model.Embedder;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/**
 * Searches a prompt for the snippets to add to it, in a vocabulary that is pruned first: snippets that say nearly the
 * same are clustered, the head of each cluster is tried alone, in the first updates, and only the clusters whose heads
 * scored highest, and higher than nothing, are kept. Then it climbs: to the best combination so far one snippet of
 * another kept cluster is added, or one is taken out, or replaced by one of its cluster; never a combination that has a
 * score. It asks no model.
 *
 * <p>It learns from the scores in the {@linkplain Problem#history history} only, so the loop must validate children;
 * which child replaces its parent is for acceptance to say.
 *
 * <p>Source: Zhou et al. (2023), Survival of the Most Influential Prompts (ClaPS), which clusters and prunes the tokens
 * of a vocabulary; snippets, and climbing by one change at a time, are Agon's.
 */
public final class SnippetOptimizer implements Optimizer {

    /** Similarity by trigrams within a cluster when nothing is said. */
    public static final double ALIKE = 0.6;

    private final String component;
    private final Snippets snippets;
    private final int kept;

    /**
     * An optimizer of one prompt.
     *
     * @param component name of the prompt; a snippet is a line at its end
     * @param texts snippets of one line each, at least one
     * @param alike similarity of two snippets, 1 for the same
     * @param least similarity to the head of a cluster within it, above 0
     * @param kept clusters that survive, at most; at least 1
     */
    public SnippetOptimizer(
            String component,
            Collection<String> texts,
            ToDoubleBiFunction<String, String> alike,
            double least,
            int kept) {
        if (texts.isEmpty() || kept < 1) {
            throw new IllegalArgumentException(
                    "A search over snippets needs at least 1 snippet and keeps at least 1 cluster, but it has %d and %d."
                            .formatted(texts.size(), kept));
        }
        for (String it : texts) {
            if (it.isBlank() || it.lines().count() > 1 || !it.equals(it.strip())) {
                throw new IllegalArgumentException(
                        "A snippet is one line without spaces around it, but there is '%s'.".formatted(it));
            }
        }
        this.component = component;
        this.snippets = Snippets.of(new LinkedHashSet<>(texts), alike, least);
        this.kept = kept;
    }

    /** With similarity by the trigrams of characters, at least {@value #ALIKE} within a cluster. */
    public SnippetOptimizer(String component, Collection<String> texts, int kept) {
        this(component, texts, Snippets::trigrams, ALIKE, kept);
    }

    /** With similarity by the trigrams of characters, at least so much within a cluster. */
    public static SnippetOptimizer byTrigrams(String component, Collection<String> texts, double least, int kept) {
        return new SnippetOptimizer(component, texts, Snippets::trigrams, least, kept);
    }

    /** With similarity by embeddings, at least 0.8 within a cluster. */
    public SnippetOptimizer(String component, Collection<String> texts, Embedder embedder, int kept) {
        this(component, texts, Snippets.cosine(texts, embedder), 0.8, kept);
    }

    @Override
    public Proposal propose(Problem problem, Turn turn) {
        Artifact bare = with(problem.artifact(), Set.of());
        List<List<String>> clusters = snippets.clusters();
        if (problem.update() <= clusters.size()) {
            String head = clusters.get(problem.update() - 1).getFirst();
            return propose(bare, Set.of(head), "the effect of this snippet alone");
        }
        Map<Set<String>, Double> scores = scores(problem, bare);
        List<List<String>> influential = influential(scores);
        Set<String> best = scores.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Set.of());
        List<Set<String>> untried = neighbours(best, influential).stream()
                .filter(it -> !scores.containsKey(it))
                .toList();
        if (untried.isEmpty()) {
            return Proposal.none("every change of the best combination of snippets was tried", "");
        }
        Set<String> next = untried.get(turn.random().nextInt(untried.size()));
        return propose(bare, next, "a change of the best combination so far, of %d snippets".formatted(best.size()));
    }

    private Proposal propose(Artifact bare, Set<String> chosen, String reasoning) {
        return Proposal.of(Map.of(component, with(bare, chosen).body(component)), reasoning);
    }

    /** Scores of combinations on this artifact: what else differs from it is another problem. */
    private Map<Set<String>, Double> scores(Problem problem, Artifact bare) {
        var scores = new HashMap<Set<String>, Double>();
        for (Problem.Scored it : problem.history()) {
            if (with(it.artifact(), Set.of()).equals(bare)) {
                scores.merge(chosen(it.artifact()), it.score(), Math::max);
            }
        }
        return scores;
    }

    private List<List<String>> influential(Map<Set<String>, Double> scores) {
        double nothing = scores.getOrDefault(Set.<String>of(), Double.NEGATIVE_INFINITY);
        Comparator<List<String>> byScore = Comparator.comparing(it -> alone(it, scores));
        return snippets.clusters().stream()
                .filter(it -> alone(it, scores) > nothing)
                .sorted(byScore.reversed())
                .limit(kept)
                .toList();
    }

    private static double alone(List<String> cluster, Map<Set<String>, Double> scores) {
        return scores.getOrDefault(Set.of(cluster.getFirst()), Double.NEGATIVE_INFINITY);
    }

    /** Combinations with at most one snippet of each cluster that differ from this one in one cluster. */
    private static List<Set<String>> neighbours(Set<String> best, List<List<String>> clusters) {
        var neighbours = new ArrayList<Set<String>>();
        for (List<String> cluster : clusters) {
            var others = new LinkedHashSet<>(best);
            cluster.forEach(others::remove);
            neighbours.add(others);
            for (String it : cluster) {
                var more = new LinkedHashSet<>(others);
                more.add(it);
                neighbours.add(more);
            }
        }
        return neighbours;
    }

    private Set<String> chosen(Artifact artifact) {
        var chosen = new LinkedHashSet<String>();
        artifact.body(component).lines().filter(this::isSnippet).forEach(chosen::add);
        return chosen;
    }

    /** The artifact with these snippets and no others, each a line at the end, in the order of clusters. */
    private Artifact with(Artifact artifact, Set<String> chosen) {
        var lines = new ArrayList<String>();
        artifact.body(component).lines().filter(it -> !isSnippet(it)).forEach(lines::add);
        snippets.clusters()
                .forEach(cluster -> cluster.stream().filter(chosen::contains).forEach(lines::add));
        return artifact.with(Map.of(component, String.join("\n", lines)));
    }

    private boolean isSnippet(String line) {
        return snippets.clusters().stream().anyMatch(it -> it.contains(line));
    }
}
