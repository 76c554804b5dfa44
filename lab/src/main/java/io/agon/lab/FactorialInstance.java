package io.agon.lab;

import io.agon.limit.CharacteristicTime;
import io.agon.preference.PreferenceMatrix;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Recorded policies that are made of factors, with a Condorcet winner.
 *
 * @param name as tables print it
 * @param factors of the policies, in index order
 * @param decisive probability that row beats column in a duel that is no tie; 1/2 where all are ties
 * @param shares of duels that are no ties: K x K
 * @param world who decides
 */
record FactorialInstance(String name, Factors factors, PreferenceMatrix decisive, double[][] shares, World world) {

    /** How many wordings of examples/prompt-matrix take part, the first ones: with each, 11 policies. */
    private static final int WORDINGS = 12;

    private record Source(String name, String file) {}

    private static final List<Source> TO_BE_HAD = List.of(
            new Source("guanaco-relative", "guanaco-relative/derived_matrix.csv"),
            new Source("alpacaeval2-style10", "alpacaeval2/derived_matrix_style10.csv"));

    /** Those that ship; with {@code data}, the folder that holds them, also those that do not. */
    static List<FactorialInstance> all(Optional<Path> data) throws BadMatrixException {
        var instances = new ArrayList<>(List.of(
                of("inventorybench", QualityInstance.named("inventorybench").matrix()), promptMatrix()));
        if (data.isPresent()) {
            for (Source source : TO_BE_HAD) {
                instances.add(of(source.name(), MatrixFile.read(data.get().resolve(source.file()))));
            }
        }
        return List.copyOf(instances);
    }

    /** What a table without the folder of data leaves out, in a sentence. */
    static String leftOut() {
        return "Left out, because they do not ship: "
                + String.join(", ", TO_BE_HAD.stream().map(Source::name).toList())
                + "; --data FOLDER adds them from there, as "
                + String.join(", ", TO_BE_HAD.stream().map(Source::file).toList())
                + ".\n";
    }

    /** The policies of a matrix whose factors are known. */
    private static FactorialInstance of(String name, PreferenceMatrix matrix) {
        List<List<String>> table = table("factors/" + name + ".csv");
        List<String> names = table.stream().skip(1).map(List::getFirst).toList();
        int[] places = names.stream().mapToInt(matrix.names()::indexOf).toArray();
        double[][] mu = new double[names.size()][names.size()];
        double[][] shares = new double[names.size()][names.size()];
        for (int i = 0; i < mu.length; i++) {
            for (int j = 0; j < mu.length; j++) {
                mu[i][j] = matrix.get(places[i], places[j]);
                shares[i][j] = 1;
            }
        }
        PreferenceMatrix part = PreferenceMatrix.of(names, mu);
        return new FactorialInstance(name, factors(table, 1), part, shares, World.of(part));
    }

    /** Models with the first few wordings of an instruction; a duel: both try once, exactly one success wins. */
    private static FactorialInstance promptMatrix() {
        List<List<String>> table = table("rates/accuracies.csv.gz");
        List<String> wordings = table.stream()
                .skip(1)
                .map(row -> row.get(1))
                .distinct()
                .limit(WORDINGS)
                .toList();
        List<List<String>> part = table.stream()
                .filter(row -> row.equals(table.getFirst()) || new HashSet<>(wordings).contains(row.get(1)))
                .toList();
        double[] rates = part.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.getLast()))
                .toArray();
        double[][] mu = new double[rates.length][rates.length];
        double[][] shares = new double[rates.length][rates.length];
        for (int i = 0; i < rates.length; i++) {
            for (int j = 0; j < rates.length; j++) {
                double win = rates[i] * (1 - rates[j]);
                shares[i][j] = win + rates[j] * (1 - rates[i]);
                mu[i][j] = i == j || shares[i][j] == 0 ? 0.5 : win / shares[i][j];
            }
        }
        List<String> names = part.stream()
                .skip(1)
                .map(row -> row.get(0) + " | " + row.get(1))
                .toList();
        return new FactorialInstance(
                "prompt-matrix, %d wordings".formatted(WORDINGS),
                factors(part.stream().map(row -> row.subList(0, 2)).toList(), 0),
                PreferenceMatrix.of(names, mu),
                shares,
                World.ofRates(rates));
    }

    private static Factors factors(List<List<String>> table, int firstColumn) {
        List<List<String>> columns =
                table.stream().map(row -> row.subList(firstColumn, row.size())).toList();
        return Factors.of(columns.getFirst(), columns.subList(1, columns.size()));
    }

    /** Own files only: no quotes. */
    private static List<List<String>> table(String resource) {
        try (InputStream raw = FactorialInstance.class.getResourceAsStream(resource)) {
            if (raw == null) {
                throw new IllegalStateException(resource + " is missing in this build of Agon.");
            }
            InputStream in = resource.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(line -> Arrays.asList(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What policies share. */
    FeatureSpace features() {
        return FeatureSpace.of(factors);
    }

    /** Mean outcomes, ties as one half. */
    PreferenceMatrix means() {
        int size = decisive.size();
        double[][] mu = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                mu[i][j] = 0.5 + shares[i][j] * (decisive.get(i, j) - 0.5);
            }
        }
        return PreferenceMatrix.of(decisive.names(), mu);
    }

    /** What is needed without a model, ties among the comparisons. */
    CharacteristicTime time() {
        // A tie says nothing: a comparison that is decisive with probability s costs 1 / s decisive ones.
        int size = decisive.size();
        double[][] cost = new double[size][size];
        IntStream.range(0, size).forEach(i -> Arrays.setAll(cost[i], j -> 1 / Math.max(1e-9, shares[i][j])));
        return CharacteristicTime.unstructured(decisive, cost, CharacteristicTime.Assumption.WINNER_EXISTS)
                .orElseThrow(() -> new IllegalStateException(name + " has no Condorcet winner."));
    }
}
