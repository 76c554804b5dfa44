package io.agon.page;

import static io.agon.lab.Svg.n;
import static io.agon.lab.Svg.text;

import io.agon.improve.report.Answer;
import io.agon.improve.report.Lineage;
import io.agon.improve.report.Lineage.Fate;
import io.agon.improve.report.Lineage.Member;
import io.agon.improve.report.Lineage.Row;
import io.agon.lab.Svg;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A lineage as a picture: the line of what was taken straight down, families beside it, and children that came to
 * nothing as small numbers behind their parent, so that hundreds find room.
 */
final class LineageTree {

    private static final int WIDTH = 840;
    private static final int LEFT = 40;
    private static final int LANE = 22;
    private static final int ROW = 34;
    private static final int PILL = 34;
    private static final int PILLS = 400;
    private static final int LINE = 24;
    private static final int TOP = 78;

    private final Lineage lineage;
    private final IntFunction<String> link;

    /** @param link where a candidate's own words stand */
    LineageTree(Lineage lineage, IntFunction<String> link) {
        this.lineage = lineage;
        this.link = link;
    }

    /** The picture, on a card of its own. */
    String svg() {
        List<Row> rows =
                lineage.rows().stream().filter(it -> !it.member().idle()).toList();
        Map<Integer, double[]> places = new HashMap<>();
        List<String> rails = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        double y = TOP + ROW / 2.0;
        for (Row row : rows) {
            Member it = row.member();
            double x = LEFT + (double) row.lane() * LANE;
            places.put(it.number(), new double[] {x, y});
            double here = y;
            lineage.parent(it).ifPresent(parent -> {
                double[] above = places.getOrDefault(parent.number(), new double[] {x, here});
                rails.add(rail(row, above, x, here));
            });
            node(it, x, y, marks);
            List<Member> idle = it.children().stream()
                    .map(lineage::member)
                    .filter(Member::idle)
                    .toList();
            y += Math.max(1, pills(idle, Math.max(PILLS, x + 340), y, marks)) * LINE + ROW - LINE;
        }
        List<String> out = new ArrayList<>();
        out.add(Svg.card(WIDTH, (int) y + 14, "Lineage", ScoreChart.LIGHT, ScoreChart.DARK));
        out.add(text(28, 38, "title", "start", "font-size:18px;font-weight:600", "Lineage"));
        out.add(text(
                28,
                60,
                "faint",
                "start",
                "font-size:13px",
                "each below what it was made from; numbers behind are children that were not accepted"));
        out.addAll(rails);
        out.addAll(marks);
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private static String rail(Row row, double[] above, double x, double y) {
        return "<polyline class=\"%s\" stroke-width=\"%s\" points=\"%s,%s %s%s,%s\"/>"
                .formatted(
                        row.member().line() ? "way" : "rail",
                        row.member().line() ? "3" : "2",
                        n(above[0]),
                        n(above[1]),
                        row.branch() ? n(above[0]) + "," + n(y) + " " : "",
                        n(x),
                        n(y));
    }

    private void node(Member it, double x, double y, List<String> out) {
        boolean accepted = it.fate() == Fate.ACCEPTED || it.fate() == Fate.START;
        boolean taken = it.number() == lineage.taken();
        out.add("<a href=\"%s\">".formatted(Svg.escape(link.apply(it.number()))));
        out.add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"7\" stroke-width=\"2\"/>"
                .formatted(accepted ? "yes" : "no", n(x), n(y)));
        if (taken) {
            out.add("<circle class=\"ring\" cx=\"%s\" cy=\"%s\" r=\"11\" stroke-width=\"2.5\"/>".formatted(n(x), n(y)));
        }
        out.add(text(x + 20, y + 5, "title", "start", "font-weight:600", String.valueOf(it.number())));
        out.add(text(x + 60, y + 5, "text", "start", "", Answer.score(it.score())));
        out.add(text(
                x + 112,
                y + 5,
                taken ? "mark" : "faint",
                "start",
                taken ? "font-weight:600" : "",
                it.fate() == Fate.START
                        ? taken ? "start, stays" : "start"
                        : taken
                                ? "%s, made in update %d"
                                        .formatted(
                                                lineage.improvement().chosen().isPresent() ? "chosen" : "champion",
                                                it.standing().candidate().update())
                                : it.trials().isEmpty()
                                        ? it.story()
                                        : "%s after update %d"
                                                .formatted(
                                                        it.fate().word(),
                                                        it.trials().getLast().update())));
        out.add("</a>");
    }

    /** How many lines of them there are. */
    private int pills(List<Member> idle, double from, double y, List<String> out) {
        int across = Math.max(1, (int) ((WIDTH - 24 - from) / (PILL + 4)));
        for (int i = 0; i < idle.size(); i++) {
            Member it = idle.get(i);
            double x = from + i % across * (PILL + 4);
            int line = i / across;
            double middle = y + (double) line * LINE;
            out.add(
                    "<a href=\"%s\"><rect class=\"no\" x=\"%s\" y=\"%s\" width=\"%d\" height=\"18\" rx=\"9\" stroke-width=\"1\"/><title>%s</title>%s</a>"
                            .formatted(
                                    Svg.escape(link.apply(it.number())),
                                    n(x),
                                    n(middle - 9),
                                    PILL,
                                    Svg.escape("candidate %d, %s: %s"
                                            .formatted(it.number(), it.fate().word(), Answer.score(it.score()))),
                                    text(
                                            x + PILL / 2.0,
                                            middle + 4,
                                            "faint",
                                            "middle",
                                            "font-size:11px",
                                            String.valueOf(it.number()))));
        }
        return Math.ceilDiv(idle.size(), across);
    }
}
