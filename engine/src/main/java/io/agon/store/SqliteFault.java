package io.agon.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.result.ResultSetException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what an error of SQLite means for people. */
final class SqliteFault {

    private static final Pattern TABLES = Pattern.compile("no such (table|column)|has no column|already exists");

    private static final String OTHER =
            "was written by another version of Agon, whose tables differ; move it away and a new one is made, or name"
                    + " another file";

    private SqliteFault() {}

    static StoreException translate(Path file, Throwable fault) {
        if (fault instanceof StoreException known) {
            return known;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return new StoreException("%s: %s".formatted(file, meaning(sqlite)), fault);
            }
            if (cause instanceof ResultSetException
                    || (cause instanceof SQLException
                            && TABLES.matcher(String.valueOf(cause.getMessage()))
                                    .find())) {
                return new StoreException("%s: %s".formatted(file, OTHER), fault);
            }
        }
        if (fault instanceof FlywayException) {
            return new StoreException(
                    "%s: is a database, but no store of Agon; name another file, or move it away and a new one is made"
                            .formatted(file),
                    fault);
        }
        String reason = fault.getMessage() == null
                ? fault.toString()
                : fault.getMessage().lines().findFirst().orElse("");
        return new StoreException("%s: the store cannot be used: %s".formatted(file, reason), fault);
    }

    private static String meaning(SQLiteException e) {
        int primary = e.getResultCode().code & 0xFF;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return "no space is left for the store; free some, then run again: all that was stored is safe";
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_PERM.code
                || primary == SQLiteErrorCode.SQLITE_AUTH.code) {
            return "the store cannot be written; check the permissions of the file and its folder, or name another"
                    + " place";
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return "is damaged or not a store of Agon; move it away, and a new one is made";
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "another program holds the store; close it, then run again";
        }
        if (primary == SQLiteErrorCode.SQLITE_IOERR.code) {
            return "the disk failed while the store was used (%s)".formatted(e.getResultCode());
        }
        if (primary == SQLiteErrorCode.SQLITE_ERROR.code
                && TABLES.matcher(String.valueOf(e.getMessage())).find()) {
            return OTHER;
        }
        return "the store cannot be used (%s)".formatted(e.getMessage());
    }
}
