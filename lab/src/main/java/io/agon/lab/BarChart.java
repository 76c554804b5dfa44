package io.agon.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of {@link Summary summaries} as SVG: one bar a rule, as long as the comparisons it needs on average, a thin
 * line to its 95th percentile, and the limit across. Text only, no scripts; it follows the reader's light or dark
 * colours.
 */
public final class BarChart {

    private static final int WIDTH = 860;
    private static final int LEFT = 168;
    private static final int RIGHT = 150;
    private static final int TOP = 104;
    private static final int STEP = 38;
    private static final int BAR = 22;

    /**
     * How much longer than the plot's width a bar may be before it is broken off, so that one slow rule hides no other.
     */
    private static final double LONGEST = 1.0;

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
        double most = summaries.stream().mapToDouble(Summary::p95).max().orElse(1);
        double largestMean = summaries.stream().mapToDouble(Summary::mean).max().orElse(1);
        double end = Math.min(most, 1.25 * largestMean) * LONGEST;
        double tick = tick(end);
        end = Math.max(end, tick);
        int bottom = TOP + summaries.size() * STEP;
        int height = bottom + 62;
        List<String> out = new ArrayList<>();
        out.add("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
            <style>
              .card { fill: #ffffff; stroke: #d8dee4; } .title { fill: #1f2328; } .text { fill: #424a53; }
              .faint { fill: #6e7781; } .grid { stroke: #d8dee4; } .bar { fill: #a8b3c1; } .spread { stroke: #6e7781; }
              .strong { fill: #0f7b6c; } .strongtext { fill: #0f7b6c; } .limit { stroke: #c2410c; } .limittext { fill: #c2410c; }
              @media (prefers-color-scheme: dark) {
                .card { fill: #0d1117; stroke: #30363d; } .title { fill: #f0f6fc; } .text { fill: #c9d1d9; }
                .faint { fill: #8b949e; } .grid { stroke: #262c36; } .bar { fill: #4b5867; } .spread { stroke: #8b949e; }
                .strong { fill: #2dbda8; } .strongtext { fill: #2dbda8; } .limit { stroke: #fb8f5a; } .limittext { fill: #fb8f5a; }
              }
              text { font-family: -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; font-size: 13px; }
            </style>
            <rect class="card" x="0.5" y="0.5" width="%d" height="%d" rx="10"/>\
            """.formatted(WIDTH, height, WIDTH, height, escape(title), WIDTH - 1, height - 1));
        out.add(text(24, 36, "title", "start", "font-size:19px;font-weight:600", title));
        out.add(text(24, 59, "text", "start", "", subtitle));
        for (double at = 0; at <= end * 1.0001; at += tick) {
            double x = x(at, end);
            out.add(line("grid", x, TOP - 8, x, bottom + 4, 1, ""));
            out.add(text(x, bottom + 22, "faint", "middle", "font-size:12px", number(at)));
        }
        out.add(text(
                x(0, end),
                bottom + 44,
                "faint",
                "start",
                "font-size:12px",
                "comparisons until the answer (bar: mean, thin line: to the 95th percentile)"));
        for (int i = 0; i < summaries.size(); i++) {
            bar(out, summaries.get(i), TOP + i * STEP, end);
        }
        if (limit > 0) {
            double x = x(limit, end);
            out.add(line("limit", x, TOP - 12, x, bottom + 4, 1.6, "5 4"));
            out.add(text(
                    x,
                    TOP - 18,
                    "limittext",
                    "start",
                    "font-size:12px",
                    "limit %s: nobody can do with fewer on average".formatted(number(limit))));
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private void bar(List<String> out, Summary summary, int y, double end) {
        boolean strong = summary.rule().equals(highlight);
        double middle = y + BAR / 2.0;
        double tip = x(Math.min(summary.mean(), end), end);
        double spread = x(Math.min(summary.p95(), end), end);
        out.add(text(
                LEFT - 14,
                middle + 4.5,
                strong ? "strongtext" : "text",
                "end",
                strong ? "font-weight:600" : "",
                summary.rule()));
        out.add("<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"3\"/>"
                .formatted(strong ? "strong" : "bar", n(x(0, end)), y, n(tip - x(0, end)), BAR));
        if (spread > tip) {
            out.add(line("spread", tip, middle, spread, middle, 1.4, ""));
            if (summary.p95() <= end) {
                out.add(line("spread", spread, middle - 4, spread, middle + 4, 1.4, ""));
            }
        }
        String label = (summary.undecided() > 0 ? "over " : "")
                + number(summary.mean())
                + (summary.ratio() == null ? "" : "  (%.1f\u00d7)".formatted(summary.ratio()));
        out.add(text(
                WIDTH - 24,
                middle + 4.5,
                strong ? "strongtext" : "text",
                "end",
                "font-variant-numeric:tabular-nums" + (strong ? ";font-weight:600" : ""),
                label));
    }

    private static double x(double value, double end) {
        return LEFT + value / end * (WIDTH - LEFT - RIGHT);
    }

    /** A round distance of marks, so that there are four to eight of them. */
    private static double tick(double end) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, end))));
        double leading = end / power;
        return power * (leading < 1.6 ? 0.25 : leading < 4 ? 0.5 : leading < 8 ? 1 : 2);
    }

    private static String line(String style, double x1, double y1, double x2, double y2, double width, String dashes) {
        return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke-width=\"%s\"%s/>"
                .formatted(
                        style,
                        n(x1),
                        n(y1),
                        n(x2),
                        n(y2),
                        n(width),
                        dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"");
    }

    private static String text(double x, double y, String style, String anchor, String css, String text) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>"
                .formatted(style, n(x), n(y), anchor, css.isEmpty() ? "" : " style=\"" + css + "\"", escape(text));
    }

    private static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
