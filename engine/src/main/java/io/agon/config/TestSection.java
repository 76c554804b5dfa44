package io.agon.config;

import io.agon.config.TestSource.Entry;
import io.agon.config.TestSource.Right;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys {@code tests} and {@code defaultTest}, also of a file with a list of tests. */
final class TestSection {

    private static final Set<String> READABLE = Set.of("jsonl", "json", "yaml", "yml", "csv", "gz");

    /** Of promptfoo; they shape no answer and no verdict here. */
    private static final List<String> NO_MATTER =
            List.of("options", "threshold", "metadata", "provider", "providers", "prompts", "assertScoringFunction");

    private final Problems problems;
    private final Path home;
    private final Set<String> unused = new TreeSet<>();
    private final Set<String> overlooked = new LinkedHashSet<>();

    TestSection(Problems problems, Path home) {
        this.problems = problems;
        this.home = home;
    }

    /** Of the experiment file; empty when it has no tests. */
    Optional<TestSource> read(Section root) {
        Optional<Entry.Written> standard = Optional.empty();
        Node common = root.value("defaultTest");
        if (common != null && Yaml.isText(common)) {
            root.wrong("defaultTest", "defaultTest must stand in the experiment file; write its vars and assert here");
        } else if (common != null) {
            standard = written(common, "defaultTest", false);
        }
        Node tests = root.value("tests");
        if (tests == null) {
            return Optional.empty();
        }
        List<Entry> entries = entries(tests, "tests");
        notices();
        return Optional.of(new TestSource(entries, standard));
    }

    /** A list of tests, or one entry. */
    List<Entry> entries(Node node, String at) {
        if (!(node instanceof SequenceNode list)) {
            if (node instanceof ScalarNode) {
                return one(node, at).stream().toList();
            }
            problems.at(
                    node,
                    at,
                    "%s must be a file, or a list of files and tests, but it is %s".formatted(at, Section.kind(node)));
            return List.of();
        }
        if (list.getValue().isEmpty()) {
            problems.at(node, at, "%s is an empty list; write at least one test".formatted(at));
        }
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < list.getValue().size(); i++) {
            one(list.getValue().get(i), "%s[%d]".formatted(at, i)).ifPresent(entries::add);
        }
        return entries;
    }

    /** Says what was overlooked; once. */
    void notices() {
        if (!unused.isEmpty()) {
            problems.notice("Asserts of %s are not used: the judge decides. Only equals is read, as an expected answer."
                    .formatted(String.join(", ", unused)));
        }
        if (!overlooked.isEmpty()) {
            problems.notice("Of the tests %s is not used.".formatted(String.join(", ", overlooked)));
        }
    }

    private Optional<Entry> one(Node node, String at) {
        if (!(node instanceof ScalarNode)) {
            return written(node, at, true).map(it -> it);
        }
        String text = Yaml.isText(node) ? ((ScalarNode) node).getValue() : "";
        if (text.isBlank() || !READABLE.contains(PromptSection.extension(text))) {
            problems.at(
                    node,
                    at,
                    "%s must be a file of JSON lines, JSON, YAML or CSV, or a test such as {vars: {input: \"2+2\"}, expected: \"4\"}, but it is %s"
                            .formatted(at, Section.kind(node)));
            return Optional.empty();
        }
        List<Path> files = Beside.files(text, home, message -> problems.at(node, at, "%s: %s".formatted(at, message)));
        return files.isEmpty() ? Optional.empty() : Optional.of(new Entry.Table(files));
    }

    private Optional<Entry.Written> written(Node node, String at, boolean whole) {
        Section it = new Section(problems, at, node);
        Optional<String> id = it.name("id");
        Optional<Section> vars = it.section("vars");
        var values = new LinkedHashMap<String, List<String>>();
        vars.ifPresent(section -> {
            for (String name : section.present()) {
                values.put(name, values(section, name));
            }
        });
        var expected = new LinkedHashSet<Right>();
        for (String key : List.of("expected", "answers")) {
            Node value = it.value(key);
            if (value instanceof SequenceNode list) {
                list.getValue().forEach(one -> expected.add(new Right(Yaml.text(one), false)));
            } else if (value instanceof MappingNode) {
                it.wrong(key, "%s must be a text, a number or a list of those".formatted(it.at(key)));
            } else if (value != null && !Yaml.isNothing(value)) {
                expected.add(new Right(Yaml.text(value), false));
            }
        }
        expected.addAll(equal(it));
        it.value("description");
        for (String key : NO_MATTER) {
            if (it.value(key) != null) {
                overlooked.add(key);
            }
        }
        it.close();
        if (whole && vars.isEmpty() && node instanceof MappingNode && it.value("vars") == null) {
            it.wrongAsWhole(
                    "%s is missing: the inputs of the test, such as vars: {input: \"2+2\"}".formatted(it.at("vars")));
        }
        return node instanceof MappingNode
                ? Optional.of(new Entry.Written(id, values, List.copyOf(expected), Place.of(problems.file(), node, at)))
                : Optional.empty();
    }

    private List<String> values(Section vars, String name) {
        Node value = vars.value(name);
        if (value instanceof SequenceNode list && !list.getValue().isEmpty()) {
            return list.getValue().stream().map(it -> text(vars, name, it)).toList();
        }
        return value == null ? List.of("") : List.of(text(vars, name, value));
    }

    private String text(Section vars, String name, Node value) {
        if (!Yaml.isText(value) || !Beside.isFile(((ScalarNode) value).getValue())) {
            return Yaml.text(value);
        }
        String file = ((ScalarNode) value).getValue();
        List<Path> files =
                Beside.files(file, home, message -> vars.wrong(name, "%s: %s".formatted(vars.at(name), message)));
        if (Set.of("js", "mjs", "cjs", "ts", "py", "rb").contains(PromptSection.extension(file))) {
            vars.wrong(name, "%s: programs do not make variables here; write their values".formatted(vars.at(name)));
            return "";
        }
        try {
            return files.isEmpty() ? "" : DataFile.text(files.getFirst());
        } catch (ConfigException e) {
            vars.wrong(
                    name,
                    "%s: %s".formatted(vars.at(name), e.problems().getFirst().message()));
            return "";
        }
    }

    /** What the asserts of promptfoo say about right answers. */
    private List<Right> equal(Section it) {
        Node node = it.value("assert");
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode list)) {
            it.wrong(
                    "assert",
                    "%s must be a list of asserts, such as [{type: equals, value: \"4\"}]".formatted(it.at("assert")));
            return List.of();
        }
        var values = new ArrayList<Right>();
        for (Node one : list.getValue()) {
            Node type = Yaml.child(one, "type");
            Node value = Yaml.child(one, "value");
            String word = type == null ? "no type" : Yaml.text(type);
            if (word.equals("equals") && value instanceof ScalarNode) {
                values.add(new Right(Yaml.text(value), true));
            } else {
                unused.add(word);
            }
        }
        return values;
    }
}
