package io.agon.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of an experiment file: reads its keys, says what is wrong with them and where, and knows which it never
 * read.
 */
public final class Section {

    private final Problems problems;
    private final String path;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private @Nullable String unwritten;

    Section(Problems problems, String path, Node node) {
        this.problems = problems;
        this.path = path;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            problems.at(node, path, "%s must be a mapping (key: value), but it is %s".formatted(title(), kind(node)));
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.at(tuple.getKeyNode(), path, "%s: a key must be a plain word".formatted(title()));
            } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                problems.at(key, at(key.getValue()), "%s stands twice; keep one".formatted(at(key.getValue())));
            } else {
                keys.put(key.getValue(), key);
            }
        }
    }

    /** A value that stands in a list: the only key is {@code key}, and it is not written. */
    private Section(Problems problems, String path, Node value, String key) {
        this.problems = problems;
        this.path = path;
        this.node = value;
        values.put(key, value);
        unwritten = key;
    }

    /**
     * All of a file in YAML.
     *
     * @param start what to do about an empty file; may be empty
     * @throws ConfigException when it cannot be read, or is not YAML
     */
    public static Section root(Problems problems, String start) {
        return root(problems, DataFile.text(problems.file()), start);
    }

    static Section root(Problems problems, String text, String start) {
        return new Section(problems, "", Yaml.root(text, problems, start));
    }

    Node node() {
        return node;
    }

    /** The path of a key. */
    public String at(String key) {
        return key.equals(unwritten) ? path : path.isEmpty() ? key : path + "." + key;
    }

    /** The keys that are written. */
    public Set<String> present() {
        return values.keySet();
    }

    /** Keys that nobody has asked for yet. */
    Set<String> unread() {
        var keys = new LinkedHashSet<>(values.keySet());
        keys.removeAll(known);
        return keys;
    }

    /**
     * The value of a key; an explicit null counts as a value of the wrong type, save where {@code nothing} is allowed.
     */
    @Nullable
    Node value(String key) {
        known.add(key);
        return values.get(key);
    }

    /** The value of a key that is present, for a problem that shows later. */
    Node valueOf(String key) {
        return values.getOrDefault(key, node);
    }

    /** The place of a key, for a problem with it. */
    Node place(String key) {
        return keys.getOrDefault(key, node);
    }

    /** A problem with the value of a key. */
    public void wrong(String key, String message) {
        Node value = values.get(key);
        problems.at(value == null ? node : value, at(key), message);
    }

    /** A problem with all of it. */
    public void wrongAsWhole(String message) {
        problems.at(node, path, message);
    }

    /** Whether a key is written, and with a mapping. */
    public boolean isMapping(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** Whether a key is written, and with a list. */
    public boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    /** Whether a key is written, and with this text. */
    public boolean isText(String key, String text) {
        known.add(key);
        return values.get(key) instanceof ScalarNode it && it.getValue().equals(text);
    }

    /** The mapping under a key. */
    public Optional<Section> section(String key) {
        return Optional.ofNullable(value(key)).map(value -> new Section(problems, at(key), value));
    }

    /** A text. */
    public Optional<String> text(String key) {
        Node value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return Optional.of(scalar.getValue());
        }
        problems.at(
                value, at(key), "%s must be a text, but it is %s; write it in quotes".formatted(at(key), kind(value)));
        return Optional.empty();
    }

    /** A text that is not blank. */
    public Optional<String> name(String key) {
        return text(key).filter(text -> {
            if (text.isBlank()) {
                wrong(key, "%s must not be empty".formatted(at(key)));
            }
            return !text.isBlank();
        });
    }

    /** What one of these words stands for. */
    public <E> E choice(String key, Map<String, E> choices, E standard) {
        return text(key)
                .map(text -> {
                    E choice = choices.get(text);
                    if (choice == null) {
                        wrong(
                                key,
                                "%s cannot be '%s'%s".formatted(at(key), text, Suggestion.of(text, choices.keySet())));
                        return standard;
                    }
                    return choice;
                })
                .orElse(standard);
    }

    /** True or false. */
    public boolean flag(String key, boolean standard) {
        Node value = value(key);
        if (value == null) {
            return standard;
        }
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        problems.at(value, at(key), "%s must be true or false, but it is %s".formatted(at(key), kind(value)));
        return standard;
    }

    /** A finite number. */
    public OptionalDouble number(String key) {
        Node value = value(key);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
            double number = parse(scalar.getValue());
            if (Double.isFinite(number)) {
                return OptionalDouble.of(number);
            }
        }
        problems.at(value, at(key), "%s must be a number, but it is %s".formatted(at(key), kind(value)));
        return OptionalDouble.empty();
    }

    /** A number without a fraction. */
    public OptionalLong integer(String key) {
        OptionalDouble number = number(key);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        if (values.get(key) instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            try {
                return OptionalLong.of(
                        scalar.getValue().startsWith("0x") || scalar.getValue().startsWith("0o")
                                ? (long) number.getAsDouble()
                                : Long.parseLong(scalar.getValue()));
            } catch (NumberFormatException e) {
                wrong(key, "%s = %s is too large".formatted(at(key), scalar.getValue()));
                return OptionalLong.empty();
            }
        }
        double value = number.getAsDouble();
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return OptionalLong.of((long) value);
        }
        wrong(key, "%s must be a whole number, but it is %s".formatted(at(key), value));
        return OptionalLong.empty();
    }

    /** A list of texts, or one text, which is a list of one; distinct. */
    public List<String> texts(String key) {
        Node value = value(key);
        if (value == null) {
            return List.of();
        }
        List<Node> nodes = value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
        var texts = new LinkedHashSet<String>();
        for (Node item : nodes) {
            if (!(item instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
                problems.at(
                        item,
                        at(key),
                        "%s must be a list of texts, but it holds %s; write it in quotes"
                                .formatted(at(key), kind(item)));
            } else if (!texts.add(scalar.getValue())) {
                problems.at(item, at(key), "%s names '%s' twice; keep one".formatted(at(key), scalar.getValue()));
            }
        }
        if (nodes.isEmpty()) {
            wrong(key, "%s is an empty list; name something or leave the key out".formatted(at(key)));
        }
        return List.copyOf(texts);
    }

    /** A list of plain values as texts, or one, which is a list of one; in order, repeats among them. */
    public List<String> words(String key) {
        Node value = value(key);
        if (value == null) {
            return List.of();
        }
        List<Node> nodes = value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
        var words = new ArrayList<String>();
        for (Node item : nodes) {
            if (item instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                words.add(scalar.getValue());
            } else {
                problems.at(
                        item, at(key), "%s must be a list of texts, but it holds %s".formatted(at(key), kind(item)));
            }
        }
        return words;
    }

    /** A list, each entry as if it were the value of {@code key} in a mapping of its own. */
    public List<Section> entries(String key) {
        Node value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            problems.at(value, at(key), "%s must be a list, but it is %s".formatted(at(key), kind(value)));
            return List.of();
        }
        var entries = new ArrayList<Section>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node item = sequence.getValue().get(i);
            entries.add(new Section(problems, "%s[%d]".formatted(at(key), i), item, key));
        }
        return entries;
    }

    /** A mapping of names to plain values, as texts. */
    public Map<String, String> options(String key) {
        Optional<Section> section = section(key);
        var options = new LinkedHashMap<String, String>();
        section.ifPresent(it -> it.values.forEach((name, value) -> {
            if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                options.put(name, scalar.getValue());
            } else {
                problems.at(
                        value,
                        it.at(name),
                        "%s must be a text, a number, true or false, but it is %s".formatted(it.at(name), kind(value)));
            }
        }));
        return options;
    }

    /** A data file, resolved beside the experiment file {@code home}; it must exist. */
    public Optional<Path> file(String key, Path home) {
        return name(key).flatMap(text -> resolve(key, text, home, false));
    }

    /** Jars and folders. */
    List<Path> files(String key, Path home) {
        var files = new ArrayList<Path>();
        for (String text : texts(key)) {
            resolve(key, text, home, true).ifPresent(files::add);
        }
        return files;
    }

    private Optional<Path> resolve(String key, String text, Path home, boolean folderAllowed) {
        String plain = text.startsWith("file://") ? text.substring("file://".length()) : text;
        try {
            Path file = home.resolveSibling(plain);
            if (!Files.exists(file)) {
                wrong(
                        key,
                        "%s: there is no file '%s' beside the experiment file (looked for %s)"
                                .formatted(at(key), plain, file));
                return Optional.empty();
            }
            if (Files.isDirectory(file) && !folderAllowed) {
                wrong(key, "%s: '%s' is a folder, but a file is needed".formatted(at(key), plain));
                return Optional.empty();
            }
            return Optional.of(file);
        } catch (InvalidPathException e) {
            wrong(key, "%s: '%s' cannot be the name of a file".formatted(at(key), plain));
            return Optional.empty();
        }
    }

    /** Says which keys are not known; {@code later} are keys of coming versions. */
    public void close(Map<String, String> later) {
        for (Map.Entry<String, Node> entry : keys.entrySet()) {
            String key = entry.getKey();
            if (known.contains(key)) {
                continue;
            }
            String soon = later.get(key);
            problems.at(
                    entry.getValue(),
                    at(key),
                    soon == null
                            ? "%s is not a known key%s".formatted(at(key), Suggestion.of(key, known))
                            : "%s is not supported in this version: %s".formatted(at(key), soon));
        }
    }

    /** Says which keys are not known. */
    public void close() {
        close(Map.of());
    }

    private String title() {
        return path.isEmpty() ? "The file" : path;
    }

    static String kind(Node node) {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar
            when scalar.getTag().equals(Tag.STR) -> "the text '%s'".formatted(shortened(scalar.getValue()));
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence -> "a list";
            default -> "a mapping";
        };
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() == text.length() && line.length() <= 60
                ? line
                : line.substring(0, Math.min(60, line.length())) + " ...";
    }

    private static double parse(String text) {
        try {
            return text.startsWith("0x")
                    ? Long.parseLong(text.substring(2), 16)
                    : text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
