package io.agon.experiment;

/**
 * Watches a run. Called on the thread that runs the experiment, so a slow listener slows the run; it cannot change the
 * result.
 */
public interface ProgressListener {

    /** Nobody watches. */
    ProgressListener NONE = new ProgressListener() {};

    /** Something worth a line: a run was resumed, a policy was rejected, calls fail. Text of Agon's own, with names escaped. */
    default void notice(String line) {}

    /** A look at the run: after each rejection, several times a second, and at the end. */
    default void progress(Progress progress) {}
}
