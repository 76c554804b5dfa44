package io.agon.improve.file;

import static io.agon.improve.file.Figures.delta;
import static io.agon.improve.file.Figures.whole;

import io.agon.config.Section;
import io.agon.config.Suggestion;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SearchRule.Priority.By;
import io.agon.improve.LearningLoop.SelectionRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The keys {@code accept}, {@code select}, {@code search} and {@code certify}: a word, or a mapping with details. */
final class RuleSections {

    private static final double CONFIDENCE = 0.95;
    private static final int DUELS = 300;
    private static final int SELECTION_DUELS = 2_000;
    private static final int SELECTION_CANDIDATES = 5;
    /** Of a certificate when nothing is said. */
    static final int QUERIES = 500;

    private static final int MOST = 1_000_000;
    private static final int VALIDATIONS = 10;
    private static final Map<String, By> BY = new TreeMap<>(Map.of("mean", By.MEAN, "time", By.TIME, "ucb", By.UCB));

    static final List<String> ACCEPT = List.of("llm-po", "always", "strict", "validation");
    static final List<String> SELECT = List.of("last", "best-validation", "llm-po");
    static final List<String> SEARCH = List.of("sequential", "best-of-n", "beam", "ucb", "priority", "pareto");

    private RuleSections() {}

    static AcceptanceRule accept(Section root) {
        return read(root, "accept", "rule", "llm-po", ACCEPT, RuleSections::acceptance);
    }

    static SelectionRule select(Section root) {
        return read(root, "select", "rule", "last", SELECT, RuleSections::selection);
    }

    static SearchRule search(Section root) {
        return read(root, "search", "kind", "sequential", SEARCH, RuleSections::search);
    }

    static CertificateRule certify(Section root) {
        return root.section("certify")
                .map(it -> {
                    var rule = new CertificateRule(
                            delta(it, CONFIDENCE), whole(it, "queries", 0, MOST).orElse(QUERIES));
                    it.close();
                    return rule;
                })
                .orElse(new CertificateRule(Figures.delta(CONFIDENCE), QUERIES));
    }

    /** A word under a key, or under a key of a mapping there. */
    private static <R> R read(
            Section root,
            String key,
            String inner,
            String standard,
            List<String> words,
            BiFunction<String, Optional<Section>, R> rule) {
        if (!root.isMapping(key)) {
            return rule.apply(word(root, key, standard, words), Optional.empty());
        }
        Section it = root.section(key).orElseThrow();
        R read = rule.apply(word(it, inner, standard, words), Optional.of(it));
        if (!it.present().contains(inner)) {
            it.wrongAsWhole("%s is missing: one of %s".formatted(it.at(inner), String.join(", ", words)));
        }
        it.close();
        return read;
    }

    private static String word(Section it, String key, String standard, List<String> words) {
        String word = it.text(key).orElse(standard);
        if (!words.contains(word)) {
            it.wrong(key, "%s cannot be '%s'%s".formatted(it.at(key), word, Suggestion.of(word, words)));
            return standard;
        }
        return word;
    }

    private static AcceptanceRule acceptance(String word, Optional<Section> it) {
        return switch (word) {
            case "always" -> new AcceptanceRule.Always();
            case "validation" -> new AcceptanceRule.Validation();
            case "strict" ->
                new AcceptanceRule.StrictOnBatch(it.map(section -> Figures.between(section, "threshold", 0, 0, 1))
                        .orElse(0.0));
            default ->
                new AcceptanceRule.LlmPo(
                        it.map(section -> delta(section, CONFIDENCE)).orElse(Figures.delta(CONFIDENCE)),
                        count(it, "duels", DUELS));
        };
    }

    private static SelectionRule selection(String word, Optional<Section> it) {
        return switch (word) {
            case "last" -> new SelectionRule.Last();
            case "best-validation" -> new SelectionRule.BestValidation();
            default ->
                new SelectionRule.LlmPo(
                        it.map(section -> delta(section, CONFIDENCE)).orElse(Figures.delta(CONFIDENCE)),
                        it.map(section -> whole(section, "candidates", 2, 1_000).orElse(SELECTION_CANDIDATES))
                                .orElse(SELECTION_CANDIDATES),
                        count(it, "duels", SELECTION_DUELS));
        };
    }

    private static SearchRule search(String word, Optional<Section> it) {
        return switch (word) {
            case "best-of-n" -> new SearchRule.BestOfN(few(it, "proposals", 3), validations(it, VALIDATIONS));
            case "beam" ->
                new SearchRule.Beam(few(it, "width", 3), few(it, "proposals", 4), validations(it, VALIDATIONS));
            case "ucb" ->
                new SearchRule.Ucb(
                        it.map(section -> Figures.between(section, "c", 1, 0, 1_000))
                                .orElse(1.0),
                        few(it, "memory", 10),
                        validations(it, 2 * VALIDATIONS));
            case "priority" ->
                new SearchRule.Priority(
                        it.map(section -> section.choice("by", BY, By.MEAN)).orElse(By.MEAN),
                        few(it, "candidates", 3),
                        few(it, "proposals", 1),
                        validations(it, VALIDATIONS));
            case "pareto" -> new SearchRule.Pareto(validations(it, VALIDATIONS));
            default -> new SearchRule.Sequential();
        };
    }

    private static int validations(Optional<Section> it, int standard) {
        return it.map(section -> whole(section, "validations", 0, MOST).orElse(standard))
                .orElse(standard);
    }

    private static int few(Optional<Section> it, String key, int standard) {
        return it.map(section -> whole(section, key, 1, 1_000).orElse(standard)).orElse(standard);
    }

    private static int count(Optional<Section> it, String key, int standard) {
        return it.map(section -> whole(section, key, 1, MOST).orElse(standard)).orElse(standard);
    }
}
