package io.agon.experiment;

import io.agon.config.Reuse;
import io.agon.model.Reply;
import io.agon.store.StoreWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The replies of a run that are paid for. Each is kept under the hash of its whole request and of its repeat: a fresh
 * answer's repeat is its place in the run, a reused one's the number that the comparison drew. Safe for use by several
 * threads.
 */
final class Replies {

    private final StoreWriter writer;
    private final Reuse reuse;
    private final Map<String, Reply> shared = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> asking = new ConcurrentHashMap<>();

    Replies(StoreWriter writer, Reuse reuse) {
        this.writer = writer;
        this.reuse = reuse;
    }

    Reuse reuse() {
        return reuse;
    }

    /** A reply that was kept by any process, to be used by any duel. */
    Optional<Reply> shared(String key) {
        Reply known = shared.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Reply> stored = stored(key);
        stored.ifPresent(it -> share(key, it));
        return stored;
    }

    /** From now on other duels use it too. */
    void share(String key, Reply reply) {
        shared.put(key, reply);
    }

    /** A reply that an earlier process kept. */
    Optional<Reply> stored(String key) {
        return writer.reply(key);
    }

    /** Held while a shareable reply is looked for and bought, so that two duels do not buy it twice. */
    ReentrantLock lock(String key) throws InterruptedException {
        ReentrantLock lock = asking.computeIfAbsent(key, it -> new ReentrantLock());
        lock.lockInterruptibly();
        return lock;
    }
}
