package io.agon.config;

import io.agon.config.PromptSource.Line;
import io.agon.policy.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the prompts that an experiment file names. */
final class PromptLoader {

    private static final Pattern DIVIDER = Pattern.compile("(?m)^---[ \\t]*$\\R?");

    private final List<Problem> problems;
    private final List<Prompt> prompts = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    private PromptLoader(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * The prompts, in the order of the file, with distinct ids. Without an id a prompt is called like its file, or by
     * its number.
     *
     * @param problems where to say what is wrong
     */
    static List<Prompt> load(List<PromptSource> sources, List<Problem> problems) {
        var loader = new PromptLoader(problems);
        for (int i = 0; i < sources.size(); i++) {
            loader.add(sources.get(i), i + 1);
        }
        return loader.prompts;
    }

    private void add(PromptSource source, int number) {
        switch (source) {
            case PromptSource.Written it -> add(it.name().orElse("prompt-" + number), it.messages(), it.place());
            case PromptSource.Files it -> {
                var read = new ArrayList<Read>();
                it.files().forEach(file -> read.addAll(file(file)));
                Map<String, Integer> counts = new HashMap<>();
                read.forEach(one -> counts.merge(it.name().orElse(one.name()), 1, Integer::sum));
                Map<String, Integer> seen = new HashMap<>();
                for (Read one : read) {
                    String name = it.name().orElse(one.name());
                    int count = seen.merge(name, 1, Integer::sum);
                    boolean alone = one.own() && it.name().isEmpty() || counts.getOrDefault(name, 1) == 1;
                    add(alone ? name : name + "-" + count, one.messages(), one.place());
                }
            }
        }
    }

    /**
     * A prompt of a file.
     *
     * @param name that of the file, or its own
     * @param own whether it is its own
     */
    private record Read(String name, boolean own, List<Line> messages, Place place) {}

    private List<Read> file(Path file) {
        try {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
            return switch (PromptSection.extension(file.toString())) {
                case "json", "yaml", "yml" -> structured(file, name, DataFile.text(file));
                case "jsonl" -> {
                    var all = new ArrayList<Read>();
                    DataFile.text(file)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .forEach(line -> all.addAll(structured(file, name, line)));
                    yield all;
                }
                default -> {
                    var all = new ArrayList<Read>();
                    for (String text : DIVIDER.split(DataFile.text(file))) {
                        if (!text.isBlank()) {
                            all.add(new Read(name, false, user(text.strip()), new Place(file, 0, 0, "")));
                        }
                    }
                    if (all.isEmpty()) {
                        problems.add(new Problem(file, 0, 0, "", "is empty; write the text of a prompt"));
                    }
                    yield all;
                }
            };
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return List.of();
        }
    }

    private static List<Line> user(String text) {
        return List.of(new Line(io.agon.model.Message.Role.USER, text));
    }

    private static List<Read> structured(Path file, String name, String text) {
        var found = new Problems(file);
        Optional<Node> root = Yaml.compose(text, file, found);
        found.raise();
        var section = new PromptSection(found, file);
        var all = new ArrayList<Read>();
        if (root.orElseThrow() instanceof SequenceNode chat && PromptSection.isChat(chat)) {
            all.add(new Read(name, false, section.messages(chat, "", null), Place.of(file, chat, "")));
        } else {
            for (PromptSource source : section.read(root.get(), "")) {
                switch (source) {
                    case PromptSource.Written it ->
                        all.add(new Read(it.name().orElse(name), it.name().isPresent(), it.messages(), it.place()));
                    case PromptSource.Files it ->
                        found.add(it.place().line(), 0, "", "names another file; write the prompts here");
                }
            }
        }
        found.raise();
        return all;
    }

    private void add(String id, List<Line> lines, Place place) {
        Place before = places.putIfAbsent(id, place);
        if (before != null) {
            problems.add(
                    place.problem("there are two prompts called '%s'; give each its own id (or label)".formatted(id)));
            return;
        }
        try {
            prompts.add(new Prompt(
                    id,
                    lines.stream()
                            .map(it -> Prompt.Part.of(it.role(), it.template()))
                            .toList()));
        } catch (IllegalArgumentException e) {
            problems.add(place.problem("the prompt '%s' %s".formatted(id, e.getMessage())));
        }
    }
}
