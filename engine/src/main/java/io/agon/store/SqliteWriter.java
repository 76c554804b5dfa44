package io.agon.store;

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
import org.jdbi.v3.core.statement.PreparedBatch;
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

    private sealed interface Entry {
        record Start(RunRecord run) implements Entry {}

        record Dispatched(String run, StoredDuel duel) implements Entry {}

        record Judged(String run, long index, Outcome outcome, int attempts, long elapsed) implements Entry {}

        record Answered(String run, long index, int policy, Answer.Given answer) implements Entry {}

        record Happened(String run, long at, String kind, String text) implements Entry {}

        record Changed(
                String run,
                RunRecord.State state,
                @Nullable Instant ended,
                @Nullable String result) implements Entry {}

        record Flush(CountDownLatch done) implements Entry {}
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
                    handle.useTransaction(it -> write(it, batch));
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

    private static void write(Handle handle, List<Entry> entries) {
        PreparedBatch duels =
                handle.prepareBatch("INSERT INTO duel (run, idx, first, second, query) VALUES (?, ?, ?, ?, ?)");
        PreparedBatch outcomes = handle.prepareBatch(
                "INSERT INTO outcome (run, idx, kind, value, reason, attempts, elapsed) VALUES (?, ?, ?, ?, ?, ?, ?)");
        PreparedBatch answers = handle.prepareBatch(
                "INSERT OR IGNORE INTO answer (run, idx, policy, text, usd) VALUES (?, ?, ?, ?, ?)");
        PreparedBatch events = handle.prepareBatch("INSERT INTO event (run, at, kind, text) VALUES (?, ?, ?, ?)");
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Start it -> start(handle, it.run());
                case Entry.Dispatched it ->
                    duels.add(
                            it.run(),
                            it.duel().index(),
                            it.duel().duel().first(),
                            it.duel().duel().second(),
                            it.duel().query());
                case Entry.Judged it ->
                    outcomes.bind(0, it.run())
                            .bind(1, it.index())
                            .bind(2, StoredOutcome.kind(it.outcome()))
                            .bind(3, StoredOutcome.value(it.outcome()))
                            .bind(4, StoredOutcome.reason(it.outcome()))
                            .bind(5, it.attempts())
                            .bind(6, it.elapsed())
                            .add();
                case Entry.Answered it ->
                    answers.add(
                            it.run(),
                            it.index(),
                            it.policy(),
                            it.answer().text(),
                            it.answer().usd());
                case Entry.Happened it -> events.add(it.run(), it.at(), it.kind(), it.text());
                case Entry.Changed it ->
                    handle.createUpdate(
                                    "UPDATE run SET state = :state, ended = :ended, result = :result WHERE id = :run")
                            .bind("state", it.state().name())
                            .bind(
                                    "ended",
                                    it.ended() == null
                                            ? null
                                            : (Long) it.ended().toEpochMilli())
                            .bind("result", it.result())
                            .bind("run", it.run())
                            .execute();
                case Entry.Flush it -> {}
            }
        }
        for (PreparedBatch batch : List.of(duels, outcomes, answers, events)) {
            if (batch.size() > 0) {
                var unused = batch.execute();
            }
            batch.close();
        }
    }

    private static void start(Handle handle, RunRecord run) {
        handle.createUpdate("""
            INSERT INTO run (id, file, description, fingerprint, agon, policies, rule, confidence, margin, strict, gap,
                             space, features, seed, concurrency, started, ended, state, result)
            VALUES (:id, :file, :description, :fingerprint, :agon, :policies, :rule, :confidence, :margin, :strict, :gap,
                    :space, :features, :seed, :concurrency, :started, NULL, :state, NULL)\
            """)
                .bind("id", run.id())
                .bind("file", run.file())
                .bind("description", run.description())
                .bind("fingerprint", run.fingerprint())
                .bind("agon", run.agon())
                .bind("policies", SqliteStore.JSON.writeValueAsString(run.policies()))
                .bind("rule", run.rule())
                .bind("confidence", run.confidence())
                .bind("margin", run.margin())
                .bind("strict", run.strict())
                .bind("gap", run.gap())
                .bind("space", run.space())
                .bind("features", run.features())
                .bind("seed", run.seed())
                .bind("concurrency", run.concurrency())
                .bind("started", run.started().toEpochMilli())
                .bind("state", run.state().name())
                .execute();
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
    public void outcome(String run, long index, Outcome outcome, int attempts, Duration elapsed) {
        put(new Entry.Judged(run, index, outcome, attempts, elapsed.toMillis()));
    }

    @Override
    public void answer(String run, long index, int policy, Answer.Given answer) {
        put(new Entry.Answered(run, index, policy, answer));
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
                "SELECT text, usd FROM answer WHERE run = ? AND idx = ? AND policy = ?",
                query -> query.bind(0, run)
                        .bind(1, index)
                        .bind(2, policy)
                        .map((row, context) -> new Answer.Given(row.getString(1), row.getDouble(2)))
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
                "SELECT coalesce(sum(usd), 0.0) FROM answer WHERE run = ?",
                query -> query.bind(0, run).mapTo(Double.class).one());
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
