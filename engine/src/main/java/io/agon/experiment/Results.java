package io.agon.experiment;

import io.agon.store.RunRecord;
import io.agon.store.Store;

/** How stored runs stand. */
public final class Results {

    private Results() {}

    /** The stored result of a run that ended; for another, what its stored outcomes say, by replaying them. */
    public static RunResult of(Store store, RunRecord run) {
        throw new UnsupportedOperationException(store + " " + run);
    }
}
