package io.agon.store;

import io.agon.judge.Ballot;
import io.agon.preference.Duel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * What a judge said in a duel.
 *
 * @param index of the duel
 * @param duel who met whom
 * @param query id of the query
 * @param ballot what was said
 * @param firstLength characters in the answer of the duel's first policy; empty when the answer is not stored
 * @param secondLength characters in the answer of the second
 */
public record StoredBallot(
        long index, Duel duel, String query, Ballot ballot, OptionalLong firstLength, OptionalLong secondLength) {

    static StoredBallot of(ResultSet row) throws SQLException {
        return new StoredBallot(
                row.getLong("idx"),
                new Duel(row.getInt("first"), row.getInt("second")),
                row.getString("query"),
                new Ballot(
                        row.getString("judge"),
                        row.getBoolean("swapped"),
                        Ballot.Choice.valueOf(row.getString("choice")),
                        row.getBoolean("counted")),
                length(row, "firstLength"),
                length(row, "secondLength"));
    }

    private static OptionalLong length(ResultSet row, String column) throws SQLException {
        long length = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(length);
    }
}
