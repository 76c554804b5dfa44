package io.agon.config;

import java.nio.file.Path;
import java.util.Optional;

/** Texts of a file: written there, or in a file of their own that is named by {@code file://}. */
public final class WrittenText {

    private WrittenText() {}

    /**
     * The text under a key, or of the file that it names; empty when it is not written or cannot be read.
     *
     * @param home the file, against which others are resolved
     */
    public static Optional<String> read(Section it, String key, Path home) {
        Optional<String> text = it.text(key);
        if (text.isEmpty() || !Beside.isFile(text.get())) {
            return text;
        }
        return it.file(key, home).flatMap(file -> {
            try {
                return Optional.of(DataFile.text(file));
            } catch (ConfigException e) {
                it.wrong(key, "%s: %s".formatted(it.at(key), e.getMessage()));
                return Optional.empty();
            }
        });
    }
}
