package io.agon.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown: the first column is text, the others are numbers. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    Table(List<String> header) {
        columns = header.size();
        rows.add(List.copyOf(header));
    }

    void row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(
                    "The table has %d columns, but the row has %d cells.".formatted(columns, cells.size()));
        }
        rows.add(List.copyOf(cells));
    }

    /** The table and a line end. */
    String markdown() {
        var out = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            out.append("| ").append(String.join(" | ", rows.get(r))).append(" |\n");
            if (r == 0) {
                out.append("|---").append("|--:".repeat(columns - 1)).append("|\n");
            }
        }
        return out.toString();
    }

    /** The number as it is printed anywhere. */
    static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    /** Both lists, one after the other. */
    static List<String> join(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
