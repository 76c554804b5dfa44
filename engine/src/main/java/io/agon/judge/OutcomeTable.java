package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judgments that were recorded: a pair is compared on the items on which it was judged, each equally likely. Several
 * judgments of one pair on one item are one outcome: one of them drawn uniformly, or their mean (which is how two slot
 * orders count once).
 */
public final class OutcomeTable implements Arena {

    private final List<String> policies;
    private final boolean average;
    private final Map<Long, Map<String, double[]>> values;
    private final Map<Long, List<Query>> queries = new HashMap<>();
    private final List<JudgeQuality> judges;

    private OutcomeTable(
            List<String> policies,
            boolean average,
            Map<Long, Map<String, double[]>> values,
            List<JudgeQuality> judges) {
        this.policies = policies;
        this.average = average;
        this.values = values;
        this.judges = List.copyOf(judges);
        values.forEach((pair, items) ->
                queries.put(pair, items.keySet().stream().map(Query::named).toList()));
    }

    /** Collects judgments. */
    public static final class Builder {
        private final List<String> policies;
        private final Map<Long, Map<String, List<Double>>> judgments = new LinkedHashMap<>();

        /** For policies with these names, distinct. */
        public Builder(List<String> policies) {
            this.policies = List.copyOf(policies);
        }

        /** Adds one judgment of {@code duel} on {@code item}. */
        public void add(Duel duel, String item, Outcome outcome) {
            boolean inOrder = duel.first() < duel.second();
            Duel key = inOrder ? duel : duel.swapped();
            judgments
                    .computeIfAbsent(pair(key, policies.size()), it -> new LinkedHashMap<>())
                    .computeIfAbsent(item, it -> new ArrayList<>())
                    .add(inOrder ? outcome.value() : outcome.swapped().value());
        }

        /**
         * The table; {@code average} makes the mean of an item's judgments its outcome, otherwise one of them is drawn.
         */
        public OutcomeTable build(boolean average) {
            var values = new HashMap<Long, Map<String, double[]>>();
            judgments.forEach((pair, items) -> {
                var arrays = new LinkedHashMap<String, double[]>();
                items.forEach((item, list) -> arrays.put(
                        item, list.stream().mapToDouble(Double::doubleValue).toArray()));
                values.put(pair, arrays);
            });
            return new OutcomeTable(policies, average, values, List.of());
        }
    }

    private static long pair(Duel duel, int size) {
        return (long) Math.min(duel.first(), duel.second()) * size + Math.max(duel.first(), duel.second());
    }

    /** The same table, knowing what its judges are worth. */
    public OutcomeTable knowing(List<JudgeQuality> judges) {
        return new OutcomeTable(policies, average, values, judges);
    }

    @Override
    public List<JudgeQuality> judges() {
        return judges;
    }

    @Override
    public List<String> policies() {
        return policies;
    }

    @Override
    public List<Query> queries(Duel duel) {
        return queries.getOrDefault(pair(duel, policies.size()), List.of());
    }

    @Override
    public Outcome fight(Bout bout) {
        double[] all = values.getOrDefault(pair(bout.duel(), policies.size()), Map.of())
                .get(bout.query().id());
        if (all == null) {
            return new Outcome.Missing("this pair was not judged on item '%s'"
                    .formatted(bout.query().id()));
        }
        double value = average ? mean(all) : all[bout.random().nextInt(all.length)];
        Outcome outcome = Outcome.of(value);
        return bout.duel().first() < bout.duel().second() ? outcome : outcome.swapped();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Override
    public boolean instant() {
        return true;
    }
}
