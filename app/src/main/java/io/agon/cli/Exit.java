package io.agon.cli;

/** Exit codes: what a script may rely on. */
final class Exit {

    /** Decided, or done. */
    static final int OK = 0;

    /** Something that should not happen; or an experiment whose comparisons failed. */
    static final int UNEXPECTED = 1;

    /** Wrong usage, configuration or data. */
    static final int USAGE = 2;

    /** Budget or data used up before the answer was sure; the set of possible policies is printed. */
    static final int UNDECIDED = 3;

    /** Stopped by Ctrl-C after all was saved. */
    static final int INTERRUPTED = 130;

    private Exit() {}
}
