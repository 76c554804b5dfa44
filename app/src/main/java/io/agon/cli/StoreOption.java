package io.agon.cli;

import io.agon.store.RunRecord;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which store a command works on. Runs are kept beside their experiment file, so naming the experiment names the store;
 * {@code --store} names another, in every command alike.
 */
final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "DB",
            description = "Database of runs. Default: .agon/agon.db beside the experiment file.")
    @Nullable
    Path database;

    /** The store that {@code --store} names, or else {@code usual}; it is made where there is none. */
    Store create(Path usual) {
        Path given = database;
        if (given != null && Files.isDirectory(given)) {
            throw new UsageException("--store: '%s' is a folder; name a file in it, such as '%s'."
                    .formatted(given, given.resolve("agon.db")));
        }
        return SqliteStore.open(given == null ? usual : given);
    }

    /**
     * The store that {@code --store} names, or else the one beside {@code experiment}. It must exist: looking must not
     * make one.
     *
     * @param experiment a folder, an experiment file, or a database
     */
    Store open(Path experiment) {
        Path given = database;
        Path file = given == null ? beside(experiment) : Files.isDirectory(given) ? beside(given) : given;
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    given != null
                            ? "--store: there is no database '%s'.".formatted(given)
                            : "There are no runs %s. Runs are kept beside their experiment file: name the file or its folder, as in 'agon list examples/inventory', or start a run with 'agon run', or an improvement with 'agon improve'."
                                    .formatted(isHere(experiment) ? "here" : "at '" + experiment + "'"));
        }
        return SqliteStore.open(file);
    }

    private static Path beside(Path experiment) {
        if (Files.isDirectory(experiment)) {
            return experiment.resolve(".agon").resolve("agon.db");
        }
        return isExperiment(experiment)
                ? experiment.toAbsolutePath().resolveSibling(".agon").resolve("agon.db")
                : experiment;
    }

    private static boolean isExperiment(Path file) {
        String name = file.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean isHere(Path experiment) {
        return experiment.normalize().toString().isEmpty();
    }

    /**
     * What to write after {@code agon resume}, {@code show} or {@code export} to mean this run; starts with a blank.
     */
    String words(Store store, String run, Path experiment) {
        List<RunRecord> runs = runs(store, experiment);
        boolean newest = !runs.isEmpty() && runs.getFirst().id().equals(run);
        Path given = database;
        return (given != null ? " --store " + quoted(given) : isHere(experiment) ? "" : " " + quoted(experiment))
                + (newest ? "" : " " + run);
    }

    private static String quoted(Path path) {
        String text = Console.harmless(path.toString());
        return text.matches("[\\p{Alnum}/\\\\._:~@%+-]+") ? text : "'" + text + "'";
    }

    /** The runs of an experiment file, or all of a folder or database, newest first. */
    static List<RunRecord> runs(Store store, Path experiment) {
        return store.runs().stream().filter(run -> isOf(run, experiment)).toList();
    }

    private static boolean isOf(RunRecord run, Path experiment) {
        return !isExperiment(experiment)
                || run.file().equals(experiment.toAbsolutePath().normalize().toString());
    }

    /** The run with this id or beginning of an id; without one, the newest of the experiment. */
    static RunRecord run(Store store, @Nullable String id, Path experiment) {
        List<RunRecord> runs = runs(store, experiment);
        if (runs.isEmpty()) {
            throw new UsageException(
                    isExperiment(experiment)
                            ? "There is no run of '%s' yet. Start one with 'agon run %s'; 'agon list %s' shows the runs beside it."
                                    .formatted(
                                            Console.harmless(experiment.toString()),
                                            quoted(experiment),
                                            quoted(folder(experiment)))
                            : "The database has no runs yet. Start one with 'agon run', or an improvement with 'agon"
                                    + " improve'.");
        }
        if (id == null) {
            return runs.getFirst();
        }
        RunRecord found = named(store, id, runs);
        if (!isOf(found, experiment)) {
            throw new UsageException("Run %s is one of '%s', not of '%s'."
                    .formatted(found.id(), Console.harmless(found.file()), Console.harmless(experiment.toString())));
        }
        return found;
    }

    private static Path folder(Path experiment) {
        Path folder = experiment.getParent();
        return folder == null ? Path.of(".") : folder;
    }

    private static RunRecord named(Store store, String id, List<RunRecord> runs) {
        return store.run(id).orElseThrow(() -> {
            long alike = runs.stream().filter(it -> it.id().startsWith(id)).count();
            return new UsageException(
                    alike > 1
                            ? "%d runs begin with '%s'; write more of the id. 'agon list' shows them."
                                    .formatted(alike, Console.harmless(id))
                            : "'%s' is neither a run nor an experiment. The newest run is %s; 'agon list' shows all."
                                    .formatted(
                                            Console.harmless(id),
                                            runs.getFirst().id()));
        });
    }
}
