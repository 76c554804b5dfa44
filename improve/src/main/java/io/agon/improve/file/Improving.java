package io.agon.improve.file;

import io.agon.config.ConfigException;
import io.agon.config.Problem;
import io.agon.improve.Improvement;
import io.agon.improve.LearningLoop;
import io.agon.improve.LoopListener;
import io.agon.improve.Optimizer;
import io.agon.improve.Task;
import io.agon.improve.run.ImprovementFile;
import io.agon.improve.run.ImprovementLoop;
import io.agon.improve.run.Means;
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

    /** Removes what a loop keeps in a folder, and nothing else; replies of models stay, because they were paid for. */
    public static void forget(Path folder) {
        try {
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

    /** What it takes, at most. */
    public Forecast forecast() {
        return Forecast.of(this);
    }

    /**
     * Runs it to its end, or goes on where it was.
     *
     * @throws ConfigException when something is missing to run it, or the folder holds another loop
     */
    public Improvement run(Path folder, int concurrency, LoopListener listener) throws InterruptedException {
        if (!obstacles.isEmpty()) {
            throw new ConfigException(obstacles);
        }
        try (Means means = Means.in(new LoopFolder(folder), loop, contents, concurrency, listener)) {
            return new ImprovementLoop(loop, task, optimizer, means, spec.description()).run();
        }
    }
}
