package io.agon.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where runs are kept. Readers work at any time and from any process; {@linkplain #write writing} is for one process at
 * a time. See {@code StoreContract} for what is expected of every store.
 */
public interface Store extends AutoCloseable {

    /** Runs, newest first. */
    List<RunRecord> runs();

    /** The run with this id, or the only one whose id starts with it. */
    Optional<RunRecord> run(String id);

    /** Duels of a run in dispatch order, with their outcomes. */
    List<StoredDuel> duels(String run);

    /** The same, one at a time, for exports of any length. */
    void forEachDuel(String run, Consumer<StoredDuel> action);

    /** What happened to a run, in order. */
    List<StoredEvent> events(String run);

    /** What judges said in a run, in dispatch order of the duels. */
    void forEachBallot(String run, BallotReader reader);

    /** What a run spent, by party, model and served model, in this order. */
    List<Spending> spending(String run);

    /** Reads ballots one at a time. */
    @FunctionalInterface
    interface BallotReader {
        void read(StoredBallot ballot);
    }

    /**
     * Becomes the one writer of this store.
     *
     * @throws StoreException when another process is
     */
    StoreWriter write();

    @Override
    void close();
}
