package io.agon.config;

import io.agon.judge.Arena;
import io.agon.judge.RateArena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A CSV with a success rate per policy, and maybe its factors.
 *
 * @param policies that take part, in the order of the file
 * @param rates of success, in the same order
 * @param factors names of the factors; empty when there are none
 * @param rows where each policy stands
 * @param csv the file
 */
record RateTable(List<String> policies, List<Double> rates, List<String> factors, List<Csv.Row> rows, Csv csv) {

    private static final String RATE = "rate";
    private static final String POLICY = "policy";

    /** The policies of this source that take part. */
    static RateTable read(PolicySource.Rates source) {
        Csv csv = Csv.read(source.file());
        int rate = Cells.columns(csv, List.of(RATE)).getFirst();
        int policy = csv.column(POLICY);
        int[] factors = IntStream.range(0, csv.header().size())
                .filter(column -> column != rate && column != policy)
                .toArray();
        if (policy < 0 && factors.length == 0) {
            throw Problems.of(
                    csv.file(), "has rates only; name the policies in a column policy, or by columns of their factors");
        }
        var problems = new ArrayList<Problem>();
        var rows = new LinkedHashMap<String, Csv.Row>();
        var lines = new HashMap<String, Integer>();
        for (Csv.Row row : csv.rows()) {
            String name = name(csv, row, policy, factors, problems);
            Integer before = lines.putIfAbsent(name, row.line());
            if (before == null) {
                rows.put(name, row);
            } else {
                problems.add(csv.problem(
                        row,
                        Math.max(0, policy),
                        "the policy '%s' stands in line %d already; one row a policy".formatted(name, before)));
            }
        }
        Csv.raise(problems);
        List<String> policies = Cells.select(csv.file(), source.selection(), rows.keySet());
        var rates = new ArrayList<Double>();
        var taking = new ArrayList<Csv.Row>();
        for (String name : policies) {
            Csv.Row row = rows.getOrDefault(name, csv.rows().getFirst());
            taking.add(row);
            rates.add(rate(csv, row, rate, name, problems));
        }
        Csv.raise(problems);
        return new RateTable(
                policies,
                rates,
                IntStream.of(factors).mapToObj(csv.header()::get).toList(),
                taking,
                csv);
    }

    private static String name(Csv csv, Csv.Row row, int policy, int[] factors, List<Problem> problems) {
        if (policy < 0) {
            return String.join(
                    " | ",
                    IntStream.of(factors)
                            .mapToObj(column -> row.cells().get(column).strip())
                            .toList());
        }
        String name = row.cells().get(policy);
        if (name.isBlank()) {
            problems.add(csv.problem(row, policy, "the policy has no name; name it, or remove the row"));
        }
        return name;
    }

    private static double rate(Csv csv, Csv.Row row, int column, String policy, List<Problem> problems) {
        String cell = row.cells().get(column).strip();
        double rate;
        try {
            rate = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            rate = Double.NaN;
        }
        if (!(rate >= 0 && rate <= 1)) {
            String mend = rate > 1 && rate <= 100
                    ? "write %s"
                            .formatted(String.format(Locale.ROOT, "%.6g", rate / 100)
                                    .replaceAll("0+$", ""))
                    : "write a share of successes, or leave the policy out with exclude";
            problems.add(csv.problem(
                    row,
                    column,
                    "the rate of '%s' is '%s', but it must be a number between 0 and 1; %s"
                            .formatted(policy, cell, mend)));
        }
        return rate;
    }

    /** The world of these rates. */
    Arena arena() {
        return new RateArena(
                policies, rates.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The columns of the factors, for messages and levels. */
    List<Integer> columns() {
        return factors.stream().map(csv::column).toList();
    }
}
