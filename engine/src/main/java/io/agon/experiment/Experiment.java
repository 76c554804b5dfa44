package io.agon.experiment;

import io.agon.config.ConfigException;
import io.agon.config.ExperimentSpec;
import io.agon.judge.Arena;
import java.nio.file.Path;

/** An experiment that is ready to run: the file is checked, its data are read, its classes are loaded. */
public final class Experiment {

    private final ExperimentSpec spec;
    private final Arena arena;
    private final String fingerprint;

    private Experiment(ExperimentSpec spec, Arena arena, String fingerprint) {
        this.spec = spec;
        this.arena = arena;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads an experiment file with all that it names.
     *
     * @param path a file, or a folder, which means its {@code agon.yaml}
     * @throws ConfigException with every problem found
     */
    public static Experiment load(Path path) {
        throw new UnsupportedOperationException(path.toString());
    }

    /** An experiment put together by a program. */
    public static Experiment of(ExperimentSpec spec, Arena arena, String fingerprint) {
        return new Experiment(spec, arena, fingerprint);
    }

    /** What the file says. */
    public ExperimentSpec spec() {
        return spec;
    }

    /** Where its duels are fought. */
    public Arena arena() {
        return arena;
    }

    /** Hash of all that shapes a run: settings, data, policies; not budget and description. */
    public String fingerprint() {
        return fingerprint;
    }

    /** {@code .agon/agon.db} beside the experiment file. */
    public Path defaultStore() {
        return spec.file().toAbsolutePath().resolveSibling(".agon").resolve("agon.db");
    }

    /** Duels in flight. */
    public int concurrency() {
        return spec.settings().concurrency(arena.instant());
    }

    /** What a run would do. */
    public Plan plan() {
        throw new UnsupportedOperationException();
    }
}
