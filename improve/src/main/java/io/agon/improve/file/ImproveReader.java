package io.agon.improve.file;

import static io.agon.improve.file.Figures.large;
import static io.agon.improve.file.Figures.positive;
import static io.agon.improve.file.Figures.whole;

import io.agon.config.ConfigException;
import io.agon.config.Problems;
import io.agon.config.Section;
import io.agon.config.Suggestion;
import io.agon.config.WrittenText;
import io.agon.improve.Component.Kind;
import io.agon.improve.code.Languages;
import io.agon.improve.file.ImproveSpec.ComponentSource;
import io.agon.improve.file.ImproveSpec.Limits;
import io.agon.improve.file.ImproveSpec.OptimizerSource;
import io.agon.improve.file.ImproveSpec.TaskSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads files of improvements. What it accepts in form is what {@code improve.schema.json} accepts; beyond form it
 * checks that tasks exist, and that artifact and optimizer fit them.
 */
public final class ImproveReader {

    /** The name that a folder stands for. */
    public static final String FILE = "improve.yaml";

    private static final int CONCURRENCY = 4;
    private static final int MOST_UPDATES = 100_000;
    private static final String EXAMPLE = "'agon init --example improve-inventory DIR'";
    private static final Map<String, Kind> KINDS = new TreeMap<>(
            Map.of("prompt", Kind.PROMPT, "code", Kind.CODE, "config", Kind.CONFIG, "workflow", Kind.WORKFLOW));

    private final Path file;
    private final Problems problems;

    private ImproveReader(Path file) {
        this.file = file;
        problems = new Problems(file);
    }

    /**
     * The file at a place; a folder means its {@value #FILE}.
     *
     * @throws ConfigException with every problem found
     */
    public static ImproveSpec read(Path place) {
        Path file = Files.isDirectory(place) ? place.resolve(FILE) : place;
        if (!Files.exists(file)) {
            throw Problems.of(
                    file, "there is no such file; %s writes one, or name the file or its folder".formatted(EXAMPLE));
        }
        return new ImproveReader(file).read();
    }

    private ImproveSpec read() {
        Section root = Section.root(problems, "; %s writes an example to start from".formatted(EXAMPLE));
        String description = root.text("description").orElse("");
        Optional<TaskSource> task = new TaskSection(problems, file).read(root);
        List<ComponentSource> artifact = artifact(root);
        List<String> editable = root.texts("editable");
        Optional<OptimizerSource> optimizer = new OptimizerSection(problems, file).read(root);
        if (task.isPresent() && optimizer.isPresent()) {
            new Fit(root, task.get()).check(artifact, editable, optimizer.get());
        }
        var batching = LoopSections.batch(root);
        var credit = LoopSections.credit(root);
        var feedback = LoopSections.feedback(root);
        if (task.isPresent() && batching.isPresent()) {
            new Fit(root, task.get()).check(batching.get());
        }
        int memory = whole(root, "memory", 0, 1_000).orElse(0);
        var acceptance = RuleSections.accept(root);
        var selection = RuleSections.select(root);
        var search = RuleSections.search(root);
        var certificate = RuleSections.certify(root);
        if (optimizer.filter(OptimizerSource.Snippets.class::isInstance).isPresent()
                && !Forecast.validates(acceptance, selection, search)) {
            root.wrong(
                    "optimizer",
                    "optimizer.snippets learn from validation scores of children; write select: best-validation,"
                            + " accept: validation, or a search with validations");
        }
        OptionalInt[] updates = {OptionalInt.empty()};
        Limits limits = root.section("budget")
                .map(it -> {
                    updates[0] = whole(it, "updates", 1, MOST_UPDATES);
                    return limits(it);
                })
                .orElse(new Limits(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
        int concurrency = whole(root, "concurrency", 1, 1_024).orElse(CONCURRENCY);
        long seed = root.integer("seed").orElse(1);
        root.close(Map.of(
                "updates", "write budget: {updates: ...}",
                "provider", "the model that proposes stands in optimizer: {provider: ...}",
                "components", "write artifact",
                "loop", "its keys stand at the top: batch, credit, feedback, accept, ..."));
        problems.raise();
        return new ImproveSpec(
                file,
                description,
                task.orElseThrow(),
                artifact,
                editable,
                optimizer.orElseThrow(),
                batching,
                credit,
                feedback,
                memory,
                acceptance,
                selection,
                search,
                certificate,
                updates[0],
                limits,
                concurrency,
                seed);
    }

    private static Limits limits(Section it) {
        var limits = new Limits(
                large(it, "evaluations", 1, 1_000_000_000_000L), positive(it, "usd"), positive(it, "minutes"));
        it.close(Map.of("comparisons", "write duels under accept and select, and queries under certify"));
        return limits;
    }

    private List<ComponentSource> artifact(Section root) {
        List<ComponentSource> components = new ArrayList<>();
        root.section("artifact").ifPresent(all -> {
            for (String name : List.copyOf(all.present())) {
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    all.wrong(
                            name,
                            "%s: names of components are letters, digits and underscores; rename it"
                                    .formatted(all.at(name)));
                }
                components.add(all.isMapping(name) ? component(all, name) : plain(all, name));
            }
            if (components.isEmpty()) {
                root.wrong("artifact", "artifact is empty; write a component, or leave it out");
            }
        });
        return components;
    }

    /** A component that is only its body. */
    private ComponentSource plain(Section all, String name) {
        return new ComponentSource(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                WrittenText.read(all, name, file));
    }

    private ComponentSource component(Section all, String name) {
        Section it = all.section(name).orElseThrow();
        Optional<Kind> kind =
                it.present().contains("kind") ? Optional.of(it.choice("kind", KINDS, Kind.PROMPT)) : Optional.empty();
        Optional<String> language = oneOf(it, "language", Languages.NAMES);
        Optional<String> sandbox = oneOf(it, "sandbox", List.of("none"));
        if (sandbox.isPresent() && !language.equals(Optional.of("java"))) {
            it.wrong("sandbox", "%s has a meaning for language: java alone; leave it out".formatted(it.at("sandbox")));
        }
        var component = new ComponentSource(
                name,
                kind,
                language,
                sandbox,
                it.text("documentation"),
                it.text("constraint"),
                WrittenText.read(it, "body", file));
        it.close(Map.of("signature", "the task says what code must keep"));
        return component;
    }

    private static Optional<String> oneOf(Section it, String key, List<String> words) {
        return it.text(key).filter(word -> {
            boolean known = words.contains(word);
            if (!known) {
                it.wrong(key, "%s cannot be '%s'%s".formatted(it.at(key), word, Suggestion.of(word, words)));
            }
            return known;
        });
    }
}
