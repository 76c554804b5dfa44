package io.agon.improve.file;

import io.agon.config.ConfigException;
import io.agon.config.Problem;
import io.agon.config.Problems;
import io.agon.improve.Improvement;
import io.agon.improve.LearningLoop;
import io.agon.improve.LoopListener;
import io.agon.improve.Optimizer;
import io.agon.improve.Task;
import io.agon.improve.run.ImprovementFile;
import io.agon.improve.run.ImprovementLoop;
import io.agon.improve.run.Means;
import io.agon.improve.run.Shape;
import io.agon.loop.LoopFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learning loop of a file.
 *
 * @param loop its choices
 * @param contents what shapes it beside them, by name: another one is not continued
 * @param obstacles what this machine lacks to run it: keys and addresses
 * @param notices what was overlooked, for people
 */
public record Improving(
        ImproveSpec spec,
        LearningLoop loop,
        Task task,
        Optimizer optimizer,
        Map<String, String> contents,
        List<Problem> obstacles,
        List<String> notices) {

    /** What {@link #forget} leaves: it was paid for. */
    public static final String REPLIES = Means.REPLIES;

    public Improving {
        contents = Map.copyOf(contents);
        obstacles = List.copyOf(obstacles);
        notices = List.copyOf(notices);
    }

    /** What a folder holds of an improvement; empty when no round has ended there. */
    public static Optional<Improvement> in(Path folder) {
        return ImprovementFile.read(new LoopFolder(folder));
    }

    /**
     * Removes what a loop keeps in a folder, and nothing else; replies of models stay, because they were paid for.
     *
     * @throws ConfigException when another process is at work there
     */
    public static void forget(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var lock = new LoopFolder(folder).lock()) {
            for (String name : List.of(
                    "loop.json",
                    "missing.json",
                    "updates.json",
                    "certified.json",
                    "clock.json",
                    ImprovementFile.NAME)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That the money does not reach for one batch and one proposal; empty when it does, or costs nothing. */
    public Optional<String> shortage() {
        return Rehearsal.of(this).flatMap(first -> first.shortage(this));
    }

    /** What it takes, at most. */
    public Forecast forecast() {
        return Forecast.of(this);
    }

    /**
     * Why it cannot go on in a folder, in words that stand after the folder's name: that holds another loop, or more
     * updates than are asked for. Empty when it can, and where a missing key hides which model would be asked.
     */
    public Optional<String> conflict(Path folder) {
        if (!obstacles.isEmpty()) {
            return Optional.empty();
        }
        return new LoopFolder(folder)
                .difference(Shape.of(loop, task, contents))
                .or(() -> in(folder)
                        .map(it -> it.spent().updates())
                        .filter(done -> done > loop.budget().updates())
                        .map(done ->
                                "holds %,d updates, but %,d are asked for; ask for at least %d, name another folder with"
                                                .formatted(done, loop.budget().updates(), done)
                                        + " --out, or start again with --new"));
    }

    /**
     * Runs it to its end, or goes on where it was.
     *
     * @throws ConfigException when something is missing to run it, the folder holds another loop or more updates, or
     *     another process is at work there
     */
    public Improvement run(Path folder, int concurrency, LoopListener listener) throws InterruptedException {
        if (!obstacles.isEmpty()) {
            throw new ConfigException(obstacles);
        }
        try (var lock = new LoopFolder(folder).lock()) {
            conflict(folder).ifPresent(why -> {
                throw Problems.of(folder, why);
            });
            return locked(folder, concurrency, listener);
        }
    }

    private Improvement locked(Path folder, int concurrency, LoopListener listener) throws InterruptedException {
        try (Means means = Means.in(new LoopFolder(folder), loop, contents, concurrency, listener)) {
            return new ImprovementLoop(loop, task, optimizer, means, spec.description()).run();
        }
    }
}
