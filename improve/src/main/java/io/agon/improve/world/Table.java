package io.agon.improve.world;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** A text of lines {@code key: value}: the bodies of these worlds. */
record Table(SequencedMap<String, String> lines) {

    Table {
        lines = new LinkedHashMap<>(lines);
    }

    /** The same value for each key. */
    static Table filled(Iterable<String> keys, String value) {
        var lines = new LinkedHashMap<String, String>();
        keys.forEach(key -> lines.put(key, value));
        return new Table(lines);
    }

    /** Lines that are not {@code key: value} are left out; of two of a key the last holds. */
    static Table read(String body) {
        var lines = new LinkedHashMap<String, String>();
        body.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        });
        return new Table(lines);
    }

    /** The value of a key; empty when there is none. */
    String get(String key) {
        return lines.getOrDefault(key, "");
    }

    /** The same with this value. */
    Table with(String key, String value) {
        var table = new Table(lines);
        table.lines.put(key, value);
        return table;
    }

    /** Why this is no table of these keys and values; empty when it is. */
    Optional<String> refusal(Set<String> keys, Set<String> values) {
        if (!lines.keySet().equals(keys)) {
            return Optional.of("needs one line each for " + String.join(", ", keys));
        }
        return lines.entrySet().stream()
                .filter(line -> !values.contains(line.getValue()))
                .findFirst()
                .map(line -> "'%s' cannot be '%s', only one of %s"
                        .formatted(line.getKey(), line.getValue(), String.join(", ", values)));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return lines.entrySet().stream()
                .map(line -> line.getKey() + ": " + line.getValue())
                .collect(Collectors.joining("\n"));
    }
}
