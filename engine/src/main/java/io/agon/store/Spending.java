package io.agon.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What one party of a run spent on one model.
 *
 * @param party index of the policy; {@link StoredCall#JUDGE} for the judge
 * @param model who was asked; empty when it was no model
 * @param served which model the provider says it served; empty when there was no reply
 * @param fingerprints how many states of its backend the provider named
 * @param calls how many, failed ones among them
 * @param tries how often the provider was asked
 * @param failures calls without reply
 * @param input tokens of requests
 * @param cached of them, those that the provider had cached
 * @param output tokens of replies
 * @param usd US dollars
 * @param millis from first try to end, summed over calls
 */
public record Spending(
        int party,
        String model,
        String served,
        long fingerprints,
        long calls,
        long tries,
        long failures,
        long input,
        long cached,
        long output,
        double usd,
        long millis) {

    static Spending of(ResultSet row) throws SQLException {
        return new Spending(
                row.getInt("party"),
                row.getString("model"),
                row.getString("served"),
                row.getLong("fingerprints"),
                row.getLong("calls"),
                row.getLong("tries"),
                row.getLong("failures"),
                row.getLong("input"),
                row.getLong("cached"),
                row.getLong("output"),
                row.getDouble("usd"),
                row.getLong("millis"));
    }
}
