package io.agon.model;

import java.util.Optional;

/** A call gave no usable reply. The message is for people and holds no key that {@link Secrets} knows. */
public final class ModelException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;
    private final boolean answered;
    private final transient Optional<Usage> usage;

    /** The {@code detail} follows the words of the fault. */
    public ModelException(Fault fault, String detail) {
        this(fault, detail, false, Optional.empty());
    }

    /** The same, caused by something. */
    public ModelException(Fault fault, String detail, Throwable cause) {
        this(fault, detail);
        var unused = initCause(cause);
    }

    private ModelException(Fault fault, String detail, boolean answered, Optional<Usage> usage) {
        super(Secrets.redact(detail.isBlank() ? fault.words() : fault.words() + ": " + detail));
        this.fault = fault;
        this.answered = answered;
        this.usage = usage;
    }

    /**
     * A reply came and is billed, but cannot be used.
     *
     * @param usage empty when the provider did not say
     */
    public static ModelException answered(Fault fault, String detail, Optional<Usage> usage) {
        return new ModelException(fault, detail, true, usage);
    }

    /** Why. */
    public Fault fault() {
        return fault;
    }

    /** Tokens of a reply that came but cannot be used; empty when none came or the provider did not say. */
    public Optional<Usage> usage() {
        return usage;
    }

    /** Whether the provider may have billed the try. */
    public boolean maybeBilled() {
        return answered || fault.maybeBilled();
    }
}
