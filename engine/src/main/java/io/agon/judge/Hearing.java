package io.agon.judge;

import io.agon.policy.Turn;

/** A judge's turn. */
public interface Hearing extends Turn {

    /** Keeps what the judge said, for the report of what it is worth. */
    void record(Ballot ballot);
}
