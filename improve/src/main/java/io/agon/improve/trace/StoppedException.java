package io.agon.improve.trace;

/** A run ended early because an operator failed. */
public final class StoppedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Node.Failure node;

    StoppedException(Node.Failure node) {
        super(node.value());
        this.node = node;
    }

    /** What it failed with: the target of feedback. */
    public Node.Failure node() {
        return node;
    }
}
