package io.agon.config;

import io.agon.judge.Agreement;
import io.agon.judge.Ballot;
import io.agon.judge.Ballot.Choice;
import io.agon.judge.JudgeQuality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the judges of a table of recorded outcomes are worth: the policy named first was shown first. Flips are counted
 * where the same judge judged the same item and pair in both orders. Agreement with labels, and of each judge with all
 * others, is counted over all pairs of verdicts on the same item and pair of policies.
 */
final class RecordedJudges {

    private final Csv csv;
    private final List<String> policies;
    private final List<Integer> sides;
    private final List<Integer> items;
    private final JudgeSource.Recorded source;

    /** Verdicts on one item and pair, by judge; each by policy, {@code FIRST} means the one that comes first. */
    private final Map<String, Map<String, List<Ballot>>> questions = new LinkedHashMap<>();

    /**
     * Of a table.
     *
     * @param policies that take part
     * @param sides columns of first policy, second policy, outcome
     * @param items columns that name the item; empty when each row is an item
     */
    RecordedJudges(
            Csv csv, List<String> policies, List<Integer> sides, List<Integer> items, JudgeSource.Recorded source) {
        this.csv = csv;
        this.policies = policies;
        this.sides = sides;
        this.items = items;
        this.source = source;
        read(csv, sides, items, source.judges(), questions);
    }

    private void read(
            Csv table,
            List<Integer> sides,
            List<Integer> items,
            List<String> judges,
            Map<String, Map<String, List<Ballot>>> into) {
        int judgeColumn = table.column("judge");
        var problems = new ArrayList<Problem>();
        for (Csv.Row row : table.rows()) {
            String judge = judgeColumn < 0 ? "" : row.cells().get(judgeColumn);
            String a = row.cells().get(sides.get(0));
            String b = row.cells().get(sides.get(1));
            if (!judges.isEmpty() && !judges.contains(judge) || !policies.contains(a) || !policies.contains(b)) {
                continue;
            }
            boolean swapped = a.compareTo(b) > 0;
            String item = items.isEmpty() ? "line " + row.line() : ArenaLoader.item(row, items);
            String question = item + "\n" + (swapped ? b + "\n" + a : a + "\n" + b);
            Choice choice = Choice.of(ArenaLoader.outcome(table, row, sides.get(2), problems));
            into.computeIfAbsent(question, it -> new TreeMap<>())
                    .computeIfAbsent(judge, it -> new ArrayList<>())
                    .add(new Ballot(judge, swapped, choice, true));
        }
        Csv.raise(problems);
    }

    /** One per judge, by name; the name is empty where the table names none. */
    List<JudgeQuality> qualities() {
        var tally = new JudgeQuality.Tally();
        long index = 0;
        for (Map<String, List<Ballot>> question : questions.values()) {
            // Several verdicts of one judge in one order are several looks: the k-th of each order belong together.
            boolean more = true;
            for (int k = 0; more; k++) {
                more = false;
                for (List<Ballot> ballots : question.values()) {
                    for (boolean swapped : new boolean[] {false, true}) {
                        List<Ballot> same = ballots.stream()
                                .filter(it -> it.swapped() == swapped)
                                .toList();
                        if (k < same.size()) {
                            tally.add(index, same.get(k), OptionalLong.empty(), OptionalLong.empty());
                        }
                        more |= k + 1 < same.size();
                    }
                }
                index++;
            }
        }
        others().forEach(tally::others);
        source.labels().ifPresent(file -> labels(file).forEach(tally::labels));
        return tally.qualities();
    }

    private Map<String, Agreement> others() {
        var tallies = new TreeMap<String, Agreement.Tally>();
        for (Map<String, List<Ballot>> question : questions.values()) {
            if (question.size() > 1) {
                question.forEach((judge, own) -> question.forEach((other, theirs) -> {
                    if (!judge.equals(other)) {
                        enter(tallies, judge, own, theirs);
                    }
                }));
            }
        }
        return agreements(tallies);
    }

    private Map<String, Agreement> labels(Path file) {
        Csv table = Csv.read(file);
        var known = new LinkedHashMap<String, Map<String, List<Ballot>>>();
        List<Integer> names = Cells.columns(
                table, sides.stream().map(it -> csv.header().get(it)).toList());
        List<Integer> places = Cells.columns(
                table, items.stream().map(it -> csv.header().get(it)).toList());
        read(table, names, places, List.of(), known);
        var tallies = new TreeMap<String, Agreement.Tally>();
        questions.forEach((question, judges) -> {
            for (List<Ballot> labels : known.getOrDefault(question, Map.of()).values()) {
                judges.forEach((judge, own) -> enter(tallies, judge, own, labels));
            }
        });
        if (tallies.isEmpty()) {
            throw Problems.of(
                    file,
                    "judge.recorded.labels: no pair and item of %s stands here; both need the same names of items and policies"
                            .formatted(csv.file().getFileName()));
        }
        return agreements(tallies);
    }

    private static void enter(
            Map<String, Agreement.Tally> tallies, String judge, List<Ballot> own, List<Ballot> theirs) {
        Agreement.Tally tally = tallies.computeIfAbsent(judge, it -> new Agreement.Tally());
        own.forEach(a -> theirs.forEach(b -> tally.add(a.byPolicy(), b.byPolicy())));
    }

    private static Map<String, Agreement> agreements(Map<String, Agreement.Tally> tallies) {
        var agreements = new TreeMap<String, Agreement>();
        tallies.forEach((judge, tally) -> agreements.put(judge, tally.agreement()));
        return agreements;
    }
}
