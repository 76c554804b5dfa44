package io.agon.improve.code;

/** Code of a candidate cannot be used or failed: says why, with the line where it is known. */
public final class CodeException extends Exception {

    private static final long serialVersionUID = 1;

    private final String why;

    /** With what an optimizer is told. */
    public CodeException(String why) {
        super(why);
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why;
    }
}
