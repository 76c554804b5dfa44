package io.agon.model;

/** A call gave no usable reply. The message is for people and holds no secret. */
public final class ModelException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    /** The {@code detail} follows the words of the fault. */
    public ModelException(Fault fault, String detail) {
        super(detail.isBlank() ? fault.words() : fault.words() + ": " + detail);
        this.fault = fault;
    }

    /** The same, caused by something. */
    public ModelException(Fault fault, String detail, Throwable cause) {
        this(fault, detail);
        var unused = initCause(cause);
    }

    /** Why. */
    public Fault fault() {
        return fault;
    }
}
