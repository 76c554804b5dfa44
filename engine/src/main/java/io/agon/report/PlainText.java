package io.agon.report;

/** Foreign text made harmless for a terminal. */
final class PlainText {

    private static final int LONGEST = 200;

    private PlainText() {}

    /**
     * One line: control characters (and with them escape sequences), bidirectional overrides and line breaks become
     * '?'.
     */
    static String of(String text) {
        var plain = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            int type = Character.getType(c);
            boolean harmless = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR
                    && type != Character.SURROGATE
                    && type != Character.UNASSIGNED;
            plain.appendCodePoint(harmless ? c : '?');
        });
        return plain.toString();
    }
}
