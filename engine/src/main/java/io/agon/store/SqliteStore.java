package io.agon.store;

import io.agon.preference.Duel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store in one SQLite file, in write-ahead mode with full synchronisation: what was committed survives a killed
 * process and a lost power supply.
 */
public final class SqliteStore implements Store {

    /** Version of the tables that this Agon knows: the newest migration. */
    private static final int VERSION = 3;

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String DUELS = """
        SELECT duel.idx, first, second, query, kind, value, reason, attempts, resting
        FROM duel LEFT JOIN outcome ON outcome.run = duel.run AND outcome.idx = duel.idx
        WHERE duel.run = :run ORDER BY duel.idx\
        """;

    private final Path file;
    private final Jdbi jdbi;

    private SqliteStore(Path file, Jdbi jdbi) {
        this.file = file;
        this.jdbi = jdbi;
    }

    /**
     * The store in this file; it and its folder are made when they do not exist.
     *
     * @throws StoreException when it cannot be used: read-only, damaged, from a newer Agon, no space
     */
    public static Store open(Path file) {
        try {
            if (file.toAbsolutePath().getParent() instanceof Path folder) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The folder for %s cannot be made (%s); check its permissions, or name another place for the store."
                            .formatted(file, e.getMessage()),
                    e);
        }
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(20_000);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        var store = new SqliteStore(file, Jdbi.create(source));
        store.migrate(source);
        return store;
    }

    private void migrate(SQLiteDataSource source) {
        int version = version();
        if (version > VERSION) {
            throw new StoreException(
                    "%s was written by a newer Agon (tables %d, this one knows %d); use that Agon, or another place for the store."
                            .formatted(file, version, VERSION));
        }
        if (version < VERSION) {
            Optional<StoreLock> lock = StoreLock.tryTake(file);
            if (lock.isEmpty()) {
                awaitOther();
                return;
            }
            try (StoreLock held = lock.get()) {
                var unused = Flyway.configure(SqliteStore.class.getClassLoader())
                        .dataSource(source)
                        .loggers("slf4j")
                        .locations("classpath:io/agon/store/migrations")
                        .load()
                        .migrate();
            } catch (RuntimeException e) {
                throw SqliteFault.translate(file, e);
            }
        }
    }

    /** Another process makes the tables at this very moment. */
    private void awaitOther() {
        for (int i = 0; i < 100 && version() < VERSION; i++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (version() < VERSION) {
            throw new StoreException("%s: another process is setting this store up; try again".formatted(file));
        }
    }

    private int version() {
        return read(handle ->
                handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one());
    }

    @Override
    public List<RunRecord> runs() {
        return read(handle -> handle.createQuery("SELECT * FROM run ORDER BY seq DESC")
                .map((row, context) -> run(row))
                .list());
    }

    @Override
    public Optional<RunRecord> run(String id) {
        List<RunRecord> found = read(handle -> handle.createQuery(
                        "SELECT * FROM run WHERE id = :id OR substr(id, 1, length(:id)) = :id ORDER BY id <> :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .list());
        return !found.isEmpty() && (found.size() == 1 || found.get(0).id().equals(id))
                ? Optional.of(found.get(0))
                : Optional.empty();
    }

    @Override
    public List<StoredDuel> duels(String run) {
        var duels = new ArrayList<StoredDuel>();
        forEachDuel(run, duels::add);
        return duels;
    }

    @Override
    public void forEachDuel(String run, Consumer<StoredDuel> action) {
        var unused = read(handle -> {
            handle.createQuery(DUELS)
                    .bind("run", run)
                    .map((row, context) -> duel(row))
                    .forEach(action);
            return Boolean.TRUE;
        });
    }

    @Override
    public List<StoredEvent> events(String run) {
        return read(handle -> handle.createQuery("SELECT at, kind, text FROM event WHERE run = :run ORDER BY seq")
                .bind("run", run)
                .map((row, context) ->
                        new StoredEvent(Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3)))
                .list());
    }

    @Override
    public void forEachBallot(String run, BallotReader reader) {
        var unused = read(handle -> {
            handle.createQuery("""
                SELECT b.idx, b.judge, b.swapped, b.choice, b.counted, d.query, d.first, d.second,
                       length(x.text) AS firstLength, length(y.text) AS secondLength
                FROM ballot b
                JOIN duel d ON d.run = b.run AND d.idx = b.idx
                LEFT JOIN answer x ON x.run = b.run AND x.idx = b.idx AND x.policy = d.first
                LEFT JOIN answer y ON y.run = b.run AND y.idx = b.idx AND y.policy = d.second
                WHERE b.run = :run ORDER BY b.idx, b.pos\
                """)
                    .bind("run", run)
                    .map((row, context) -> StoredBallot.of(row))
                    .forEach(reader::read);
            return Boolean.TRUE;
        });
    }

    @Override
    public List<Spending> spending(String run) {
        return read(handle -> handle.createQuery("""
            SELECT party, model, coalesce(served, '') AS served, count(DISTINCT fingerprint) AS fingerprints,
                   count(*) AS calls, sum(tries) AS tries,
                   sum(failure IS NOT NULL) AS failures, sum(input) AS input, sum(cached) AS cached,
                   sum(output) AS output, sum(usd) AS usd, sum(millis) AS millis
            FROM call WHERE run = :run GROUP BY 1, 2, 3 ORDER BY 1, 2, 3\
            """)
                .bind("run", run)
                .map((row, context) -> Spending.of(row))
                .list());
    }

    @Override
    public StoreWriter write() {
        return new SqliteWriter(file, jdbi);
    }

    @Override
    public void close() {}

    private <T> T read(Function<Handle, T> query) {
        try {
            return jdbi.withHandle(query::apply);
        } catch (UncheckedIOException e) {
            throw e; // of the reader, who could not pass on what was read
        } catch (RuntimeException e) {
            throw SqliteFault.translate(file, e);
        }
    }

    private static StoredDuel duel(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new StoredDuel(
                row.getLong("idx"),
                new Duel(row.getInt("first"), row.getInt("second")),
                row.getString("query"),
                kind == null ? null : StoredOutcome.decode(kind, row.getDouble("value"), row.getString("reason")),
                row.getInt("attempts"),
                resting(row.getString("resting")));
    }

    private static Set<Integer> resting(@Nullable String words) {
        return words == null
                ? Set.of()
                : Arrays.stream(words.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static RunRecord run(ResultSet row) throws SQLException {
        double gap = row.getDouble("gap");
        boolean hasGap = !row.wasNull();
        long ended = row.getLong("ended");
        boolean hasEnded = !row.wasNull();
        return new RunRecord(
                row.getString("id"),
                row.getString("file"),
                row.getString("description"),
                row.getString("fingerprint"),
                row.getString("agon"),
                List.of(JSON.readValue(row.getString("policies"), String[].class)),
                row.getString("rule"),
                row.getDouble("confidence"),
                row.getDouble("margin"),
                row.getBoolean("strict"),
                hasGap ? (Double) gap : null,
                row.getString("space"),
                row.getString("features"),
                row.getLong("seed"),
                row.getInt("concurrency"),
                Instant.ofEpochMilli(row.getLong("started")),
                hasEnded ? Instant.ofEpochMilli(ended) : null,
                RunRecord.State.valueOf(row.getString("state")),
                row.getString("result"));
    }
}
