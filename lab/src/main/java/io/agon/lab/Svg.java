package io.agon.lab;

import java.util.Locale;

/** The marks that pictures are made of. */
public final class Svg {

    private Svg() {}

    /**
     * The start of a picture on a card of its own: its size, and colours that follow the reader's light or dark ones.
     */
    public static String card(int width, int height, String title, String light, String dark) {
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
            <style>
              .card { fill: #ffffff; stroke: #d0d7de; } .title { fill: #1f2328; } .text { fill: #424a53; }
              .faint { fill: #656d76; } .axis { stroke: #afb8c1; } %s
              @media (prefers-color-scheme: dark) {
                .card { fill: #0d1117; stroke: #30363d; } .title { fill: #f0f6fc; } .text { fill: #c9d1d9; }
                .faint { fill: #8b949e; } .axis { stroke: #484f58; } %s
              }
              text { font-family: -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; font-size: 15px; }
            </style>
            <rect class="card" x="0.5" y="0.5" width="%d" height="%d" rx="10"/>\
            """.formatted(width, height, width, height, escape(title), light, dark, width - 1, height - 1);
    }

    /** A line, dashed where dashes are given. */
    public static String line(String style, double x1, double y1, double x2, double y2, double width, String dashes) {
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

    /** A text, escaped. */
    public static String text(double x, double y, String style, String anchor, String css, String text) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>"
                .formatted(style, n(x), n(y), anchor, css.isEmpty() ? "" : " style=\"" + css + "\"", escape(text));
    }

    /** A coordinate. */
    public static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** A number of comparisons, to be read. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A foreign text for SVG or HTML, also within attributes in double quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
