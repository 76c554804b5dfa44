package io.agon.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** The keys {@code factors} and {@code features}: what policies share. */
final class FeatureSection {

    private final Problems problems;
    private final Path home;

    FeatureSection(Problems problems, Path home) {
        this.problems = problems;
        this.home = home;
    }

    /** Beside {@code recorded}. */
    FeatureSource read(Section policies) {
        FeatureSource factors = policies.value("factors") instanceof MappingNode
                ? policies.section("factors").flatMap(this::pattern).orElse(new FeatureSource.None())
                : policies.file("factors", home)
                        .<FeatureSource>map(FeatureSource.FactorTable::new)
                        .orElse(new FeatureSource.None());
        Optional<Path> features = policies.file("features", home);
        if (policies.present().containsAll(Set.of("factors", "features"))) {
            policies.wrong(
                    "features",
                    "policies has both factors and features; keep one (factors may be written as features, one column"
                            + " of 0 and 1 a level)");
        }
        return features.<FeatureSource>map(FeatureSource.FeatureTable::new).orElse(factors);
    }

    private Optional<FeatureSource> pattern(Section it) {
        Optional<String> text = it.name("pattern");
        it.close();
        if (text.isEmpty()) {
            if (!it.present().contains("pattern")) {
                it.wrongAsWhole("policies.factors needs a file, such as factors.csv, or a pattern of the names, such as"
                        + " {pattern: \"{model}+{workflow}\"}");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new FeatureSource.Names(NamePattern.of(text.get())));
        } catch (IllegalArgumentException e) {
            it.wrong("pattern", "policies.factors.pattern '%s' %s".formatted(text.get(), e.getMessage()));
            return Optional.empty();
        }
    }

    /** The factors of one policy of a list. */
    Map<String, String> levels(Section policy) {
        Map<String, String> levels = policy.options("factors");
        if (levels.isEmpty() && policy.value("factors") instanceof MappingNode mapping) {
            if (mapping.getValue().isEmpty()) {
                policy.wrong(
                        "factors",
                        "%s is empty; name the factors of the policy or leave the key out"
                                .formatted(policy.at("factors")));
            }
        }
        levels.forEach((factor, level) -> {
            if (level.isBlank()) {
                policy.wrong("factors", "%s.%s is empty; name the level".formatted(policy.at("factors"), factor));
            }
        });
        return levels;
    }

    /** Of all policies of a list: each has the same factors, or none has any. */
    FeatureSource together(List<PolicySource.JavaPolicy> policies, List<Section> sections) {
        List<Map<String, String>> levels =
                policies.stream().map(PolicySource.JavaPolicy::factors).toList();
        Set<String> all = new HashSet<>();
        levels.forEach(it -> all.addAll(it.keySet()));
        if (all.isEmpty()) {
            return new FeatureSource.None();
        }
        for (int i = 0; i < levels.size(); i++) {
            for (String factor : all.stream().sorted().toList()) {
                if (!levels.get(i).containsKey(factor)) {
                    Section section = sections.get(i);
                    problems.at(
                            section.place("factors"),
                            section.at("factors"),
                            "%s lacks '%s', which another policy has; give every policy a level of it"
                                    .formatted(section.at("factors"), factor));
                }
            }
        }
        return new FeatureSource.Levels(levels);
    }
}
