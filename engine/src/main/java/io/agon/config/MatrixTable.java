package io.agon.config;

import io.agon.config.PolicySource.Gaps;
import io.agon.judge.Arena;
import io.agon.judge.MatrixArena;
import io.agon.preference.PreferenceMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A CSV with win probabilities. */
final class MatrixTable {

    private MatrixTable() {}

    /** The world of these probabilities, for the policies that take part. */
    static Arena read(PolicySource.Matrix source) {
        Csv csv = Csv.read(source.file());
        List<String> columns = csv.header().subList(1, csv.header().size());
        List<String> names = Cells.select(csv.file(), source.selection(), columns);
        var problems = new ArrayList<Problem>();
        var rows = new LinkedHashMap<String, Csv.Row>();
        for (Csv.Row row : csv.rows()) {
            String name = row.cells().get(0);
            if (rows.putIfAbsent(name, row) != null) {
                problems.add(csv.problem(row, 0, "the row '%s' stands twice".formatted(name)));
            } else if (!columns.contains(name)) {
                problems.add(csv.problem(
                        row,
                        0,
                        "the row '%s' has no column of that name; rows and columns must name the same policies"
                                .formatted(name)));
            }
        }
        for (String name : columns) {
            if (!rows.containsKey(name)) {
                throw Problems.of(csv.file(), "the column '%s' has no row of that name".formatted(name));
            }
        }
        Csv.raise(problems);
        int[] places = names.stream().mapToInt(csv::column).toArray();
        var mu = new double[names.size()][names.size()];
        for (int i = 0; i < names.size(); i++) {
            Csv.Row row = rows.get(names.get(i));
            for (int j = 0; j < names.size() && row != null; j++) {
                int column = places[j];
                mu[i][j] = i == j && row.cells().get(column).isBlank()
                        ? 0.5
                        : Cells.score(csv, row, column, names.get(j), Gaps.REFUSE, problems);
            }
        }
        Csv.raise(problems);
        try {
            return new MatrixArena(PreferenceMatrix.of(names, mu));
        } catch (IllegalArgumentException e) {
            throw Problems.of(csv.file(), String.valueOf(e.getMessage()));
        }
    }
}
