package io.agon.judge;

/**
 * A foreign text as a judge is shown it: what a reader would not see is made visible, and what is too long is cut.
 *
 * <p>Line feeds and tabs stay. Other control characters (with them escape sequences) become the pictures that Unicode
 * has for them; bidirectional controls, invisible format characters, tags and variation selectors become their code
 * point in angle brackets; lone surrogates become U+FFFD. Joiners and the emoji selector U+FE0F stay: scripts and emoji
 * need them, and they hide nothing.
 *
 * @param text what is shown, at most as many UTF-16 characters as asked for
 * @param of characters of the whole text, as it would be shown
 */
record Exhibit(String text, long of) {

    /** A UTF-16 character takes at most so many bytes of UTF-8. */
    static final int BYTES = 3;

    /** The text, of which at most {@code longest} characters are shown. */
    static Exhibit of(String text, int longest) {
        var shown = new StringBuilder(Math.min(text.length(), longest) + 16);
        long length = 0;
        boolean full = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
                continue;
            }
            String it = visible(c);
            length += it.length();
            full |= length > longest;
            if (!full) {
                shown.append(it);
            }
        }
        return new Exhibit(shown.toString(), length);
    }

    /** Whether something was left out. */
    boolean cut() {
        return of > text.length();
    }

    private static String visible(int c) {
        if (c == '\n' || c == '\t' || c == 0x200C || c == 0x200D || c == 0xFE0F) {
            return Character.toString(c);
        }
        if (c < 0x20) {
            return Character.toString(0x2400 + c);
        }
        if (c == 0x7F) {
            return "\u2421";
        }
        if (c >= 0xFE00 && c <= 0xFE0E || c >= 0xE0000 && c <= 0xE0FFF) {
            return code(c);
        }
        return switch (Character.getType(c)) {
            case Character.SURROGATE -> "\uFFFD";
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> code(c);
            default -> Character.toString(c);
        };
    }

    private static String code(int c) {
        return "\u27E8U+%04X\u27E9".formatted(c);
    }
}
