package io.agon.config;

import java.nio.file.Path;

/** Reads experiment files. */
public final class ExperimentReader {

    private ExperimentReader() {}

    /**
     * The experiment file at {@code path}, checked; data files must exist but are not read.
     *
     * @throws ConfigException with every problem found
     */
    public static ExperimentSpec read(Path path) {
        throw new UnsupportedOperationException(path.toString());
    }
}
