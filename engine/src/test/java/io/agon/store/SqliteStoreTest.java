package io.agon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {

    @TempDir
    Path root;

    private Path file() {
        return root.resolve("deep").resolve("agon.db");
    }

    @Override
    protected Store open() {
        return SqliteStore.open(file());
    }

    @Test
    void open_onSomethingElse_saysSo() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is no database, it is a text of some length".repeat(50));
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged or not a store of Agon");
    }

    @Test
    void open_whereNoFolderCanBe_saysSo() throws Exception {
        Files.writeString(root.resolve("deep"), "a file");
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("cannot be made");
    }

    @Test
    void open_byManyAtOnce_makesTheTablesOnce() throws Exception {
        try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var opened = new java.util.ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 6; i++) {
                opened.add(executor.submit(() -> {
                    try (Store store = open()) {
                        return store.runs().size();
                    }
                }));
            }
            for (var each : opened) {
                assertThat(each.get()).isZero();
            }
        }
    }

    @Test
    void open_ofNewerAgon_saysSo() throws Exception {
        open().close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(this::open).hasMessageContaining("newer Agon");
    }

    @Test
    void read_ofDamagedPages_saysSo() throws Exception {
        try (Store store = open();
                StoreWriter writer = store.write()) {
            writer.start(run("one"));
            for (int i = 0; i < 5000; i++) {
                writer.dispatched("one", duel(i));
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        byte[] bytes = Files.readAllBytes(file());
        java.util.Arrays.fill(bytes, 8192, bytes.length, (byte) 0x5A);
        Files.write(file(), bytes);
        try (Store store = open()) {
            assertThatThrownBy(() -> store.duels("one")).isInstanceOf(StoreException.class);
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("damaged");
        }
    }

    @Test
    void write_withoutSpace_saysSoAndKeepsWhatWasStored() throws Exception {
        open().close();
        try (Store store = open();
                StoreWriter writer = store.write()) {
            writer.start(run("one"));
            writer.dispatched("one", duel(0));
            writer.flush();
            // The database refuses to grow, as on a full disk: a trigger raises what SQLite itself would.
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                    var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            }
            writer.event("one", "x", "y");
            assertThatThrownBy(writer::flush).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> writer.dispatched("one", duel(1))).isInstanceOf(StoreException.class);
            assertThat(store.duels("one")).hasSize(1);
        }
    }

    @Test
    void fault_ofEachKind_isSaidInWords() {
        Path path = Path.of("x.db");
        assertThat(SqliteFault.translate(
                        path, new org.sqlite.SQLiteException("", org.sqlite.SQLiteErrorCode.SQLITE_FULL)))
                .hasMessageContaining("no space is left");
        assertThat(SqliteFault.translate(
                        path,
                        new RuntimeException(new org.sqlite.SQLiteException(
                                "", org.sqlite.SQLiteErrorCode.SQLITE_READONLY_DBMOVED))))
                .hasMessageContaining("cannot be written");
        assertThat(SqliteFault.translate(
                        path, new org.sqlite.SQLiteException("", org.sqlite.SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT)))
                .hasMessageContaining("another program");
    }
}
