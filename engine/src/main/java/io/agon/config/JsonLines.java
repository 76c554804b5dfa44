package io.agon.config;

import io.agon.judge.Ballot.Choice;
import io.agon.judge.Exam;
import io.agon.policy.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files with one JSON object a line. */
final class JsonLines {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> QUERY = Set.of("id", "vars", "expected", "answers", "description");
    private static final Map<String, Choice> LABELS =
            Map.of("first", Choice.FIRST, "second", Choice.SECOND, "tie", Choice.TIE);

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    private JsonLines(Path file) {
        this.file = file;
    }

    /**
     * Recorded answers.
     *
     * @param items queries by id, in order of appearance
     * @param byPolicy answers by policy, then item; policies in order of appearance
     */
    record Answers(Map<String, Query> items, Map<String, Map<String, String>> byPolicy) {}

    /** Reads lines with item, policy, answer and optionally expected and vars. */
    static Answers answers(Path file) {
        var lines = new JsonLines(file);
        var items = new LinkedHashMap<String, Query>();
        var byPolicy = new LinkedHashMap<String, Map<String, String>>();
        lines.forEach(Set.of("item", "policy", "answer", "expected", "vars"), (number, node) -> {
            String item = lines.need(number, node, "item");
            String policy = lines.need(number, node, "policy");
            String answer = lines.need(number, node, "answer");
            if (item == null || policy == null || answer == null) {
                return;
            }
            String expected = lines.text(number, node, "expected").orElse(null);
            Query before = items.get(item);
            if (before != null
                    && expected != null
                    && before.expected() != null
                    && !expected.equals(before.expected())) {
                lines.wrong(number, "the item '%s' had another expected answer before".formatted(item));
            }
            if (before == null || before.expected() == null && expected != null) {
                items.put(item, new Query(item, vars(node), expected));
            }
            if (byPolicy.computeIfAbsent(policy, it -> new LinkedHashMap<>()).putIfAbsent(item, answer) != null) {
                lines.wrong(
                        number,
                        "there is a second answer of '%s' to '%s'; keep one per policy and item"
                                .formatted(policy, item));
            }
        });
        return new Answers(items, byPolicy);
    }

    /**
     * Reads queries: lines with vars and optionally expected (or answers, several of which any is right) and id; or
     * lines without vars, where each further field is a variable.
     */
    static List<Query> queries(Path file) {
        var lines = new JsonLines(file);
        var ids = new LinkedHashSet<String>();
        var queries = new ArrayList<Query>();
        lines.forEach(Set.of(), (number, node) -> {
            String id = lines.text(number, node, "id").orElse(Integer.toString(number));
            if (!ids.add(id)) {
                lines.wrong(number, "the id '%s' stands twice; queries need distinct ids".formatted(id));
            }
            JsonNode vars = node.get("vars");
            Map<String, String> values = vars == null ? values(node, QUERY) : vars(node);
            boolean meant = vars == null
                    && values.keySet().stream()
                            .anyMatch(it -> node.path(it).isObject() && Suggestion.edits(it, "vars") <= 1);
            if (vars == null ? values.isEmpty() || meant : !vars.isObject()) {
                lines.wrong(number, "vars is missing: write {\"vars\": {\"input\": \"...\"}, \"expected\": \"...\"}");
                return;
            }
            if (vars != null) {
                lines.known(number, node, QUERY);
            }
            var accepted = new LinkedHashSet<>(lines.texts(number, node, "expected"));
            accepted.addAll(lines.texts(number, node, "answers"));
            queries.add(Query.accepting(id, values, List.copyOf(accepted)));
        });
        return queries;
    }

    /** Reads labelled pairs: lines with first, second, label and optionally vars, expected and id. */
    static List<Exam.Pair> pairs(Path file) {
        var lines = new JsonLines(file);
        var pairs = new ArrayList<Exam.Pair>();
        lines.forEach(Set.of("id", "vars", "expected", "first", "second", "label"), (number, node) -> {
            String first = lines.need(number, node, "first");
            String second = lines.need(number, node, "second");
            String label = lines.need(number, node, "label");
            if (first == null || second == null || label == null) {
                return;
            }
            Choice choice = LABELS.get(label.strip().toLowerCase(Locale.ROOT));
            if (choice == null) {
                lines.wrong(number, "label is '%s', but it must be first, second or tie".formatted(label));
                return;
            }
            String id = lines.text(number, node, "id").orElse("label " + number);
            String expected = lines.text(number, node, "expected").orElse(null);
            pairs.add(new Exam.Pair(new Query(id, vars(node), expected), first, second, choice));
        });
        return pairs;
    }

    private interface Line {
        void read(int number, JsonNode node);
    }

    private void forEach(Set<String> known, Line action) {
        int number = 0;
        boolean any = false;
        for (String line : DataFile.text(file).split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            any = true;
            try {
                JsonNode node = JSON.readTree(line);
                if (!node.isObject()) {
                    wrong(number, "each line must be a JSON object such as {\"vars\": {...}}");
                    continue;
                }
                if (!known.isEmpty()) {
                    known(number, node, known);
                }
                action.read(number, node);
            } catch (JacksonException e) {
                int column = e.getLocation() == null
                        ? 0
                        : Math.max(0, e.getLocation().getColumnNr());
                problems.add(new Problem(
                        file,
                        number,
                        column,
                        "",
                        "is not valid JSON: %s"
                                .formatted(e.getOriginalMessage()
                                        .lines()
                                        .findFirst()
                                        .orElse(""))));
            }
        }
        if (!any) {
            throw Problems.of(file, "is empty; it needs one JSON object a line");
        }
        Csv.raise(problems);
    }

    private void known(int number, JsonNode node, Set<String> known) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                wrong(number, "%s is not a known key%s".formatted(key, Suggestion.of(key, known)));
            }
        }
    }

    private @Nullable String need(int number, JsonNode node, String key) {
        Optional<String> text = text(number, node, key);
        if (text.isEmpty() && (node.get(key) == null || node.get(key).isNull())) {
            wrong(number, "%s is missing".formatted(key));
        }
        return text.orElse(null);
    }

    private Optional<String> text(int number, JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            wrong(number, "%s must be a text or a number".formatted(key));
            return Optional.empty();
        }
        return Optional.of(value.asString());
    }

    /** A text or a number, or a list of those. */
    private List<String> texts(int number, JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isArray()) {
            return text(number, node, key).stream().toList();
        }
        var texts = new ArrayList<String>();
        for (JsonNode one : value) {
            if (!one.isValueNode() || one.isNull()) {
                wrong(number, "%s must hold texts or numbers".formatted(key));
            } else {
                texts.add(one.asString());
            }
        }
        return texts;
    }

    private static Map<String, String> vars(JsonNode node) {
        JsonNode object = node.get("vars");
        return object != null && object.isObject() ? values(object, Set.of()) : Map.of();
    }

    private static Map<String, String> values(JsonNode object, Set<String> without) {
        var values = new LinkedHashMap<String, String>();
        for (var entry : object.properties()) {
            if (!without.contains(entry.getKey())) {
                values.put(
                        entry.getKey(),
                        entry.getValue().isValueNode()
                                ? entry.getValue().asString()
                                : entry.getValue().toString());
            }
        }
        return values;
    }

    private void wrong(int number, String message) {
        problems.add(new Problem(file, number, 0, "", message));
    }
}
