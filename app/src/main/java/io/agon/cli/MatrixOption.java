package io.agon.cli;

import io.agon.lab.BadMatrixException;
import io.agon.lab.Instances;
import io.agon.lab.LinearFile;
import io.agon.lab.LinearInstance;
import io.agon.lab.LinearInstances;
import io.agon.lab.MatrixFile;
import io.agon.preference.PreferenceMatrix;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which known preferences a command works on. */
final class MatrixOption {

    /** What to say where none is named. */
    static final String MISSING = "Name known preferences: --matrix FILE, --linear FILE, or --instance NAME.";

    @Option(
            names = "--matrix",
            paramLabel = "FILE",
            description =
                    "CSV (or .csv.gz): first row and first column name the policies, cell = probability that row beats"
                            + " column.")
    @Nullable
    Path file;

    @Option(
            names = "--linear",
            paramLabel = "FILE",
            description =
                    "JSON: {\"policies\": [..], \"features\": [[..], ..], \"beta\": [..]}; the log-odds of a win are"
                            + " the difference of features times beta.")
    @Nullable
    Path linear;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "A synthetic instance: " + Instances.FORMS + ". Linear ones: " + LinearInstances.FORMS + ".")
    @Nullable
    String instance;

    /**
     * Known preferences.
     *
     * @param name as the user named them
     * @param matrix of all pairs
     * @param linear the model that they follow, where they were given as one
     */
    record Known(String name, PreferenceMatrix matrix, Optional<LinearInstance> linear) {

        /** As JSON documents name it. */
        String space() {
            return linear.isPresent() ? "linear" : "unstructured";
        }
    }

    /** As the user named it. */
    String name() {
        return file != null ? file.toString() : linear != null ? linear.toString() : instance != null ? instance : "";
    }

    /** The name of a file without its folder and endings, or that of an instance. */
    String shortName() {
        Path path = file == null ? linear : file;
        return path == null ? name() : path.getFileName().toString().replaceFirst("\\.(csv|json)(\\.gz)?$", "");
    }

    /** The preferences themselves. */
    Known read() throws BadMatrixException {
        String name = name();
        if (file != null) {
            return new Known(name, MatrixFile.read(file), Optional.empty());
        }
        Optional<LinearInstance> model =
                linear != null ? Optional.of(LinearFile.read(linear)) : LinearInstances.named(name);
        return model.map(it -> new Known(name, it.matrix(), model))
                .or(() -> Instances.named(name).map(it -> new Known(name, it, Optional.empty())))
                .orElseThrow(() -> new UsageException("There is no instance '%s'. Instances are: %s; linear ones: %s."
                        .formatted(name, Instances.FORMS, LinearInstances.FORMS)));
    }
}
