package io.agon.improve.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A word of the rule language, and where it stands.
 *
 * @param text as it is written; of a text what it says
 * @param line from 1
 * @param column from 1
 */
record Token(Kind kind, String text, int line, int column) {

    /** Most characters of a program. */
    static final int LENGTH = 20_000;

    static final Set<String> KEYWORDS = Set.of("if", "then", "else", "and", "or", "not", "true", "false");

    private static final List<String> SIGNS =
            List.of("<=", ">=", "==", "!=", "<", ">", "=", "+", "-", "*", "/", "%", "^", "(", ")", "[", "]", ",");

    /** What other languages write, and what this one does. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("**", "powers are a ^ b"),
            Map.entry("//", "write floor(a / b); comments begin with #"),
            Map.entry("&&", "write and"),
            Map.entry("||", "write or"),
            Map.entry("!", "write not"),
            Map.entry("?", "write if a then b else c"),
            Map.entry(":", "write if a then b else c, on one line"),
            Map.entry(";", "begin a new line"),
            Map.entry("{", "lines are 'name = expression', without braces"),
            Map.entry("}", "lines are 'name = expression', without braces"),
            Map.entry("`", "give the code alone, without a fence"),
            Map.entry(".", "there are no methods, write function(value)"));

    /** What a token is. */
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        NEWLINE,
        END
    }

    boolean is(String sign) {
        return kind != Kind.TEXT && text.equals(sign);
    }

    /** As it is told. */
    String found() {
        return switch (kind) {
            case NEWLINE -> "the end of the line";
            case END -> "the end";
            default -> "'%s'".formatted(shortened(text));
        };
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }

    CodeException error(String message) {
        return new CodeException("Line %d, column %d: %s".formatted(line, column, message));
    }

    /** All of a program, the end last. Line ends within brackets are left out. */
    static List<Token> all(String source) throws CodeException {
        if (source.length() > LENGTH) {
            throw new CodeException("The code has %,d characters, but %,d are allowed; make it shorter."
                    .formatted(source.length(), LENGTH));
        }
        return new Reader(source).all();
    }

    /** Goes through a program once. */
    private static final class Reader {
        private final String source;
        private final List<Token> tokens = new ArrayList<>();
        private int at;
        private int line = 1;
        private int start;
        private int brackets;

        Reader(String source) {
            this.source = source;
        }

        List<Token> all() throws CodeException {
            while (at < source.length()) {
                char c = source.charAt(at);
                if (c == '\n') {
                    if (brackets == 0) {
                        add(Kind.NEWLINE, at);
                    }
                    at++;
                    line++;
                    start = at;
                } else if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
                    at++;
                } else if (c == '#') {
                    at = end(it -> it != '\n');
                } else if (letter(c)) {
                    add(Kind.NAME, end(it -> letter(it) || digit(it)));
                } else if (digit(c)) {
                    number();
                } else if (c == '"' || c == '\'') {
                    text(c);
                } else {
                    sign();
                }
            }
            tokens.add(new Token(Kind.NEWLINE, "", line, 1 + at - start));
            tokens.add(new Token(Kind.END, "", line, 1 + at - start));
            return tokens;
        }

        private void number() throws CodeException {
            int from = at;
            at = end(Reader::digit);
            if (at + 1 < source.length() && source.charAt(at) == '.' && digit(source.charAt(at + 1))) {
                at++;
                at = end(Reader::digit);
            }
            int mark = at;
            if (mark < source.length() && (source.charAt(mark) == 'e' || source.charAt(mark) == 'E')) {
                at++;
                if (at < source.length() && (source.charAt(at) == '-' || source.charAt(at) == '+')) {
                    at++;
                }
                int digits = at;
                at = end(Reader::digit);
                at = at == digits ? mark : at;
            }
            int to = at;
            at = from;
            if (!Double.isFinite(Double.parseDouble(source.substring(from, to)))) {
                throw here().error("the number is too large.");
            }
            add(Kind.NUMBER, to);
        }

        private void text(char quote) throws CodeException {
            Token here = here();
            var text = new StringBuilder();
            at++;
            while (true) {
                if (at >= source.length() || source.charAt(at) == '\n') {
                    throw here.error("the text has no end; close it with %s on the same line.".formatted(quote));
                }
                char c = source.charAt(at++);
                if (c == quote) {
                    break;
                }
                text.append(c == '\\' ? escaped() : c);
            }
            tokens.add(new Token(Kind.TEXT, text.toString(), here.line(), here.column()));
        }

        private char escaped() throws CodeException {
            char c = at < source.length() ? source.charAt(at) : '\n';
            int known = "ntr\\\"'".indexOf(c);
            if (known < 0) {
                throw here().error("after \\ comes one of n t r \\ \" ', but here it is another; write \\\\ for \\.");
            }
            at++;
            return "\n\t\r\\\"'".charAt(known);
        }

        private void sign() throws CodeException {
            for (String foreign : FOREIGN.keySet()) {
                if (source.startsWith(foreign, at) && !source.startsWith("!=", at)) {
                    throw here().error("'%s' is not of this language; %s.".formatted(foreign, FOREIGN.get(foreign)));
                }
            }
            for (String sign : SIGNS) {
                if (source.startsWith(sign, at)) {
                    brackets += sign.equals("(") || sign.equals("[") ? 1 : 0;
                    brackets -= brackets > 0 && (sign.equals(")") || sign.equals("]")) ? 1 : 0;
                    add(Kind.SIGN, at + sign.length());
                    return;
                }
            }
            throw here().error("the character %s is not of this language; leave it out, or put it into \"quotes\"."
                    .formatted(Character.getName(source.codePointAt(at))));
        }

        private Token here() {
            return new Token(Kind.SIGN, "", line, 1 + at - start);
        }

        private void add(Kind kind, int to) {
            tokens.add(new Token(kind, source.substring(at, to), line, 1 + at - start));
            at = to;
        }

        private int end(java.util.function.IntPredicate goesOn) {
            int to = at;
            while (to < source.length() && goesOn.test(source.charAt(to))) {
                to++;
            }
            return to;
        }

        private static boolean letter(int c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
        }

        private static boolean digit(int c) {
            return c >= '0' && c <= '9';
        }
    }
}
