package io.agon.store;

import io.agon.judge.Ballot;
import io.agon.model.Reply;
import io.agon.model.Usage;
import io.agon.policy.Answer;
import io.agon.preference.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes what is waiting as one transaction, again and again: the more is waiting, the fewer commits. */
final class SqliteWriter implements StoreWriter {

    private static final int CAPACITY = 4096;

    private final Path file;
    private final Jdbi jdbi;
    private final StoreLock lock;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;
    private volatile @Nullable StoreException failure;
    private volatile boolean closed;

    SqliteWriter(Path file, Jdbi jdbi) {
        this.file = file;
        this.jdbi = jdbi;
        lock = StoreLock.take(file);
        thread = Thread.ofPlatform().name("agon-store").daemon(true).start(this::work);
    }

    private void work() {
        var batch = new ArrayList<Entry>(CAPACITY);
        try (Handle handle = jdbi.open()) {
            while (!closed || !queue.isEmpty()) {
                Entry first = queue.poll(50, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch);
                if (failure == null && !batch.stream().allMatch(Entry.Flush.class::isInstance)) {
                    handle.useTransaction(it -> Entry.write(it, batch));
                }
                release(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            fail(new StoreException("%s: writing was interrupted".formatted(file), e));
        } catch (RuntimeException e) {
            fail(SqliteFault.translate(file, e));
        }
        if (failure != null) {
            release(batch);
            drainUntilClosed();
        }
    }

    private void fail(StoreException e) {
        failure = e;
    }

    private void drainUntilClosed() {
        while (!closed || !queue.isEmpty()) {
            try {
                Entry entry = queue.poll(50, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    release(List.of(entry));
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void release(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Flush flush) {
                flush.done().countDown();
            }
        }
    }

    private void put(Entry entry) {
        StoreException failed = failure;
        if (failed != null) {
            throw new StoreException(String.valueOf(failed.getMessage()), failed);
        }
        if (closed) {
            throw new StoreException("%s: the store was closed for writing".formatted(file));
        }
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(entry);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start(RunRecord run) {
        put(new Entry.Start(run));
    }

    @Override
    public void dispatched(String run, StoredDuel duel) {
        put(new Entry.Dispatched(run, duel));
    }

    @Override
    public void outcome(String run, long index, Outcome outcome, int attempts, List<Ballot> ballots, Duration elapsed) {
        put(new Entry.Judged(run, index, outcome, attempts, List.copyOf(ballots), elapsed.toMillis()));
    }

    @Override
    public void answer(String run, long index, int policy, Answer.Given answer) {
        put(new Entry.Answered(run, index, policy, answer));
    }

    @Override
    public void call(String run, long index, StoredCall call, @Nullable String key, @Nullable Reply reply) {
        put(new Entry.Called(run, index, call, key, reply));
    }

    @Override
    public Optional<Reply> reply(String key) {
        return read(
                "SELECT text, finish, input, cached, output, served, fingerprint FROM reply WHERE key = ?",
                query -> query.bind(0, key)
                        .map((row, context) -> new Reply(
                                row.getString("text"),
                                Reply.Finish.valueOf(row.getString("finish")),
                                row.getObject("input") == null
                                        ? Optional.empty()
                                        : Optional.of(new Usage(
                                                row.getLong("input"), row.getLong("cached"), row.getLong("output"))),
                                row.getString("served"),
                                Optional.ofNullable(row.getString("fingerprint"))))
                        .findFirst());
    }

    @Override
    public void event(String run, String kind, String text) {
        put(new Entry.Happened(run, System.currentTimeMillis(), kind, text));
    }

    @Override
    public void state(String run, RunRecord.State state, @Nullable Instant ended, @Nullable String result) {
        put(new Entry.Changed(run, state, ended, result));
    }

    @Override
    public Optional<Answer.Given> answer(String run, long index, int policy) {
        return read(
                "SELECT text FROM answer WHERE run = ? AND idx = ? AND policy = ?",
                query -> query.bind(0, run)
                        .bind(1, index)
                        .bind(2, policy)
                        .map((row, context) -> new Answer.Given(row.getString(1)))
                        .findFirst());
    }

    @Override
    public Duration elapsed(String run) {
        return read(
                "SELECT coalesce(max(elapsed), 0) FROM outcome WHERE run = ?",
                query -> Duration.ofMillis(query.bind(0, run).mapTo(Long.class).one()));
    }

    @Override
    public double cost(String run) {
        return read(
                "SELECT coalesce((SELECT sum(usd) FROM call WHERE run = :run), 0.0)"
                        + " + coalesce((SELECT sum(usd) FROM answer WHERE run = :run), 0.0)",
                query -> query.bind("run", run).mapTo(Double.class).one());
    }

    private <T> T read(String sql, java.util.function.Function<org.jdbi.v3.core.statement.Query, T> query) {
        try {
            return jdbi.withHandle(handle -> query.apply(handle.createQuery(sql)));
        } catch (RuntimeException e) {
            throw SqliteFault.translate(file, e);
        }
    }

    @Override
    public void flush() {
        var done = new CountDownLatch(1);
        put(new Entry.Flush(done));
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        StoreException failed = failure;
        if (failed != null) {
            throw new StoreException(String.valueOf(failed.getMessage()), failed);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        lock.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
