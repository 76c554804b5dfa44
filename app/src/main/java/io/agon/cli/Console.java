package io.agon.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Where a command prints: answers to standard output, progress and errors to standard error. */
final class Console {

    /** Why letters look different. */
    enum Style {
        /** Headings and the answer. */
        STRONG("1"),
        /** What went well, or is still possible. */
        GOOD("32"),
        /** What is worth a look. */
        WARN("33"),
        /** What went wrong. */
        BAD("31"),
        /** What may be skipped. */
        FAINT("2");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final boolean unicodeOut;
    private final boolean unicodeErr;
    private boolean json;
    private boolean quiet;
    private boolean colourless;
    private boolean printed;

    Console(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        unicodeOut = isUnicode(out.charset());
        unicodeErr = isUnicode(err.charset());
    }

    private static boolean isUnicode(Charset charset) {
        return charset.newEncoder().canEncode("─●×±…");
    }

    void configure(boolean asJson, boolean quietly, boolean withoutColour) {
        json = asJson;
        quiet = quietly;
        colourless = withoutColour;
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** Whether standard error is a terminal that can be redrawn. */
    boolean live() {
        return terminal.err() && !quiet;
    }

    /** Whether somebody sits at a terminal, whatever else is asked for. */
    boolean attended() {
        return terminal.err();
    }

    boolean colourOnErr() {
        return terminal.err() && terminal.colour() && !colourless;
    }

    boolean colourOnOut() {
        return terminal.out() && terminal.colour() && !colourless;
    }

    boolean unicodeOnErr() {
        return unicodeErr;
    }

    boolean unicodeOnOut() {
        return unicodeOut;
    }

    /** A line of the answer; nothing with {@code --json}, where a document is the answer. */
    void line(String text) {
        if (!json) {
            out.println(unicodeOut ? text : ascii(text));
        }
    }

    /** Several lines of the answer. */
    void lines(String text) {
        text.lines().forEach(this::line);
    }

    /** The one JSON document: always UTF-8, whatever the locale says. */
    void document(String document) {
        if (json && !printed) {
            printed = true;
            byte[] bytes = (document.strip() + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    /** Standard output itself, in UTF-8, for data; it tells when nobody reads any more. */
    Writer data() {
        return new OutputStreamWriter(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset, length);
                        if (out.checkError()) {
                            throw new ClosedOutputException();
                        }
                    }

                    @Override
                    public void flush() throws IOException {
                        if (out.checkError()) {
                            throw new ClosedOutputException();
                        }
                    }
                },
                StandardCharsets.UTF_8);
    }

    /** Nobody reads the output any more, as in {@code agon export | head -1}. */
    static final class ClosedOutputException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A line for people beside the answer; nothing with {@code --quiet}. */
    void note(String text) {
        if (!quiet) {
            err.println(unicodeErr ? text : ascii(text));
        }
    }

    /** A line about what went wrong. */
    void error(String text) {
        err.println((colourOnErr() ? "\u001b[31;1merror:\u001b[0m " : "error: ") + (unicodeErr ? text : ascii(text)));
    }

    /** A line about something worth a look; nothing with {@code --quiet}. */
    void warn(String text) {
        if (!quiet) {
            err.println((colourOnErr() ? "\u001b[33;1mnote:\u001b[0m " : "note: ") + (unicodeErr ? text : ascii(text)));
        }
    }

    /** Letters for standard error as they are, for drawing. */
    void raw(String text) {
        err.print(unicodeErr ? text : ascii(text));
        err.flush();
    }

    /** {@code text} in a style, on standard output. */
    String styled(Style style, String text) {
        return colourOnOut() ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** {@code text} in a style, on standard error. */
    String styledErr(Style style, String text) {
        return colourOnErr() ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    void stackTrace(Throwable problem) {
        problem.printStackTrace(err);
    }

    /** The same in letters that every locale has. */
    static String ascii(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> plain.append(
                        switch (c) {
                            case '─', '━', '–', '—' -> "-";
                            case '│' -> "|";
                            case '└', '├' -> "+";
                            case '●' -> "*";
                            case '○', '·' -> ".";
                            case '×' -> "x";
                            case '±' -> "~";
                            case '…' -> "~";
                            case 'µ' -> "u";
                            case '█' -> "#";
                            case '░' -> ".";
                            case '✓' -> "+";
                            case '✗' -> "x";
                            case '→' -> "->";
                            default -> c < 128 ? Character.toString(c) : "?";
                        }));
        return plain.toString();
    }

    /** A name from outside made harmless for a terminal: no control or invisible direction characters. */
    static String harmless(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE
                        ? 0xFFFD
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
