package io.agon.improve;

/** Hears how a loop goes on. Called by one thread at a time. */
public interface LoopListener {

    /** Hears nothing. */
    LoopListener SILENT = new LoopListener() {};

    /** A round has ended; {@code so far} is also written to the folder. */
    default void round(Improvement soFar) {}

    /** Work within a round: so many of at most so many, such as duels. */
    default void progress(String what, long done, long most) {}
}
