package io.agon.cli;

import io.agon.improve.file.Improving;
import io.agon.improve.report.Lineage;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the improvement that a command means, where it means one and not a run. */
record StoredImprovement(Path folder) {

    private static final String FILE = "improvement.json";

    /**
     * What one word names: the folder of an improvement, that of its file, or its file.
     *
     * @param named words of the command; none means the current folder
     */
    static Optional<StoredImprovement> of(List<String> named) {
        if (named.size() > 1) {
            return Optional.empty();
        }
        try {
            Path place = Path.of(named.isEmpty() ? "" : named.getFirst());
            Path folder = Files.isRegularFile(place) ? place.toAbsolutePath().getParent() : place;
            if (folder == null
                    || (Files.isRegularFile(place)
                            && !String.valueOf(place.getFileName()).startsWith("improve")
                            && FileKind.of(place) != FileKind.IMPROVEMENT)) {
                return Optional.empty();
            }
            return Stream.of(folder, folder.resolve(ImproveCommand.FOLDER))
                    .filter(it -> Files.isRegularFile(it.resolve(FILE)))
                    .findFirst()
                    .map(StoredImprovement::new);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Its lineage now. */
    Lineage lineage() {
        return new Lineage(Improving.in(folder)
                .orElseThrow(() -> new UsageException("There is no improvement in '%s'.".formatted(folder))));
    }
}
