package io.agon.cli;

import io.agon.lab.BadMatrixException;
import io.agon.lab.Instances;
import io.agon.lab.MatrixFile;
import io.agon.preference.PreferenceMatrix;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which preference matrix a command works on. */
final class MatrixOption {

    @Option(
            names = "--matrix",
            paramLabel = "FILE",
            description =
                    "CSV (or .csv.gz): first row and first column name the policies, cell = probability that row beats"
                            + " column.")
    @Nullable
    Path file;

    @Option(names = "--instance", paramLabel = "NAME", description = "A synthetic instance: " + Instances.FORMS + ".")
    @Nullable
    String instance;

    /** As the user named it. */
    String name() {
        return file != null ? file.toString() : instance != null ? instance : "";
    }

    /** The matrix itself. */
    PreferenceMatrix read() throws BadMatrixException {
        if (file != null) {
            return MatrixFile.read(file);
        }
        String name = name();
        return Instances.named(name)
                .orElseThrow(() -> new UsageException(
                        "There is no instance '%s'. Instances are: %s.".formatted(name, Instances.FORMS)));
    }
}
