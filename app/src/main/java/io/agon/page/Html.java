package io.agon.page;

import io.agon.improve.report.Diff;
import io.agon.lab.Svg;
import io.agon.report.PlainText;
import java.util.List;
import java.util.stream.Collectors;

/** Documents, and foreign text within them. */
public final class Html {

    /** Nothing but what stands in the document itself. */
    private static final String ALONE =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action" + " 'none'";

    private static final String STYLE = """
        :root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --line: #d0d7de; --back: #ffffff;
          --pane: #f6f8fa; --good: #0f7b6c; --add: #dafbe1; --gone: #ffebe9; --link: #0b6bcb; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #30363d;
          --back: #010409; --pane: #0d1117; --good: #2dbda8; --add: #12361f; --gone: #46161a; --link: #6cb6ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 28px 20px 80px; max-width: 900px; color: var(--ink); background: var(--back);
          font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
        h1 { font-size: 15px; font-weight: 600; color: var(--soft); margin: 0 0 18px; overflow-wrap: anywhere; }
        h2 { font-size: 20px; margin: 44px 0 12px; } h3 { font-size: 16px; margin: 24px 0 8px; }
        p { margin: 8px 0; overflow-wrap: anywhere; } a { color: var(--link); }
        .answer { font-size: 24px; line-height: 1.35; margin: 0 0 10px; }
        .answer b { color: var(--good); letter-spacing: .02em; } .answer.none b { color: var(--soft); }
        .soft, .small { color: var(--soft); } .small { font-size: 14px; }
        .picture { margin: 22px 0; } .picture svg { display: block; width: 100%; height: auto; }
        @media (max-width: 640px) { .picture { overflow-x: auto; } .picture svg { width: 640px; } }
        table { border-collapse: collapse; width: 100%; font-size: 15px; } .wide { overflow-x: auto; }
        th { text-align: left; font-weight: 600; color: var(--soft); font-size: 13px; }
        th, td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        pre { margin: 8px 0; padding: 12px 14px; background: var(--pane); border: 1px solid var(--line);
          border-radius: 8px; overflow-x: auto; font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
        pre.words { white-space: pre-wrap; overflow-wrap: anywhere; }
        pre.diff { padding: 8px 0; } pre.diff span { display: block; padding: 0 14px; white-space: pre-wrap;
          overflow-wrap: anywhere; }
        pre.diff .added { background: var(--add); } pre.diff .removed { background: var(--gone); }
        pre.diff .skipped { color: var(--soft); font-style: italic; }
        details { border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; padding: 0 16px; }
        details > summary { padding: 9px 0; cursor: pointer; } details[open] { padding-bottom: 12px; }
        details:target { border-color: var(--link); } summary b { display: inline-block; min-width: 34px; }
        """;

    private Html() {}

    /** Foreign text, also within attributes in double quotes: no markup, no controls, no overrides of direction. */
    public static String of(String text) {
        return Svg.escape(PlainText.cell(text));
    }

    /** A document that is a file of its own: no scripts, nothing from elsewhere. */
    public static String file(String title, String body) {
        return document(title, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n".formatted(ALONE), body);
    }

    /**
     * A document.
     *
     * @param title foreign text
     * @param head further elements of its head
     * @param body elements
     */
    public static String document(String title, String head, String body) {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            %s<meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            %s</style>
            </head>
            <body>
            <main>
            %s</main>
            </body>
            </html>
            """.formatted(head, of(title), STYLE, body);
    }

    /** A table: a heading and rows of elements; columns of numbers stand to the right. */
    static String table(List<String> heading, List<Integer> numbers, List<List<String>> rows) {
        var out = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
        for (int c = 0; c < heading.size(); c++) {
            out.append(numbers.contains(c) ? "<th class=\"number\">" : "<th>")
                    .append(of(heading.get(c)))
                    .append("</th>");
        }
        out.append("</tr>\n");
        for (List<String> row : rows) {
            out.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                out.append(numbers.contains(c) ? "<td class=\"number\">" : "<td>")
                        .append(row.get(c))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</table></div>\n").toString();
    }

    /** Foreign text as it is written. */
    static String words(String text) {
        return "<pre class=\"words\">%s</pre>\n".formatted(of(text));
    }

    /** What changed. */
    static String diff(List<Diff.Line> lines) {
        return lines.stream()
                .map(it -> switch (it.change()) {
                    case SAME -> "<span>  %s</span>".formatted(of(it.text()));
                    case ADDED -> "<span class=\"added\">+ %s</span>".formatted(of(it.text()));
                    case REMOVED -> "<span class=\"removed\">- %s</span>".formatted(of(it.text()));
                    case SKIPPED -> "<span class=\"skipped\">  %s</span>".formatted(of(it.text()));
                })
                .collect(Collectors.joining("", "<pre class=\"diff\">", "</pre>\n"));
    }
}
