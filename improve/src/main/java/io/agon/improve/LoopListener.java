package io.agon.improve;

import java.time.Duration;
import java.util.Optional;

/** Hears how a loop goes on. Called by one thread at a time, but for {@link #waiting}, which comes from another. */
public interface LoopListener {

    /** Hears nothing. */
    LoopListener SILENT = new LoopListener() {};

    /** A round has ended; {@code so far} is also written to the folder. */
    default void round(Improvement soFar) {}

    /** Work within a round: so many of at most so many, such as duels. */
    default void progress(String what, long done, long most) {}

    /**
     * Work waits for a provider that does not answer; said about each second.
     *
     * @param what is waited for and why, for people
     * @param left until it is given up; empty when only its own tries end the waiting
     */
    default void waiting(String what, Optional<Duration> left) {}
}
