package io.agon.lab;

import io.agon.config.Suggestion;
import io.agon.structured.FeatureSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an instance of the linear Bradley-Terry model from a JSON file: {@code policies}, their names;
 * {@code features}, a row of numbers for each; {@code beta}, a coefficient for each feature. Also read: the same
 * compressed ({@code .gz}).
 */
public final class LinearFile {

    /** No more numbers than this are read: K times d. */
    private static final int MOST_NUMBERS = 20_000_000;

    private static final Set<String> KEYS = new LinkedHashSet<>(List.of("policies", "features", "beta"));

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 20)
                    .maxNestingDepth(10)
                    .build())
            .build();

    private final String file;
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<String> names = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private double[] beta = {};
    private long numbers;

    private LinearFile(String file) {
        this.file = file;
    }

    /**
     * The instance in {@code path}.
     *
     * @throws BadMatrixException when the file holds none, with one line that says where and how to mend it
     */
    public static LinearInstance read(Path path) throws BadMatrixException {
        var reader = new LinearFile(path.toString());
        if (!Files.exists(path)) {
            throw new BadMatrixException(path + ": there is no such file.");
        }
        if (Files.isDirectory(path)) {
            throw new BadMatrixException(path + " is a folder. Name a JSON file with policies, features and beta.");
        }
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                JsonParser json = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), in)) {
            return reader.parse(json);
        } catch (ZipException e) {
            throw new BadMatrixException(path + ": its name ends in .gz, but it is not a gzip file.");
        } catch (JacksonException e) {
            throw new BadMatrixException("%s:%d: this is not valid JSON: %s"
                    .formatted(
                            path,
                            e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                            show(String.valueOf(e.getOriginalMessage()), 120)));
        } catch (IOException e) {
            throw new BadMatrixException(path + ": cannot be read: " + e.getMessage());
        }
    }

    private LinearInstance parse(JsonParser json) throws BadMatrixException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new BadMatrixException(file
                    + ": the file is empty. Write {\"policies\": [...], \"features\": [[...], ...], \"beta\": [...]}.");
        }
        if (first != JsonToken.START_OBJECT) {
            throw wrong(json, "the file must hold an object with policies, features and beta");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            key(json, json.currentName());
        }
        if (json.nextToken() != null) {
            throw wrong(json, "something follows the end of the object; remove it");
        }
        for (String key : KEYS) {
            if (!seen.contains(key)) {
                throw new BadMatrixException("%s: %s is missing. %s"
                        .formatted(
                                file,
                                key,
                                switch (key) {
                                    case "policies" -> "List the names of the policies.";
                                    case "features" -> "Give a list of numbers for each policy.";
                                    default -> "List one coefficient a feature.";
                                }));
            }
        }
        return instance();
    }

    private void key(JsonParser json, String key) throws BadMatrixException {
        if (!KEYS.contains(key)) {
            throw wrong(
                    json,
                    "'%s' is not a known key%s"
                            .formatted(
                                    show(key, 40),
                                    Suggestion.nearest(key, KEYS)
                                            .map("; did you mean '%s'?"::formatted)
                                            .orElse("; known here: " + String.join(", ", KEYS))));
        }
        if (!seen.add(key)) {
            throw wrong(json, key + " stands twice; keep one");
        }
        json.nextToken();
        list(json, key, "a list");
        switch (key) {
            case "policies" -> policies(json);
            case "features" -> {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    String at = "features[%d]".formatted(rows.size());
                    list(json, at, "a list of numbers");
                    lines.add(json.currentTokenLocation().getLineNr());
                    rows.add(numbers(json, at));
                }
            }
            default -> beta = numbers(json, key);
        }
    }

    private void list(JsonParser json, String at, String what) throws BadMatrixException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(json, "%s must be %s, but it is %s".formatted(at, what, value(json)));
        }
    }

    private void policies(JsonParser json) throws BadMatrixException {
        Map<String, Integer> places = new HashMap<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String at = "policies[%d]".formatted(names.size());
            if (json.currentToken() != JsonToken.VALUE_STRING
                    || json.getString().isBlank()) {
                throw wrong(json, "%s must be a name, but it is %s".formatted(at, value(json)));
            }
            Integer before = places.putIfAbsent(json.getString(), names.size());
            if (before != null) {
                throw wrong(
                        json,
                        "the name '%s' stands twice, as policies[%d] and %s; give every policy its own name"
                                .formatted(show(json.getString(), 40), before, at));
            }
            names.add(json.getString());
            if (names.size() > MatrixFile.MOST_POLICIES) {
                throw wrong(
                        json,
                        "there are over %d policies; at most that many can be simulated"
                                .formatted(MatrixFile.MOST_POLICIES));
            }
        }
    }

    private double[] numbers(JsonParser json, String at) throws BadMatrixException {
        var values = new ArrayList<Double>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = json.currentToken();
            double value = token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT
                    ? json.getDoubleValue()
                    : Double.NaN;
            if (!Double.isFinite(value)) {
                throw wrong(
                        json, "%s[%d] must be a finite number, but it is %s".formatted(at, values.size(), value(json)));
            }
            values.add(value + 0.0); // no negative zero
            if (++numbers > MOST_NUMBERS) {
                throw wrong(json, "the file holds over %,d numbers; that is too much".formatted(MOST_NUMBERS));
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private LinearInstance instance() throws BadMatrixException {
        if (names.size() < 2) {
            throw new BadMatrixException(
                    "%s: policies holds %d, but at least 2 are needed to compare.".formatted(file, names.size()));
        }
        if (rows.size() != names.size()) {
            throw new BadMatrixException(
                    "%s: there are %d policies, but %d rows of features. Give each policy one row, in the same order."
                            .formatted(file, names.size(), rows.size()));
        }
        Map<List<Double>, Integer> places = new HashMap<>();
        for (int k = 0; k < rows.size(); k++) {
            double[] row = rows.get(k);
            if (row.length != beta.length || row.length == 0) {
                throw new BadMatrixException(
                        "%s:%d: features[%d] ('%s') has %d numbers, but beta has %d. Give one number a coefficient, at least one."
                                .formatted(file, lines.get(k), k, show(names.get(k), 40), row.length, beta.length));
            }
            Integer twin =
                    places.putIfAbsent(java.util.Arrays.stream(row).boxed().toList(), k);
            if (twin != null) {
                throw new BadMatrixException(
                        "%s:%d: '%s' has the same features as '%s' in line %d: no comparison can tell them apart. Add a feature in which they differ, or leave one out."
                                .formatted(
                                        file,
                                        lines.get(k),
                                        show(names.get(k), 40),
                                        show(names.get(twin), 40),
                                        lines.get(twin)));
            }
        }
        try {
            return new LinearInstance(names, FeatureSpace.of(rows.toArray(double[][]::new)), beta);
        } catch (IllegalArgumentException e) {
            throw new BadMatrixException(file + ": " + e.getMessage());
        }
    }

    private BadMatrixException wrong(JsonParser json, String message) {
        return new BadMatrixException(
                "%s:%d: %s.".formatted(file, json.currentTokenLocation().getLineNr(), message));
    }

    private static String value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "the text '%s'".formatted(show(json.getString(), 40));
            case null -> "nothing";
            default -> show(String.valueOf(json.getString()), 40);
        };
    }

    /** Foreign text inside a message: short, and without control characters. */
    private static String show(String text, int longest) {
        String plain = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.length() <= longest ? plain : plain.substring(0, longest - 1) + "\u2026";
    }
}
