package io.agon.improve.file;

import io.agon.config.Problems;
import io.agon.config.ProviderSection;
import io.agon.config.ProviderSource;
import io.agon.config.Section;
import io.agon.config.WrittenText;
import io.agon.improve.file.ImproveSpec.OptimizerSource;
import io.agon.improve.optimizer.Form;
import io.agon.improve.optimizer.SnippetOptimizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The key {@code optimizer}: who proposes. */
final class OptimizerSection {

    private static final int CLUSTERS = 5;
    private static final List<String> KINDS = List.of("provider", "replay", "phrases", "snippets");

    private static final List<String> DETAILS = List.of("form", "component", "alike", "clusters");

    /** What may stand beside a kind; beside those of models the form. */
    private static final Map<String, List<String>> OWN =
            Map.of("phrases", List.of(), "snippets", List.of("component", "alike", "clusters"));

    private static final Map<String, Form> FORMS = Arrays.stream(Form.values())
            .collect(Collectors.toMap(Form::word, Function.identity(), (one, other) -> one, LinkedHashMap::new));

    private final Problems problems;
    private final Path file;

    OptimizerSection(Problems problems, Path file) {
        this.problems = problems;
        this.file = file;
    }

    Optional<OptimizerSource> read(Section root) {
        if (!root.isMapping("optimizer")) {
            Optional<String> word = root.text("optimizer");
            if (word.isPresent() && !word.get().equals("synthetic")) {
                root.wrong(
                        "optimizer",
                        "optimizer cannot be '%s'; write synthetic, or a model: {provider: openai:gpt-4o-mini}"
                                .formatted(word.get()));
                return Optional.empty();
            }
            return Optional.of(new OptimizerSource.Synthetic());
        }
        Section it = root.section("optimizer").orElseThrow();
        List<ProviderSource> providers = new ProviderSection(problems, file).read(it, "provider");
        Optional<Path> replay = it.file("replay", file);
        List<String> phrases = lines(it, "phrases");
        List<String> snippets = lines(it, "snippets");
        Form form = it.choice("form", FORMS, Form.TRACE);
        Optional<String> component = it.text("component");
        double alike = Figures.between(it, "alike", SnippetOptimizer.ALIKE, 0.01, 1);
        int clusters = Figures.whole(it, "clusters", 1, 1_000).orElse(CLUSTERS);
        it.close(Map.of(
                "model", "write provider: openai:gpt-4o-mini, say",
                "config", "it belongs to the model: provider: {id: ..., config: {...}}",
                "price", "it belongs to the model: provider: {id: ..., price: {...}}"));
        long kinds = it.present().stream().filter(KINDS::contains).count();
        if (kinds != 1) {
            it.wrongAsWhole(
                    "optimizer must have one of provider, replay, phrases and snippets, or be the word synthetic");
            return Optional.empty();
        }
        String kind = KINDS.stream().filter(it.present()::contains).findFirst().orElseThrow();
        for (String key : DETAILS) {
            if (it.present().contains(key)
                    && !OWN.getOrDefault(kind, List.of("form")).contains(key)) {
                it.wrong(key, "%s has no meaning with %s; leave it out".formatted(it.at(key), kind));
            }
        }
        if (kind.equals("phrases")) {
            return phrases.isEmpty() ? Optional.empty() : Optional.of(new OptimizerSource.Phrases(phrases));
        }
        if (kind.equals("snippets")) {
            return snippets.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new OptimizerSource.Snippets(snippets, component, alike, clusters));
        }
        if (kind.equals("provider")) {
            if (providers.size() > 1) {
                it.wrong("provider", "optimizer.provider names several models, but one proposes");
            }
            return providers.stream().findFirst().map(one -> new OptimizerSource.Llm(one, form));
        }
        return replay.map(one -> new OptimizerSource.Replay(one, form));
    }

    /** A list of texts of one line, or a file with one in each line. */
    private List<String> lines(Section it, String key) {
        List<String> texts = it.isList(key)
                ? it.texts(key).stream().map(String::strip).toList()
                : WrittenText.read(it, key, file).stream()
                        .flatMap(String::lines)
                        .map(String::strip)
                        .toList();
        List<String> lines =
                texts.stream().filter(text -> !text.isEmpty()).distinct().toList();
        if (it.present().contains(key) && problems.none()) {
            if (lines.isEmpty()) {
                it.wrong(
                        key, "%s is empty; write what may be put into prompts, one in each line".formatted(it.at(key)));
            } else if (lines.stream().anyMatch(line -> line.lines().count() > 1)) {
                it.wrong(key, "%s holds a text of several lines; write each in one line".formatted(it.at(key)));
            }
        }
        return lines;
    }
}
