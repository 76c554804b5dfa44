package io.agon.report;

/** Foreign text made harmless for a terminal. */
public final class PlainText {

    private static final int LONGEST = 1_000;

    private PlainText() {}

    /**
     * Whether a terminal may act on a character, or a reader may not see it: controls (and with them escape sequences),
     * bidirectional overrides and other invisible format characters, line and paragraph separators, lone surrogates.
     */
    public static boolean harmful(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    /** A JSON document in which such characters are escaped: the same document, harmless for a terminal. */
    public static String json(String document) {
        if (document.codePoints().noneMatch(PlainText::harmful)) {
            return document;
        }
        var plain = new StringBuilder(document.length() + 16);
        document.codePoints().forEach(c -> {
            if (harmful(c)) {
                for (char it : Character.toChars(c)) {
                    plain.append("\\u%04x".formatted((int) it));
                }
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    /** The same text for a table: such characters, save line feeds and tabs, become U+FFFD. */
    public static String cell(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(c != '\n' && c != '\t' && harmful(c) ? 0xFFFD : c));
        return plain.toString();
    }

    /**
     * One line: control characters (and with them escape sequences), bidirectional overrides and line breaks become
     * '?'.
     */
    static String of(String text) {
        var plain = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            boolean harmless = !harmful(c) && Character.getType(c) != Character.UNASSIGNED;
            plain.appendCodePoint(harmless ? c : '?');
        });
        return plain.toString();
    }
}
