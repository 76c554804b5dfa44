package io.agon.lab;

import io.agon.preference.PreferenceMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A matrix with a Condorcet winner on which the quality of rules is stated.
 *
 * @param name as tables print it
 * @param matrix its true means
 */
record QualityInstance(String name, PreferenceMatrix matrix) {

    /** Names of the synthetic ones. */
    static final List<String> SYNTHETIC = List.of("bt10-.55", "bt10-.60", "bt16-.60", "cyc10", "flat10");

    /** Recorded ones whose licence lets them ship: examples/matrices/NAME.csv. */
    static final List<String> SHIPPED =
            List.of("arxiv6", "pandalm-human", "mtbench-human", "inventorybench", "guanaco-oa");

    private record Source(String name, String file) {}

    private static final List<Source> TO_BE_HAD = List.of(
            new Source("rankers136_sub10", "dueling-matrices/rankers136_sub10.csv"),
            new Source("rankers136_sub16", "dueling-matrices/rankers136_sub16.csv"),
            new Source("alpacaeval2-style10", "alpacaeval2/derived_matrix_style10.csv"));

    QualityInstance {
        if (matrix.condorcetWinner().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no Condorcet winner, so there is no limit to compare with.".formatted(name));
        }
    }

    /** Synthetic, then recorded; with {@code data}, the folder that holds them, also those that do not ship. */
    static List<QualityInstance> all(Optional<Path> data) throws BadMatrixException {
        var instances = new ArrayList<>(synthetic());
        for (String name : SHIPPED) {
            instances.add(named(name));
        }
        if (data.isPresent()) {
            for (Source source : TO_BE_HAD) {
                instances.add(new QualityInstance(
                        source.name(), MatrixFile.read(data.get().resolve(source.file()))));
            }
        }
        return List.copyOf(instances);
    }

    /** What a table without the folder of data leaves out, in a sentence. */
    static String leftOut() {
        return "Left out, because their sources state no licence that lets them ship: "
                + String.join(", ", TO_BE_HAD.stream().map(Source::name).toList())
                + "; --data FOLDER adds them from there, as "
                + String.join(", ", TO_BE_HAD.stream().map(Source::file).toList())
                + ".\n";
    }

    static List<QualityInstance> synthetic() {
        return SYNTHETIC.stream().map(QualityInstance::named).toList();
    }

    /** The one with this name, synthetic or shipped. */
    static QualityInstance named(String name) {
        PreferenceMatrix matrix = SHIPPED.contains(name)
                ? shipped(name)
                : Instances.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("There is no instance '%s'.".formatted(name)));
        return new QualityInstance(name, matrix);
    }

    private static PreferenceMatrix shipped(String name) {
        String file = name + ".csv";
        try (InputStream in = QualityInstance.class.getResourceAsStream("matrices/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in this build of Agon.");
            }
            return MatrixFile.read(file, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadMatrixException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Comparisons that no procedure can go below on average. */
    double limit(double delta) {
        Double limit = Simulation.Truth.of(matrix, delta).limit();
        if (limit == null) {
            throw new IllegalStateException(name + " has no Condorcet winner.");
        }
        return limit;
    }
}
