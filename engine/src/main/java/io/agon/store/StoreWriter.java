package io.agon.store;

import io.agon.judge.Ballot;
import io.agon.model.Reply;
import io.agon.policy.Answer;
import io.agon.preference.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a store. What is handed over is written by one thread, in the order of the calls: after a crash a
 * prefix of them is there, never a later one without an earlier one. Safe for use by several threads.
 *
 * <p>Every method throws {@link StoreException} once writing has failed.
 */
public interface StoreWriter extends AutoCloseable {

    /** Keeps a new run. */
    void start(RunRecord run);

    /** Keeps that a duel was dispatched. */
    void dispatched(String run, StoredDuel duel);

    /** Keeps the outcome of a duel, what judges said, and how much time the run had taken by then. */
    void outcome(String run, long index, Outcome outcome, int attempts, List<Ballot> ballots, Duration elapsed);

    /** Keeps an answer of a duel. */
    void answer(String run, long index, int policy, Answer.Given answer);

    /** The stored answer of a policy in a duel. */
    Optional<Answer.Given> answer(String run, long index, int policy);

    /**
     * Keeps what a duel spent, and with it, never one without the other, the reply that it bought.
     *
     * @param key of the reply; the first one under a key stays. Null when there is none to keep
     */
    void call(String run, long index, StoredCall call, @Nullable String key, @Nullable Reply reply);

    /** The reply that was kept under this key. */
    Optional<Reply> reply(String key);

    /** Keeps something that happened. */
    void event(String run, String kind, String text);

    /** Keeps how far a run is. */
    void state(String run, RunRecord.State state, @Nullable Instant ended, @Nullable String result);

    /** Time of work that a run had taken at its last stored outcome. */
    Duration elapsed(String run);

    /** What a run has spent, in US dollars. */
    double cost(String run);

    /** Returns when all that was handed over is on disk. */
    void flush();

    /** Writes the rest and gives the store back. */
    @Override
    void close();
}
