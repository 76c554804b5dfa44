package io.agon.store;

import java.nio.file.Path;

/** A store in one SQLite file. */
public final class SqliteStore {

    private SqliteStore() {}

    /**
     * The store in this file; it and its folder are made when they do not exist.
     *
     * @throws StoreException when it cannot be used: read-only, damaged, from a newer Agon, no space
     */
    public static Store open(Path file) {
        throw new UnsupportedOperationException(file.toString());
    }
}
