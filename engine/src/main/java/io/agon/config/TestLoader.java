package io.agon.config;

import io.agon.config.TestSource.Entry;
import io.agon.config.TestSource.Right;
import io.agon.policy.Query;
import io.agon.policy.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the queries that an experiment file names. */
final class TestLoader {

    /** Tests that one written test may stand for. */
    private static final int MOST_COMBINATIONS = 10_000;

    private final TestSource source;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notices;
    private final Map<String, Query> queries = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    private TestLoader(TestSource source, List<String> notices) {
        this.source = source;
        this.notices = notices;
    }

    /**
     * The queries, in the order of the file, with distinct ids; at least one.
     *
     * @param notices where to say what was overlooked
     * @throws ConfigException with what is wrong
     */
    static List<Query> load(TestSource source, List<String> notices) {
        var loader = new TestLoader(source, notices);
        boolean several = source.entries().size() > 1
                || source.entries().stream()
                        .anyMatch(it ->
                                it instanceof Entry.Table table && table.files().size() > 1);
        for (Entry entry : source.entries()) {
            switch (entry) {
                case Entry.Written it -> loader.expand(it, "", 0);
                case Entry.Table it -> it.files().forEach(file -> loader.file(file, several));
            }
        }
        Csv.raise(loader.problems);
        return List.copyOf(loader.queries.values());
    }

    private void file(Path file, boolean several) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.gz$", "");
        String prefix = several ? name + "/" : "";
        try {
            switch (PromptSection.extension(name)) {
                case "csv" -> csv(file, prefix);
                case "json", "yaml", "yml" -> list(file, prefix);
                default -> {
                    for (Query query : JsonLines.queries(file)) {
                        add(prefix + query.id(), query.vars(), literal(query.accepted()), new Place(file, 0, 0, ""));
                    }
                }
            }
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        }
    }

    private void list(Path file, String prefix) {
        var found = new Problems(file);
        Optional<Node> root = Yaml.compose(DataFile.text(file), file, found);
        found.raise();
        var section = new TestSection(found, file);
        List<Entry> entries = section.entries(root.orElseThrow(), "tests");
        section.notices();
        found.raise();
        notices.addAll(found.notices());
        int before = queries.size();
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Written it -> expand(it, prefix, before);
                case Entry.Table it ->
                    problems.add(new Problem(
                            file, 0, 0, "", "names another file of tests; name that in the experiment file"));
            }
        }
    }

    /** Of promptfoo: each column is a variable, {@code __expected} the right answer. */
    private void csv(Path file, String prefix) {
        Csv csv = Csv.read(file);
        var unused = new LinkedHashSet<String>();
        for (Csv.Row row : csv.rows()) {
            var vars = new LinkedHashMap<String, String>();
            var accepted = new LinkedHashSet<String>();
            for (int c = 0; c < csv.header().size(); c++) {
                String column = csv.header().get(c);
                String cell = row.cells().get(c);
                if (!column.startsWith("__")) {
                    vars.put(column, cell);
                } else if (!column.matches("__expected\\d*")) {
                    unused.add("the column " + column);
                } else if (cell.matches("(?s)(equals:).*")) {
                    accepted.add(cell.substring("equals:".length()).strip());
                } else if (cell.matches("(?s)(not-)?[a-z]+(-[a-z]+)*(\\([^)]*\\))?:.*|is-json|javascript:.*")) {
                    unused.add("asserts such as " + cell.replaceFirst("(?s):.*", ""));
                } else if (!cell.isBlank()) {
                    accepted.add(cell);
                }
            }
            add(prefix + row.line(), vars, literal(accepted), new Place(file, row.line(), 0, ""));
        }
        if (!unused.isEmpty()) {
            notices.add(
                    "%s: %s: not used; the judge decides.".formatted(file.getFileName(), String.join(", ", unused)));
        }
    }

    /**
     * A test for each combination of the values of its variables.
     *
     * @param prefix of its id
     * @param before tests that do not count in its number
     */
    private void expand(Entry.Written test, String prefix, int before) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, List<String>> it : test.vars().entrySet()) {
            if ((long) combinations.size() * it.getValue().size() > MOST_COMBINATIONS) {
                problems.add(test.place()
                        .problem("its variables have more than %,d combinations; write fewer values"
                                .formatted(MOST_COMBINATIONS)));
                return;
            }
            var longer = new ArrayList<Map<String, String>>();
            for (Map<String, String> shorter : combinations) {
                for (String value : it.getValue()) {
                    var vars = new LinkedHashMap<>(shorter);
                    vars.put(it.getKey(), value);
                    longer.add(vars);
                }
            }
            combinations = longer;
        }
        for (int i = 0; i < combinations.size(); i++) {
            String id = test.id().orElse(prefix + (queries.size() - before + 1));
            add(
                    combinations.size() > 1 && test.id().isPresent() ? id + "/" + (i + 1) : id,
                    combinations.get(i),
                    test.expected(),
                    test.place());
        }
    }

    private static List<Right> literal(Collection<String> accepted) {
        return accepted.stream().map(it -> new Right(it, false)).toList();
    }

    private void add(String id, Map<String, String> own, List<Right> expected, Place place) {
        Map<String, String> vars = new LinkedHashMap<>();
        source.standard().ifPresent(it -> it.vars().forEach((name, values) -> vars.put(name, values.getFirst())));
        vars.putAll(own);
        List<Right> right = expected.isEmpty()
                ? source.standard().map(Entry.Written::expected).orElse(List.of())
                : expected;
        var accepted = new LinkedHashSet<String>();
        for (Right it : right) {
            try {
                accepted.add(it.template() ? Template.of(it.text()).fill(vars) : it.text());
            } catch (IllegalArgumentException e) {
                problems.add(place.problem(
                        "the expected answer '%s' of the test '%s': %s".formatted(it.text(), id, e.getMessage())));
            }
        }
        if (places.putIfAbsent(id, place) != null) {
            problems.add(place.problem("the id '%s' stands twice; tests need distinct ids".formatted(id)));
            return;
        }
        queries.put(id, Query.accepting(id, vars, List.copyOf(accepted)));
    }
}
