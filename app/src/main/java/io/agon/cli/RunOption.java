package io.agon.cli;

import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which stored run a command works on: an experiment, a run of it, or both. */
final class RunOption {

    @Parameters(
            paramLabel = "EXPERIMENT|RUN",
            arity = "0..2",
            description = {
                "An experiment (its folder or file) and a run of it (its id, or the beginning of its id), one of them"
                        + " or both. Default: the current folder, and its newest run."
            })
    List<String> named = List.of();

    @Mixin
    StoreOption stored = new StoreOption();

    /** The store, which must exist. */
    Store open() {
        return stored.open(experiment());
    }

    /** The run meant. */
    RunRecord run(Store store) {
        return StoreOption.run(store, id(), experiment());
    }

    /** What to write to mean this run in another command; starts with a blank. */
    String words(Store store, RunRecord run) {
        return stored.words(store, run.id(), experiment());
    }

    private Path experiment() {
        return named.stream()
                .map(RunOption::existing)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Path.of(""));
    }

    private @Nullable String id() {
        List<String> others =
                named.stream().filter(name -> existing(name).isEmpty()).toList();
        if (others.size() > 1) {
            throw new UsageException("There is no experiment '%s'.".formatted(Console.harmless(others.getFirst())));
        }
        if (others.isEmpty() && named.size() > 1) {
            throw new UsageException("'%s' and '%s' are both files; name one experiment."
                    .formatted(Console.harmless(named.getFirst()), Console.harmless(named.getLast())));
        }
        if (!others.isEmpty() && others.getFirst().indexOf('/') >= 0) {
            throw new UsageException("There is no experiment '%s'.".formatted(Console.harmless(others.getFirst())));
        }
        return others.isEmpty() ? null : others.getFirst();
    }

    private static Optional<Path> existing(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
