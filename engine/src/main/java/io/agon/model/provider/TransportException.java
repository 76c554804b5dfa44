package io.agon.model.provider;

import io.agon.model.ModelException;
import org.jspecify.annotations.Nullable;

/** Carries a fault of the transport, or an interruption, through LangChain4j, which knows no checked exceptions. */
final class TransportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final @Nullable ModelException fault;

    /** Of a fault. */
    TransportException(ModelException fault) {
        super(fault);
        this.fault = fault;
    }

    /** Of an interruption. */
    TransportException(InterruptedException interruption) {
        super(interruption);
        this.fault = null;
    }

    /** Null when the thread was interrupted. */
    @Nullable
    ModelException fault() {
        return fault;
    }

    /** The one among the causes; null when there is none. */
    static @Nullable TransportException in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof TransportException transport) {
                return transport;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
