package io.agon.cli;

import io.agon.improve.report.Answer;
import io.agon.improve.report.Lineage;
import io.agon.improve.report.Lineage.Fate;
import io.agon.improve.report.Lineage.Member;
import io.agon.improve.report.Lineage.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A lineage as lines of text; many children that came to nothing share one. */
final class TextTree {

    /** So many siblings that came to nothing have lines of their own. */
    private static final int MOST_ALONE = 2;

    /** Lines of a way, without that about the others. */
    private static final int MOST_LINES = 11;

    private final Lineage lineage;

    TextTree(Lineage lineage) {
        this.lineage = lineage;
    }

    /** At most so many columns. */
    List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        for (Row row : lineage.rows()) {
            Member it = row.member();
            List<Member> idle = idle(it);
            if (idle.size() <= MOST_ALONE) {
                lines.add(Letters.cut("  %s %s".formatted(row.drawn(), words(it)), width));
            } else if (idle.getLast().number() == it.number()) {
                lines.add(Letters.cut("  %s %s".formatted(row.drawn(), together(idle)), width));
            }
        }
        return lines;
    }

    /**
     * Of a large lineage those between the start and the one that was taken, and all that were accepted, by age: of
     * many the last; then how many others there are.
     *
     * @param command that shows all
     */
    List<String> way(int width, String command) {
        List<String> whole = lines(width);
        if (whole.size() <= MOST_LINES) {
            return whole;
        }
        Set<Integer> shown = lineage.members().stream()
                .filter(it -> it.line() || it.fate() == Fate.ACCEPTED)
                .sorted(Comparator.comparing((Member it) -> !named(it))
                        .thenComparing(it -> it.fate() != Fate.ACCEPTED)
                        .thenComparing(Member::number, Comparator.reverseOrder()))
                .limit(MOST_LINES)
                .map(Member::number)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> lines = new ArrayList<>();
        int before = -1;
        for (int number : shown) {
            Member it = lineage.member(number);
            int above = before;
            lines.add(Letters.cut(
                    "  %s%s %s%s"
                            .formatted(
                                    it.line() ? "" : number < lineage.taken() ? "│ " : "  ",
                                    it.mark(),
                                    words(it),
                                    lineage.parent(it)
                                            .filter(parent -> parent.number() != above)
                                            .map(parent -> ", made from " + parent.number())
                                            .orElse("")),
                    width));
            before = number;
        }
        List<Member> others = lineage.members().stream()
                .filter(it -> !shown.contains(it.number()))
                .toList();
        String fates = others.stream()
                .collect(Collectors.groupingBy(Member::fate, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(it -> "%,d %s".formatted(it.getValue(), it.getKey().word()))
                .collect(Collectors.joining(", "));
        lines.add("  and %,d others (%s): %s".formatted(others.size(), fates, command));
        return lines;
    }

    /** Whether reports speak of it by its number. */
    private boolean named(Member it) {
        return it.fate() == Fate.START
                || it.number() == lineage.taken()
                || it.number() == lineage.improvement().champion();
    }

    /** Its siblings that came to nothing, itself among them; none when it did not. */
    private List<Member> idle(Member it) {
        return !it.idle()
                ? List.of()
                : lineage.parent(it).orElseThrow().children().stream()
                        .map(lineage::member)
                        .filter(Member::idle)
                        .toList();
    }

    private String words(Member it) {
        return "%d  %s  %s%s"
                .formatted(
                        it.number(),
                        Answer.score(it.score()),
                        it.story(),
                        it.number() == lineage.taken()
                                ? lineage.improvement().chosen().isPresent() ? ", chosen" : ", champion"
                                : it.number() == lineage.improvement().champion() ? ", champion" : "");
    }

    private static String together(List<Member> idle) {
        return idle.stream()
                .filter(it -> !Double.isNaN(it.score()))
                .max(Comparator.comparingDouble(Member::score))
                .map(best -> "%,d not accepted, the best %d with %s: %s"
                        .formatted(idle.size(), best.number(), Answer.score(best.score()), numbers(idle)))
                .orElseGet(() -> "%,d not accepted: %s".formatted(idle.size(), numbers(idle)));
    }

    private static String numbers(List<Member> idle) {
        return idle.stream().map(it -> String.valueOf(it.number())).collect(Collectors.joining(" "));
    }
}
