package io.agon.config;

import io.agon.config.PolicySource.Gaps;
import io.agon.config.PolicySource.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What tables of recorded data have in common: columns by name, policies that take part, numbers. */
final class Cells {

    private Cells() {}

    /** The names among {@code candidates} that take part. */
    static List<String> select(Path file, Selection selection, Collection<String> candidates) {
        var problems = new ArrayList<Problem>();
        for (var list : List.of(Map.entry("include", selection.include()), Map.entry("exclude", selection.exclude()))) {
            for (String name : list.getValue()) {
                if (!candidates.contains(name)) {
                    problems.add(new Problem(
                            file,
                            0,
                            0,
                            "policies.recorded." + list.getKey(),
                            "policies.recorded.%s: there is no policy '%s' here%s"
                                    .formatted(list.getKey(), name, Suggestion.of(name, candidates))));
                }
            }
        }
        Csv.raise(problems);
        List<String> names = candidates.stream().filter(selection::selects).toList();
        if (names.size() < 2) {
            throw Problems.of(
                    file,
                    "holds %d policies after include and exclude, but a comparison needs at least 2"
                            .formatted(names.size()));
        }
        return names;
    }

    /** Places of the columns with these names. */
    static List<Integer> columns(Csv csv, List<String> names) {
        var columns = new ArrayList<Integer>();
        var problems = new ArrayList<Problem>();
        for (String name : names) {
            int column = csv.column(name);
            columns.add(column);
            if (column < 0) {
                problems.add(new Problem(
                        csv.file(),
                        1,
                        0,
                        "",
                        "there is no column '%s'%s".formatted(name, Suggestion.of(name, csv.header()))));
            }
        }
        Csv.raise(problems);
        return columns;
    }

    /** A finite number; NaN where there is none, with a problem unless {@code gaps} allows it. */
    static double score(Csv csv, Csv.Row row, int column, String policy, Gaps gaps, List<Problem> problems) {
        String cell = row.cells().get(column).strip();
        String lower = cell.toLowerCase(Locale.ROOT);
        if (lower.isEmpty() || lower.equals("nan") || lower.equals("na") || lower.equals("null")) {
            if (gaps == Gaps.REFUSE) {
                problems.add(csv.problem(
                        row,
                        column,
                        "'%s' has no score here; fill it, or write missing: skip when holes do not depend on who would win"
                                .formatted(policy)));
            }
            return Double.NaN;
        }
        try {
            double score = Double.parseDouble(cell);
            if (Double.isFinite(score)) {
                return score;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problems.add(csv.problem(
                row,
                column,
                "'%s' is not a number (score of '%s'); leave a column out with exclude".formatted(cell, policy)));
        return Double.NaN;
    }
}
