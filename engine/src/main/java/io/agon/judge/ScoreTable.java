package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scores that were recorded once per policy and item: a duel on an item compares two of them. What is inferred is a
 * statement about these scores on these items.
 *
 * <p>A score that is NaN is missing; then the pair is not compared on that item. That is right only when scores are
 * missing for reasons that have nothing to do with who would have won.
 */
public final class ScoreTable implements Arena {

    private final List<String> policies;
    private final List<Query> items;
    private final Map<String, Integer> rows = new HashMap<>();
    private final double[][] scores;
    private final boolean higherIsBetter;
    private final double tie;
    private final boolean holes;
    private final Map<Long, List<Query>> shared = new ConcurrentHashMap<>();

    /**
     * A table.
     *
     * @param policies names, distinct
     * @param items names, distinct
     * @param scores row {@code r}, column {@code k}: the score of policy {@code k} on item {@code r}; NaN = missing
     * @param higherIsBetter whether the larger score wins
     * @param tie scores that differ by at most this much are equal, at least 0
     */
    public ScoreTable(
            List<String> policies, List<String> items, double[][] scores, boolean higherIsBetter, double tie) {
        this.policies = List.copyOf(policies);
        this.items = items.stream().map(Query::named).toList();
        this.scores = scores.clone();
        this.higherIsBetter = higherIsBetter;
        this.tie = tie;
        boolean missing = false;
        for (int r = 0; r < scores.length; r++) {
            this.scores[r] = scores[r].clone();
            if (rows.put(items.get(r), r) != null) {
                throw new IllegalArgumentException(
                        "The item '%s' stands twice. Items need distinct names.".formatted(items.get(r)));
            }
            for (double score : scores[r]) {
                missing |= Double.isNaN(score);
            }
        }
        holes = missing;
    }

    @Override
    public List<String> policies() {
        return policies;
    }

    @Override
    public List<Query> queries(Duel duel) {
        if (!holes) {
            return items;
        }
        int low = Math.min(duel.first(), duel.second());
        int high = Math.max(duel.first(), duel.second());
        return shared.computeIfAbsent((long) low * policies.size() + high, key -> {
            var both = new ArrayList<Query>();
            for (int r = 0; r < scores.length; r++) {
                if (!Double.isNaN(scores[r][low]) && !Double.isNaN(scores[r][high])) {
                    both.add(items.get(r));
                }
            }
            return List.copyOf(both);
        });
    }

    @Override
    public int queryCount() {
        return (int) Arrays.stream(scores)
                .filter(row ->
                        Arrays.stream(row).filter(score -> !Double.isNaN(score)).count() >= 2)
                .count();
    }

    @Override
    public Outcome fight(Bout bout) {
        Integer row = rows.get(bout.query().id());
        if (row == null) {
            return new Outcome.Missing(
                    "there is no item '%s'".formatted(bout.query().id()));
        }
        double first = scores[row][bout.duel().first()];
        double second = scores[row][bout.duel().second()];
        if (Double.isNaN(first) || Double.isNaN(second)) {
            return new Outcome.Missing(
                    "there is no score on item '%s'".formatted(bout.query().id()));
        }
        double lead = higherIsBetter ? first - second : second - first;
        return Math.abs(lead) <= tie ? Outcome.TIE : lead > 0 ? Outcome.WIN : Outcome.LOSS;
    }

    @Override
    public boolean instant() {
        return true;
    }
}
