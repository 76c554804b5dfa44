package io.agon.lab;

import static io.agon.lab.Svg.line;
import static io.agon.lab.Svg.n;
import static io.agon.lab.Svg.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A picture of curves with bands about them as SVG: each is named where it ends, and references go across. Text only,
 * no scripts; on a card of its own, it follows the reader's light or dark colours, and lines differ by dashes as well
 * as by colour.
 */
public final class CurveChart {

    private static final int WIDTH = 840;
    private static final int MARGIN = 28;
    private static final int LEFT = 72;
    private static final int TOP = 92;
    private static final int HEADING = 44;
    private static final int PLOT = 290;
    private static final int FOOT = 62;
    private static final int PITCH = 20;
    private static final int MOST_POINTS = 240;
    private static final int LONGEST_NAME = 26;
    private static final double LETTER = 7.4;

    private static final String LIGHT = ".grid { stroke: #e6eaef; } .dot { fill: #ffffff; } .lead { stroke: #d0d7de; }"
            + " .across { stroke: #8c959f; }\n"
            + "  .curve { fill: none; stroke-linejoin: round; } .band { opacity: 0.14; }\n"
            + "  "
            + Strokes.light();
    private static final String DARK = ".grid { stroke: #21262d; } .dot { fill: #0d1117; } .lead { stroke: #30363d; }"
            + " .across { stroke: #6e7681; } .band { opacity: 0.2; }\n    " + Strokes.dark();

    /**
     * One curve.
     *
     * @param name as it is written at its end
     * @param values at each point of the panel; one value alone is a reference and goes across
     * @param margins half the width of the band at each point; empty means none
     * @param note behind the name; may be empty
     */
    public record Curve(String name, double[] values, double[] margins, String note) {
        public Curve {
            if (margins.length != 0 && margins.length != values.length) {
                throw new IllegalArgumentException("'%s' has %d values, but %d margins; give as many, or none."
                        .formatted(name, values.length, margins.length));
            }
            if (!Arrays.stream(values).allMatch(Double::isFinite)
                    || !Arrays.stream(margins).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("'%s' holds a value that is not finite.".formatted(name));
            }
        }

        private boolean reference() {
            return values.length == 1;
        }

        private double end() {
            return values[values.length - 1];
        }

        private double margin(int point) {
            return margins.length == 0 ? 0 : margins[point];
        }
    }

    /**
     * A ring about one point of one curve.
     *
     * @param curve its name
     * @param point from 0
     * @param label beside it
     */
    public record Mark(String curve, int point, String label) {}

    /**
     * One pair of axes.
     *
     * @param heading above it
     * @param across what the points are
     * @param at the points, increasing, at least two
     * @param curves at most eight besides references; the first is drawn strong
     * @param marks on them
     */
    public record Panel(String heading, String across, double[] at, List<Curve> curves, List<Mark> marks) {
        public Panel {
            curves = List.copyOf(curves);
            marks = List.copyOf(marks);
            if (at.length < 2) {
                throw new IllegalArgumentException(
                        "A panel needs at least 2 points, but there are %d.".formatted(at.length));
            }
            long lines = curves.stream().filter(curve -> !curve.reference()).count();
            if (lines > Strokes.most() || lines == 0) {
                throw new IllegalArgumentException(
                        "A panel has 1 to %d curves, but there are %d.".formatted(Strokes.most(), lines));
            }
            for (Curve curve : curves) {
                if (!curve.reference() && curve.values().length != at.length) {
                    throw new IllegalArgumentException("'%s' has %d values, but the panel has %d points."
                            .formatted(curve.name(), curve.values().length, at.length));
                }
            }
        }

        private List<Curve> lines() {
            return curves.stream().filter(curve -> !curve.reference()).toList();
        }
    }

    private final String title;
    private final String subtitle;

    /** A chart with this title, in large letters, and a line below it. */
    public CurveChart(String title, String subtitle) {
        this.title = title;
        this.subtitle = subtitle;
    }

    /** The picture, panels one below the other. */
    public String svg(List<Panel> panels) {
        int height = TOP + panels.size() * (HEADING + PLOT + FOOT);
        int letters = panels.stream()
                .flatMap(panel -> panel.curves().stream())
                .mapToInt(curve -> name(curve).length() + curve.note().length())
                .max()
                .orElse(0);
        double right = WIDTH - Math.clamp(letters * LETTER + 50, 130, 330);
        List<String> out = new ArrayList<>();
        out.add(Svg.card(WIDTH, height, title, LIGHT, DARK));
        out.add(text(MARGIN, 42, "title", "start", "font-size:21px;font-weight:600", title));
        out.add(text(MARGIN, 68, "faint", "start", "", subtitle));
        for (int i = 0; i < panels.size(); i++) {
            new Axes(panels.get(i), TOP + i * (HEADING + PLOT + FOOT) + HEADING, right).draw(out);
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private static String name(Curve curve) {
        return curve.name().length() <= LONGEST_NAME
                ? curve.name()
                : curve.name().substring(0, LONGEST_NAME - 1) + "…";
    }

    /** Where one panel stands. */
    private static final class Axes {

        private final Panel panel;
        private final int ceiling;
        private final double right;
        private final double least;
        private final double most;

        Axes(Panel panel, int ceiling, double right) {
            this.panel = panel;
            this.ceiling = ceiling;
            this.right = right;
            double low = 0;
            double high = 0;
            for (Curve curve : panel.curves()) {
                for (int p = 0; p < curve.values().length; p++) {
                    low = Math.min(low, curve.values()[p] - (curve.values()[p] < 0 ? curve.margin(p) : 0));
                    high = Math.max(high, curve.values()[p] + curve.margin(p));
                }
            }
            double step = step(high - low, 5);
            least = Math.floor(low / step) * step;
            most = Math.max(Math.ceil(high / step) * step, least + step);
        }

        private double x(double at) {
            double[] all = panel.at();
            return LEFT + (at - all[0]) / (all[all.length - 1] - all[0]) * (right - LEFT);
        }

        private double y(double value) {
            return ceiling + (1 - (Math.clamp(value, least, most) - least) / (most - least)) * PLOT;
        }

        void draw(List<String> out) {
            double floor = ceiling + PLOT;
            out.add(text(MARGIN, ceiling - 20, "title", "start", "font-weight:600", panel.heading()));
            double step = step(most - least, 5);
            for (double value = least; value <= most + step / 2; value += step) {
                out.add(line("grid", LEFT, y(value), right, y(value), 1, ""));
                out.add(text(LEFT - 10, y(value) + 5, "faint", "end", "font-size:13px", plain(value, step)));
            }
            double first = panel.at()[0];
            double last = panel.at()[panel.at().length - 1];
            double wide = step(last - first, 6);
            for (double at = Math.ceil(first / wide) * wide; at <= last + wide * 1e-9; at += wide) {
                out.add(line("axis", x(at), floor, x(at), floor + 5, 1, ""));
                out.add(text(x(at), floor + 21, "faint", "middle", "font-size:13px", plain(at, wide)));
            }
            out.add(line("axis", LEFT, y(Math.max(0, least)), right, y(Math.max(0, least)), 1, ""));
            out.add(text((LEFT + right) / 2, floor + 41, "faint", "middle", "font-size:13px", panel.across()));
            for (Curve curve : panel.curves()) {
                if (curve.reference()) {
                    out.add(line("across", LEFT, y(curve.end()), right, y(curve.end()), 1.3, "2 4"));
                }
            }
            List<Curve> lines = panel.lines();
            for (int k = lines.size() - 1; k >= 0; k--) {
                band(lines.get(k), k, out);
            }
            for (int k = lines.size() - 1; k >= 0; k--) {
                out.add("<polyline class=\"curve k%d\" stroke-width=\"%s\"%s points=\"%s\"/>"
                        .formatted(
                                k,
                                k == 0 ? "3" : "2",
                                Strokes.dashed(k),
                                points(lines.get(k), 0).collect(Collectors.joining(" "))));
            }
            panel.marks().forEach(mark -> ring(mark, out));
            names(out);
        }

        private void band(Curve curve, int k, List<String> out) {
            if (curve.margins().length == 0) {
                return;
            }
            List<String> below = points(curve, -1).collect(Collectors.toCollection(ArrayList::new));
            out.add("<polygon class=\"band f%d\" points=\"%s %s\"/>"
                    .formatted(
                            k, points(curve, 1).collect(Collectors.joining(" ")), String.join(" ", below.reversed())));
        }

        /** The curve, moved by its margin up or down; not more points than a reader can see. */
        private Stream<String> points(Curve curve, int side) {
            int length = curve.values().length;
            int shown = Math.min(length, MOST_POINTS);
            return IntStream.range(0, shown)
                    .map(i -> (int) Math.round((double) i / (shown - 1) * (length - 1)))
                    .mapToObj(p -> n(x(panel.at()[p])) + "," + n(y(curve.values()[p] + side * curve.margin(p))));
        }

        private void ring(Mark mark, List<String> out) {
            List<Curve> lines = panel.lines();
            for (int k = 0; k < lines.size(); k++) {
                Curve curve = lines.get(k);
                if (curve.name().equals(mark.curve())) {
                    double x = x(panel.at()[mark.point()]);
                    double y = y(curve.values()[mark.point()]);
                    out.add("<circle class=\"dot k%d\" cx=\"%s\" cy=\"%s\" r=\"6\" stroke-width=\"3\"/>"
                            .formatted(k, n(x), n(y)));
                    boolean left = x > (LEFT + right) / 2;
                    double wide = mark.label().length() * LETTER;
                    double from = left ? x - wide : x;
                    double above = extent(curve, from, from + wide, 1) - 10;
                    double below = extent(curve, from, from + wide, -1) + 20;
                    boolean under =
                            above < ceiling + 12 || (crossed(above) && !crossed(below) && below < ceiling + PLOT);
                    out.add(text(
                            x + (left ? 6 : -6),
                            under ? below : above,
                            "title",
                            left ? "end" : "start",
                            "font-size:14px;font-weight:600",
                            mark.label()));
                }
            }
        }

        /** How far up, or down, a curve and its band reach between two places. */
        private double extent(Curve curve, double from, double to, int side) {
            var heights = IntStream.range(0, curve.values().length)
                    .filter(p -> x(panel.at()[p]) >= from - LETTER && x(panel.at()[p]) <= to + LETTER)
                    .mapToDouble(p -> y(curve.values()[p] + side * curve.margin(p)));
            return (side > 0 ? heights.min() : heights.max()).orElse(ceiling + PLOT);
        }

        /** Whether a reference goes through a text on this line. */
        private boolean crossed(double baseline) {
            return panel.curves().stream()
                    .filter(Curve::reference)
                    .anyMatch(it -> Math.abs(y(it.end()) - (baseline - 5)) < 9);
        }

        /** Names where curves end, moved apart where they would lie on each other. */
        private void names(List<String> out) {
            List<Curve> order = panel.curves().stream()
                    .sorted(Comparator.comparingDouble(Curve::end).reversed())
                    .toList();
            double[] places =
                    apart(order.stream().mapToDouble(curve -> y(curve.end())).toArray(), ceiling, ceiling + PLOT);
            for (int i = 0; i < order.size(); i++) {
                Curve curve = order.get(i);
                int k = panel.lines().indexOf(curve);
                double end = y(curve.end());
                if (Math.abs(places[i] - end) > 3) {
                    out.add("<polyline class=\"curve lead\" stroke-width=\"1\" points=\"%s,%s %s,%s\"/>"
                            .formatted(n(right + 4), n(end), n(right + 16), n(places[i])));
                }
                String style = k < 0 ? "font-size:14px" : "font-size:14px;font-weight:600";
                out.add(
                        "<text class=\"%s\" x=\"%s\" y=\"%s\" style=\"%s\">%s<tspan class=\"faint\" font-weight=\"400\" dx=\"6\">%s</tspan></text>"
                                .formatted(
                                        k < 0 ? "faint" : "f" + k,
                                        n(right + 20),
                                        n(places[i] + 5),
                                        style,
                                        Svg.escape(name(curve)),
                                        Svg.escape(curve.note())));
            }
        }
    }

    /** These heights in increasing order, at least a line apart and, where there is room, between the ends. */
    private static double[] apart(double[] heights, double first, double last) {
        double[] places = heights.clone();
        for (int i = 1; i < places.length; i++) {
            places[i] = Math.max(places[i], places[i - 1] + PITCH);
        }
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], last - (places.length - 1.0 - i) * PITCH);
        }
        // Each block of names that touch is centred about where its curves end.
        int from = 0;
        for (int i = 1; i <= places.length; i++) {
            if (i == places.length || places[i] - places[i - 1] > PITCH + 1e-9) {
                double shift = 0;
                for (int j = from; j < i; j++) {
                    shift += (heights[j] - places[j]) / (i - from);
                }
                double floor = from == 0 ? first : places[from - 1] + PITCH;
                double room = Math.max(Math.min(0, shift), floor - places[from]);
                for (int j = from; j < i; j++) {
                    places[j] += Math.min(0, room);
                }
                from = i;
            }
        }
        return places;
    }

    /** 1, 2 or 5 times a power of ten: the steps of an axis with about so many. */
    public static double step(double length, int about) {
        double raw = (length > 0 ? length : 1) / about;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
    }

    /** A number at a step of an axis, with as many digits as the step needs. */
    public static String plain(double value, double step) {
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%,." + digits + "f", value == 0 ? 0.0 : value);
    }
}
