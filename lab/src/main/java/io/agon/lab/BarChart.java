package io.agon.lab;

import static io.agon.lab.Svg.line;
import static io.agon.lab.Svg.n;
import static io.agon.lab.Svg.number;
import static io.agon.lab.Svg.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of {@link Summary summaries} as SVG: one bar a rule, as long as the comparisons it needs on average and
 * labelled with them, and the limit across. Text only, no scripts; on a card of its own, it follows the reader's light
 * or dark colours.
 */
public final class BarChart {

    private static final int WIDTH = 840;
    private static final int MARGIN = 28;
    private static final int LEFT = 190;
    private static final int RIGHT = 170;
    private static final int TOP = 106;
    private static final int STEP = 36;
    private static final int BAR = 22;

    private static final String LIGHT = """
        .bar { fill: #b6c2cf; }
          .strong { fill: #0f7b6c; } .limit { stroke: #bc4c00; } .limittext { fill: #bc4c00; }\
        """;
    private static final String DARK = """
        .bar { fill: #4b5867; }
            .strong { fill: #2dbda8; } .limit { stroke: #f0883e; } .limittext { fill: #f0883e; }\
        """;

    private final String title;
    private final String subtitle;
    private final double limit;
    private final String highlight;

    /**
     * A chart.
     *
     * @param title in large letters
     * @param subtitle below it
     * @param limit comparisons that nobody can go below on average; 0 = draw none
     * @param highlight name of the rule to draw in the strong colour
     */
    public BarChart(String title, String subtitle, double limit, String highlight) {
        this.title = title;
        this.subtitle = subtitle;
        this.limit = limit;
        this.highlight = highlight;
    }

    /** The picture, with a bar for each of {@code summaries} in their order. */
    public String svg(List<Summary> summaries) {
        double end = Math.max(
                limit, summaries.stream().mapToDouble(Summary::mean).max().orElse(1));
        int bottom = TOP + summaries.size() * STEP - (STEP - BAR);
        int height = bottom + (limit > 0 ? 60 : 34);
        List<String> out = new ArrayList<>();
        out.add(Svg.card(WIDTH, height, title, LIGHT, DARK));
        out.add(text(MARGIN, 42, "title", "start", "font-size:21px;font-weight:600", title));
        out.add(text(MARGIN, 68, "faint", "start", "", subtitle));
        for (int i = 0; i < summaries.size(); i++) {
            bar(out, summaries.get(i), TOP + i * STEP, end);
        }
        out.add(line("axis", LEFT, TOP - 8, LEFT, bottom + 8, 1, ""));
        if (limit > 0) {
            double x = x(limit, end);
            out.add(line("limit", x, TOP - 8, x, bottom + 14, 2, "5 4"));
            boolean before = x > WIDTH / 2.0;
            out.add(text(
                    x,
                    bottom + 34,
                    "limittext",
                    before ? "end" : "start",
                    "",
                    "the limit, %s: no procedure can do with fewer on average".formatted(number(limit))));
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private void bar(List<String> out, Summary summary, int y, double end) {
        boolean strong = summary.rule().equals(highlight);
        double baseline = y + BAR / 2.0 + 5;
        double tip = x(summary.mean(), end);
        String weight = strong ? "font-weight:600" : "";
        String style = strong ? "strong" : "text";
        out.add(text(LEFT - 14, baseline, style, "end", weight, summary.rule()));
        out.add("<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\"/>"
                .formatted(strong ? "strong" : "bar", n(LEFT), y, n(tip - LEFT), BAR));
        String label = (summary.undecided() > 0 ? "over " : "")
                + number(summary.mean())
                + (summary.ratio() == null
                        ? ""
                        : String.format(
                                Locale.ROOT, strong ? "  (%.1f\u00d7 the limit)" : "  (%.1f\u00d7)", summary.ratio()));
        double past = Math.max(tip, limit > 0 ? x(limit, end) : 0);
        out.add(text(past + 10, baseline, style, "start", weight, label));
    }

    private static double x(double value, double end) {
        return LEFT + value / end * (WIDTH - LEFT - RIGHT);
    }
}
