package io.agon.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns that line up: the first to the left, the others to the right unless told otherwise. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> leftColumns;

    /** With this heading; columns in {@code left} are text. */
    TextTable(List<Integer> left, String... heading) {
        leftColumns = left;
        rows.add(List.of(heading));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The heading and the rows, without trailing blanks. */
    List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String blanks = " ".repeat(widths[c] - width(row.get(c)));
                line.append(c == 0 ? "" : "  ")
                        .append(leftColumns.contains(c) ? row.get(c) + blanks : blanks + row.get(c));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(String text) {
        return Letters.width(text);
    }
}
