package io.agon.cli;

import io.agon.cli.Console.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text that is broken to some width and hangs below its beginning; harmless for terminals. */
final class Paragraphs {

    private final int width;
    private final List<Line> lines = new ArrayList<>();

    /** A line, and why it looks different. */
    private record Line(String text, Style style) {}

    /** @param width columns, at least {@link Terminal#NARROWEST} */
    Paragraphs(int width) {
        this.width = width;
    }

    /** A line that is not broken. */
    void line(String text) {
        lines.add(new Line(Console.harmless(text), Style.FAINT));
    }

    /** A line above others, after an empty one. */
    void heading(String text) {
        line("");
        wrap("", text, Style.STRONG);
    }

    /** One line of text, or more that hang below it. */
    void wrap(String before, String text) {
        wrap(before, text, Style.FAINT);
    }

    /** The same in a style; faint is as usual. Narrow terminals hang it less deep. */
    void wrap(String before, String text, Style style) {
        int indent = Math.min(Letters.width(before), width / 3);
        String flat = Console.harmless(text.replace("\t", "    "));
        String rest = flat;
        String start = Console.harmless(before);
        do {
            int end = Letters.fitting(rest, Math.max(10, width - Letters.width(start)));
            lines.add(new Line((start + rest.substring(0, end)).stripTrailing(), style));
            rest = rest.substring(end);
            start = " ".repeat(indent);
        } while (!rest.isEmpty());
    }

    /** Lines that begin with a name and blanks, each broken for itself. */
    void named(String before, List<String> texts) {
        for (String it : texts) {
            int end = Math.max(0, it.indexOf("  "));
            while (end < it.length() && it.charAt(end) == ' ') {
                end++;
            }
            wrap(before + it.substring(0, end), it.substring(end));
        }
    }

    /** Prints all of it. */
    void print(Console console) {
        lines.forEach(
                it -> console.line(it.style() == Style.FAINT ? it.text() : console.styled(it.style(), it.text())));
    }

    /** All of it, without styles. */
    String text() {
        return lines.stream().map(it -> it.text() + "\n").collect(Collectors.joining());
    }
}
