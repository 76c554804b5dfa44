package io.agon.lab;

import io.agon.preference.PreferenceMatrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a preference matrix from a CSV file: first row and first column name the policies, cell (row, column) is the
 * probability that row beats column. Also read: the same compressed ({@code .gz}), and plain numbers without names.
 * Lines that start with {@code #} are comments.
 */
public final class MatrixFile {

    /** No more policies than this: K^2 numbers, and the cells of the file, are kept in memory. */
    public static final int MOST_POLICIES = 4000;

    /** No line longer than this many characters: whatever has one is no matrix. */
    private static final int LONGEST_LINE = 1 << 20;

    /** Narrower than what Java reads, which takes 0.5f and 0x1p-1. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private final String file;
    private final List<String> names = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private boolean named;

    private MatrixFile(String file) {
        this.file = file;
    }

    /**
     * The matrix in {@code path}.
     *
     * @throws BadMatrixException when the file is none, with one line that says where and how to mend it
     */
    public static PreferenceMatrix read(Path path) throws BadMatrixException {
        var reader = new MatrixFile(path.toString());
        if (!Files.exists(path)) {
            throw new BadMatrixException(path + ": there is no such file.");
        }
        if (Files.isDirectory(path)) {
            throw new BadMatrixException(path + " is a folder. Name a CSV file with a preference matrix.");
        }
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return reader.parse(in);
        } catch (ZipException e) {
            throw new BadMatrixException(path + ": its name ends in .gz, but it is not a gzip file.");
        } catch (CharacterCodingException e) {
            throw new BadMatrixException(
                    path + ": this is not a text file in UTF-8. Save the matrix as comma-separated text.");
        } catch (IOException e) {
            throw new BadMatrixException(path + ": cannot be read: " + e.getMessage());
        }
    }

    /** The matrix in {@code in}, which messages call {@code name}. */
    static PreferenceMatrix read(String name, InputStream in) throws IOException, BadMatrixException {
        return new MatrixFile(name).parse(in);
    }

    private PreferenceMatrix parse(InputStream in) throws IOException, BadMatrixException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(in, decoder));
        boolean first = true;
        int number = 0;
        for (String line = line(reader); line != null; line = line(reader)) {
            number++;
            if (number == 1 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            if (line.indexOf('\0') >= 0) {
                throw new BadMatrixException(
                        file + ": this is not a text file. Save the matrix as comma-separated text.");
            }
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> cells = cells(line, number);
            if (first) {
                header(cells, number);
                first = false;
            }
            if (!named || number != lines.getFirst()) {
                row(cells, number);
            }
        }
        if (first) {
            throw new BadMatrixException(
                    file + ": the file is empty. Its first row must name the policies, for example: policy,A,B,C");
        }
        return matrix();
    }

    /** The next line, or null at the end; refuses one without end, which would fill the memory. */
    private @Nullable String line(BufferedReader reader) throws IOException, BadMatrixException {
        var line = new StringBuilder();
        int character = reader.read();
        if (character < 0) {
            return null;
        }
        while (character >= 0 && character != '\n') {
            if (line.length() >= LONGEST_LINE) {
                throw new BadMatrixException(file + ": a line has over " + LONGEST_LINE
                        + " characters: this is not a preference matrix. Give a CSV file, one row a line.");
            }
            line.append((char) character);
            character = reader.read();
        }
        return line.toString().stripTrailing();
    }

    private void header(List<String> cells, int number) throws BadMatrixException {
        if (cells.size() == 1) {
            String hint = cells.getFirst().contains(";")
                    ? "The cells seem to be separated by ';': use commas."
                    : cells.getFirst().contains("\t")
                            ? "The cells seem to be separated by tabs: use commas."
                            : "The first row must name the policies, for example: policy,A,B,C";
            throw new BadMatrixException("%s:%d: the row has one cell only. %s".formatted(file, number, hint));
        }
        named = !cells.stream().allMatch(cell -> isNumber(cell) || cell.equalsIgnoreCase("nan"));
        if (!named) {
            for (int k = 0; k < cells.size(); k++) {
                names.add(Integer.toString(k));
            }
        } else {
            names.addAll(cells.subList(1, cells.size()));
            lines.add(number);
        }
        if (names.size() > MOST_POLICIES) {
            throw new BadMatrixException("%s:%d: the matrix has %d policies, but at most %d can be simulated."
                    .formatted(file, number, names.size(), MOST_POLICIES));
        }
        if (names.size() < 2) {
            throw new BadMatrixException(
                    "%s:%d: the matrix has one policy. At least 2 are needed to compare.".formatted(file, number));
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int k = 0; k < names.size(); k++) {
            String name = names.get(k);
            if (name.isEmpty()) {
                throw new BadMatrixException(
                        "%s:%d: column %d has no name. Give every policy a name.".formatted(file, number, k + 2));
            }
            Integer before = seen.put(name, k);
            if (before != null) {
                throw new BadMatrixException(
                        "%s:%d: the name '%s' stands twice, in columns %d and %d. Give every policy its own name."
                                .formatted(file, number, show(name), before + 2, k + 2));
            }
        }
    }

    private void row(List<String> cells, int number) throws BadMatrixException {
        int size = names.size();
        int row = rows.size();
        if (row == size) {
            throw new BadMatrixException(
                    "%s:%d: this is row %d, but there are only %d columns. The matrix must be square."
                            .formatted(file, number, row + 1, size));
        }
        int offset = named ? 1 : 0;
        if (named && !cells.getFirst().equals(names.get(row))) {
            throw new BadMatrixException(
                    "%s:%d: the row is named '%s', but column %d is '%s'. Rows and columns must name the same policies in the same order."
                            .formatted(file, number, show(cells.getFirst()), row + 2, show(names.get(row))));
        }
        if (cells.size() - offset != size) {
            throw new BadMatrixException("%s:%d: row '%s' has %d values, but there are %d policies. %s"
                    .formatted(
                            file,
                            number,
                            show(names.get(row)),
                            cells.size() - offset,
                            size,
                            cells.size() - offset < size
                                    ? "Add the missing cells."
                                    : "Remove the cells that are too many; decimals need a point, not a comma."));
        }
        double[] values = new double[size];
        for (int column = 0; column < size; column++) {
            values[column] = probability(cells.get(column + offset), number, row, column);
        }
        rows.add(values);
        lines.add(number);
    }

    private double probability(String cell, int number, int row, int column) throws BadMatrixException {
        String mend = row == column
                ? "Write 0.5 on the diagonal."
                : "Write the probability that '%s' beats '%s', between 0 and 1."
                        .formatted(show(names.get(row)), show(names.get(column)));
        String where =
                "%s:%d: cell ('%s', '%s')".formatted(file, number, show(names.get(row)), show(names.get(column)));
        if (cell.isEmpty()) {
            throw new BadMatrixException(where + " is blank. " + mend);
        }
        if (!isNumber(cell)) {
            throw new BadMatrixException(where + " is '" + show(cell) + "', which is not a number. " + mend);
        }
        double value = Double.parseDouble(cell);
        if (value < 0 || value > 1) {
            throw new BadMatrixException(where + " is " + show(cell) + ", outside [0, 1]. "
                    + (value > 1 && value <= 100 ? "Divide percentages by 100. " : "") + mend);
        }
        if (row == column && Math.abs(value - 0.5) > PreferenceMatrix.TOLERANCE) {
            throw new BadMatrixException(where + " on the diagonal is " + show(cell) + ". " + mend);
        }
        if (column < row && Math.abs(value + rows.get(column)[row] - 1) > PreferenceMatrix.TOLERANCE) {
            double mirror = rows.get(column)[row];
            throw new BadMatrixException(
                    "%s is %s, but cell ('%s', '%s') in line %d is %s: the two must add up to 1, not to %s."
                            .formatted(
                                    where,
                                    value,
                                    show(names.get(column)),
                                    show(names.get(row)),
                                    lines.get(column + (named ? 1 : 0)),
                                    mirror,
                                    (float) (value + mirror)));
        }
        return value;
    }

    private PreferenceMatrix matrix() throws BadMatrixException {
        int size = names.size();
        if (rows.size() != size) {
            throw new BadMatrixException("%s: the matrix has %d columns but %d %s. It must be square%s."
                    .formatted(
                            file,
                            size,
                            rows.size(),
                            rows.size() == 1 ? "row" : "rows",
                            named ? "; the first missing row is '" + show(names.get(rows.size())) + "'" : ""));
        }
        try {
            return PreferenceMatrix.of(names, rows.toArray(double[][]::new));
        } catch (IllegalArgumentException e) {
            throw new BadMatrixException(file + ": " + e.getMessage());
        }
    }

    /**
     * The cells of a line: separated by commas, without blanks around them, in double quotes where a name has a comma.
     */
    private List<String> cells(String line, int number) throws BadMatrixException {
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new BadMatrixException(
                    "%s:%d: a double quote is opened but not closed. Close it.".formatted(file, number));
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches();
    }

    /** Foreign text inside a message: short, and without control characters. */
    private static String show(String text) {
        String plain = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.length() <= 40 ? plain : plain.substring(0, 39) + "…";
    }
}
