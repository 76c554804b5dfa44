package io.agon.improve.code;

/** Finds the last number that is written in a text, reading backwards. */
final class LastNumber {

    private final String text;
    private int at;

    private LastNumber(String text) {
        this.text = text;
        this.at = text.length() - 1;
    }

    /** Without commas between thousands; empty when there is none. */
    static String in(String text) {
        return new LastNumber(text).found();
    }

    private String found() {
        while (at >= 0 && !digit(at)) {
            at--;
        }
        int end = at + 1;
        skipDigits();
        boolean point = at > 0 && text.charAt(at) == '.' && digit(at - 1);
        if (point) {
            at--;
        }
        int whole = at + 1;
        if (point) {
            skipDigits();
        } else {
            whole = end;
        }
        while (whole - (at + 1) == 3 && at > 0 && text.charAt(at) == ',' && digit(at - 1)) {
            whole = at;
            at--;
            skipDigits();
        }
        boolean negative = at >= 0 && text.charAt(at) == '-' && (at == 0 || !joins(text.charAt(at - 1)));
        return (negative ? "-" : "") + text.substring(at + 1, end).replace(",", "");
    }

    private void skipDigits() {
        while (digit(at)) {
            at--;
        }
    }

    private boolean digit(int index) {
        return index >= 0 && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    /** Whether a hyphen after this is no minus sign, as in "10-12". */
    private static boolean joins(char c) {
        return Character.isLetterOrDigit(c) || c == ')';
    }
}
