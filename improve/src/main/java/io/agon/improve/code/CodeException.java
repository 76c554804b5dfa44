package io.agon.improve.code;

/** Code of a candidate cannot be used or failed: says why, with the line where it is known. */
public final class CodeException extends Exception {

    private static final long serialVersionUID = 1;

    /** With what an optimizer is told. */
    public CodeException(String message) {
        super(message);
    }
}
