package io.agon.cli;

import io.agon.config.ConfigException;
import io.agon.config.Problems;
import io.agon.config.Section;
import io.agon.improve.file.ImproveReader;
import io.agon.train.file.TrainReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What a file describes. */
enum FileKind {
    EXPERIMENT,
    TRAINING,
    IMPROVEMENT;

    /**
     * Of a file, by its usual name or else by its keys, or of a folder that has one by its usual name: an experiment
     * where it has several. What cannot be told is taken for an experiment.
     */
    static FileKind of(Path place) {
        if (place.endsWith(TrainReader.FILE) || alone(place, TrainReader.FILE)) {
            return TRAINING;
        }
        if (place.endsWith(ImproveReader.FILE) || alone(place, ImproveReader.FILE)) {
            return IMPROVEMENT;
        }
        Set<String> keys = keys(place);
        return keys.contains("task")
                ? IMPROVEMENT
                : keys.contains("environment") && keys.contains("policy") ? TRAINING : EXPERIMENT;
    }

    private static boolean alone(Path folder, String name) {
        return Files.exists(folder.resolve(name)) && !Files.exists(folder.resolve("agon.yaml"));
    }

    private static Set<String> keys(Path file) {
        String name = file.toString();
        if (!Files.isRegularFile(file) || !(name.endsWith(".yaml") || name.endsWith(".yml"))) {
            return Set.of();
        }
        try {
            return Section.root(new Problems(file), "").present();
        } catch (ConfigException e) {
            return Set.of(); // Whoever reads it says what is wrong.
        }
    }
}
