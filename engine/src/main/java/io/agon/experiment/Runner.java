package io.agon.experiment;

import io.agon.store.Store;

/**
 * Runs one experiment against a store: asks, schedules, judges, stores, tells and stops.
 *
 * <p>Guarantee: the same experiment file, seed, concurrency and answers give the same duels and the same result, whatever the
 * timing and however often the run was interrupted.
 */
public final class Runner {

    private final Experiment experiment;
    private final Store store;
    private final ProgressListener listener;

    /** Nothing happens before {@link #run}. */
    public Runner(Experiment experiment, Store store, ProgressListener listener) {
        this.experiment = experiment;
        this.store = store;
        this.listener = listener;
    }

    /**
     * Resumes the unfinished run of this experiment, or goes on with one that ran out of a budget that is larger now, or shows
     * the stored result of a finished one, or starts the first; the notices of the result say which.
     *
     * @throws io.agon.store.StoreException when the store cannot be used
     */
    public RunResult run() throws InterruptedException {
        throw new UnsupportedOperationException(experiment + " " + store + " " + listener);
    }

    /** Starts a new run, whatever is stored. */
    public RunResult runNew() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Goes on with this stored run, which must be one of this very experiment. */
    public RunResult resume(String run) throws InterruptedException {
        throw new UnsupportedOperationException(run);
    }

    /** Asks the run to stop: no further duel is dispatched, those in flight get a few seconds, all is saved. From any thread. */
    public void stop() {}
}
