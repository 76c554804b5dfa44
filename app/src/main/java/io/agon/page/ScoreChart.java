package io.agon.page;

import static io.agon.lab.CurveChart.plain;
import static io.agon.lab.CurveChart.step;
import static io.agon.lab.Svg.line;
import static io.agon.lab.Svg.n;
import static io.agon.lab.Svg.text;

import io.agon.improve.report.Answer;
import io.agon.improve.report.Lineage;
import io.agon.improve.report.Lineage.Fate;
import io.agon.improve.report.Lineage.Member;
import io.agon.lab.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Scores of candidates over updates, each a dot, and a line that follows the champion; text only, no scripts. */
final class ScoreChart {

    static final String LIGHT =
            ".grid { stroke: #e6eaef; } .yes { fill: #0f7b6c; } .no { fill: #ffffff; stroke: #8c959f; } .way { fill:"
                    + " none; stroke: #0f7b6c; stroke-linejoin: round; } .rail { fill: none; stroke: #c4ccd4; } .ring {"
                    + " fill: none; stroke: #d55e00; } .mark { fill: #d55e00; } .on { fill: #ffffff; }";
    static final String DARK =
            ".grid { stroke: #21262d; } .yes { fill: #2dbda8; } .no { fill: #0d1117; stroke: #8b949e; } .way { stroke:"
                    + " #2dbda8; } .rail { stroke: #3d444d; } .ring { stroke: #ff8c42; } .mark { fill: #ff8c42; } .on {"
                    + " fill: #0d1117; }";

    private static final int WIDTH = 840;
    private static final int LEFT = 64;
    private static final int RIGHT = 812;
    private static final int TOP = 84;
    private static final int PLOT = 280;

    private final Lineage lineage;
    private final List<Member> scored;
    private final double least;
    private final double most;
    private final double step;
    private final int updates;

    ScoreChart(Lineage lineage) {
        this.lineage = lineage;
        scored = lineage.members().stream()
                .filter(it -> !Double.isNaN(it.score()))
                .toList();
        double low = scored.stream().mapToDouble(it -> 100 * it.score()).min().orElse(0);
        double high = scored.stream().mapToDouble(it -> 100 * it.score()).max().orElse(100);
        step = step(Math.max(high - low, 1), 5);
        least = Math.max(0, Math.floor((low - step / 4) / step) * step);
        most = Math.max(least + step, Math.min(100, Math.ceil((high + step / 4) / step) * step));
        updates = Math.max(1, lineage.improvement().spent().updates());
    }

    /** The picture, on a card of its own. */
    String svg() {
        List<String> out = new ArrayList<>();
        String title = "Scores of candidates over updates";
        out.add(Svg.card(WIDTH, TOP + PLOT + 58, title, LIGHT, DARK));
        out.add(text(28, 38, "title", "start", "font-size:18px;font-weight:600", title));
        out.add(text(
                28,
                60,
                "faint",
                "start",
                "font-size:13px",
                "points of 100, as the loop saw them; the line follows the champion, filled dots were accepted"));
        axes(out);
        if (!scored.isEmpty()) {
            for (Member it : scored) {
                if (it.fate() == Fate.REJECTED || it.fate() == Fate.UNTRIED) {
                    out.add(dot("no", it, 4));
                }
            }
            champion(out);
            taken(out);
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private void axes(List<String> out) {
        for (double value = least; value <= most + 1e-9; value += step) {
            out.add(line("grid", LEFT, y(value), RIGHT, y(value), 1, ""));
            out.add(text(LEFT - 10, y(value) + 5, "faint", "end", "font-size:13px", plain(value, step)));
        }
        double wide = Math.max(1, step(updates, 8));
        for (double at = 0; at <= updates + 1e-9; at += wide) {
            out.add(line("axis", x(at), TOP + PLOT, x(at), TOP + PLOT + 5.0, 1, ""));
            out.add(text(x(at), TOP + PLOT + 21, "faint", "middle", "font-size:13px", plain(at, wide)));
        }
        out.add(line("axis", LEFT, TOP + PLOT, RIGHT, TOP + PLOT, 1, ""));
        out.add(text((LEFT + RIGHT) / 2.0, TOP + PLOT + 42, "faint", "middle", "font-size:13px", "updates"));
    }

    /** A step wherever the champion changed. */
    private void champion(List<String> out) {
        var points = new ArrayList<double[]>();
        rise(points, 0, lineage.member(0));
        lineage.successions()
                .forEach(it ->
                        rise(points, it.update(), lineage.member(it.challenger().orElseThrow())));
        if (!points.isEmpty()) {
            points.add(new double[] {RIGHT, points.getLast()[1]});
            out.add("<polyline class=\"way\" stroke-width=\"2.5\" points=\"%s\"/>"
                    .formatted(
                            points.stream().map(it -> n(it[0]) + "," + n(it[1])).collect(Collectors.joining(" "))));
        }
        for (Member it : scored) {
            if (it.fate() == Fate.START || it.fate() == Fate.ACCEPTED) {
                out.add(dot("yes", it, 5));
            }
        }
    }

    private void rise(List<double[]> points, int update, Member to) {
        if (Double.isNaN(to.score())) {
            return;
        }
        if (!points.isEmpty()) {
            points.add(new double[] {x(update), points.getLast()[1]});
        }
        points.add(new double[] {x(update), y(100 * to.score())});
    }

    private void taken(List<String> out) {
        Member it = lineage.member(lineage.taken());
        if (Double.isNaN(it.score()) || it.number() == 0) {
            return;
        }
        double x = x(it.standing().candidate().update());
        double y = y(100 * it.score());
        out.add("<circle class=\"ring\" cx=\"%s\" cy=\"%s\" r=\"9\" stroke-width=\"2.5\"/>".formatted(n(x), n(y)));
        boolean left = x > (LEFT + RIGHT) / 2.0;
        out.add(text(
                x + (left ? -14 : 14),
                y < TOP + 24 ? y + 24 : y - 12,
                "title",
                left ? "end" : "start",
                "font-size:14px;font-weight:600",
                "%s: candidate %d, %s"
                        .formatted(
                                lineage.improvement().chosen().isPresent() ? "chosen" : "champion",
                                it.number(),
                                Answer.score(it.score()))));
    }

    private String dot(String style, Member it, int radius) {
        return "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%d\" stroke-width=\"1.5\"><title>%s</title></circle>"
                .formatted(
                        style,
                        n(x(it.standing().candidate().update())),
                        n(y(100 * it.score())),
                        radius,
                        Svg.escape("candidate %d, %s: %s"
                                .formatted(it.number(), it.fate().word(), Answer.score(it.score()))));
    }

    private double x(double update) {
        return LEFT + update / updates * (RIGHT - LEFT - 8);
    }

    private double y(double points) {
        return TOP + (1 - (points - least) / (most - least)) * PLOT;
    }
}
