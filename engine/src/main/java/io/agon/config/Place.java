package io.agon.config;

import java.nio.file.Path;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where something stands in an experiment file or in a file that it names, for problems that show later.
 *
 * @param file where
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param key dotted path; empty when no key is meant
 */
public record Place(Path file, int line, int column, String key) {

    static Place of(Path file, Node node, String key) {
        return new Place(
                file,
                node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0),
                node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0),
                key);
    }

    /** A problem here. */
    Problem problem(String message) {
        return new Problem(file, line, column, key, message);
    }
}
