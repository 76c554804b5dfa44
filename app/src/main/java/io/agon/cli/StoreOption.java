package io.agon.cli;

import io.agon.store.RunRecord;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where stored runs are looked for. */
final class StoreOption {

    @Option(
            names = "--in",
            paramLabel = "PATH",
            defaultValue = ".",
            description = "Folder of the experiment, its agon.yaml, or a database. Default: the current folder.")
    Path place = Path.of(".");

    /** The store at this place, which must exist: looking must not make one. */
    Store open() {
        Path file = file();
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    "There are no runs at '%s'. Runs are kept beside their experiment file; name its folder, as in '--in examples/inventory', or start one with 'agon run'."
                            .formatted(place));
        }
        return SqliteStore.open(file);
    }

    private Path file() {
        if (Files.isDirectory(place)) {
            return place.resolve(".agon").resolve("agon.db");
        }
        String name = place.toString();
        boolean experiment = name.endsWith(".yaml") || name.endsWith(".yml");
        return experiment ? place.toAbsolutePath().resolveSibling(".agon").resolve("agon.db") : place;
    }

    /** The run with this id or beginning of an id; without one, the newest. */
    static RunRecord run(Store store, @Nullable String id) {
        List<RunRecord> runs = store.runs();
        if (runs.isEmpty()) {
            throw new UsageException("The database has no runs yet. Start one with 'agon run'.");
        }
        return id == null
                ? runs.getFirst()
                : store.run(id)
                        .orElseThrow(() -> new UsageException(
                                "There is no run '%s', or several begin so. 'agon list' shows them.".formatted(id)));
    }
}
