package io.agon.config;

import java.nio.file.Path;

/**
 * One thing that is wrong with an experiment file or with data that it names.
 *
 * @param file as the user wrote it, or relative to the experiment file
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param key dotted path such as {@code experiment.confidence}; empty when no key is meant
 * @param message what is wrong and what mends it, in one line
 */
public record Problem(Path file, int line, int column, String key, String message) {

    /** {@code agon.yaml:12:3: experiment.confidance is not a known key; did you mean 'confidence'?}. */
    @Override
    public String toString() {
        var place = new StringBuilder(file.toString());
        if (line > 0) {
            place.append(':').append(line);
            if (column > 0) {
                place.append(':').append(column);
            }
        }
        return place.append(": ").append(message).toString();
    }
}
