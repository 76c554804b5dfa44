package io.agon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A CSV file (RFC 4180, comma, header line, optional quotes), with the place of every row.
 *
 * @param file for messages
 * @param header names, distinct
 * @param rows as wide as the header
 */
record Csv(Path file, List<String> header, List<Row> rows) {

    /** Problems of one file after which looking for more is of no use. */
    private static final int ENOUGH = 20;

    /**
     * One row.
     *
     * @param line where it starts, from 1
     * @param cells as they stand
     */
    record Row(int line, List<String> cells) {}

    /** Reads a file whose name may end in {@code .gz}. */
    static Csv read(Path file) {
        List<Row> all = parse(file, DataFile.text(file));
        if (all.isEmpty()) {
            throw Problems.of(file, "is empty; its first line must name the columns");
        }
        Row head = all.get(0);
        var problems = new ArrayList<Problem>();
        var seen = new HashSet<String>();
        for (int c = 0; c < head.cells().size(); c++) {
            String name = head.cells().get(c);
            if (name.isBlank() && c > 0) {
                problems.add(problem(file, head, c, "the column has no name; name it, or remove it"));
            } else if (!seen.add(name)) {
                problems.add(problem(
                        file, head, c, "the column '%s' stands twice; columns need distinct names".formatted(name)));
            }
        }
        if (head.cells().size() == 1
                && (head.cells().get(0).contains(";") || head.cells().get(0).contains("\t"))) {
            problems.add(problem(file, head, 0, "has one column; separate columns by commas"));
        }
        List<Row> rows = List.copyOf(all.subList(1, all.size()));
        for (Row row : rows) {
            if (row.cells().size() != head.cells().size() && problems.size() < ENOUGH) {
                problems.add(problem(
                        file,
                        row,
                        Math.min(row.cells().size(), head.cells().size()) - 1,
                        "this row has %d cells, but there are %d columns"
                                .formatted(row.cells().size(), head.cells().size())));
            }
        }
        raise(problems);
        if (rows.isEmpty()) {
            throw Problems.of(file, "has a header but no rows");
        }
        return new Csv(file, List.copyOf(head.cells()), rows);
    }

    /** Index of a column, or -1. */
    int column(String name) {
        return header.indexOf(name);
    }

    /** A problem with one cell; the column of a problem is the number of the cell. */
    Problem problem(Row row, int cell, String message) {
        return problem(file, row, cell, message);
    }

    /** Throws when there is a problem. */
    static void raise(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.subList(0, Math.min(ENOUGH, problems.size())));
        }
    }

    private static Problem problem(Path file, Row row, int cell, String message) {
        return new Problem(file, row.line(), cell + 1, "", message);
    }

    private static List<Row> parse(Path file, String text) {
        var rows = new ArrayList<Row>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        int line = 1;
        int start = 1;
        boolean quoted = false;
        boolean closed = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quoted && i < text.length()) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                    closed = true;
                } else {
                    cell.append(c);
                    line += c == '\n' ? 1 : 0;
                }
            } else if (quoted) {
                throw new ConfigException(List.of(new Problem(
                        file, start, cells.size() + 1, "", "a quoted cell begins in this row and never ends")));
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
                closed = false;
            } else if (c == '\n') {
                if (!cells.isEmpty() || !cell.isEmpty() || closed) {
                    cells.add(cell.toString());
                    rows.add(new Row(start, List.copyOf(cells)));
                }
                cells.clear();
                cell.setLength(0);
                closed = false;
                line++;
                start = line;
            } else if (c == '"' && cell.isEmpty() && !closed) {
                quoted = true;
            } else if (c != '\r' || i + 1 < text.length() && text.charAt(i + 1) != '\n') {
                cell.append(c);
            }
        }
        return rows;
    }
}
