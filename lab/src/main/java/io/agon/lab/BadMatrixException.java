package io.agon.lab;

/** A file with known preferences cannot be used; the message is one line: file, line, cell, and the mend. */
public final class BadMatrixException extends Exception {

    private static final long serialVersionUID = 1L;

    BadMatrixException(String message) {
        super(message);
    }
}
