package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.List;

/**
 * A world made of success rates: both policies try once, each by itself; if exactly one succeeds it wins, otherwise it
 * is a tie. There is one query, called {@code any}. O(K) memory.
 */
public final class RateArena implements Arena {

    private static final List<Query> ANY = List.of(Query.named("any"));

    private final List<String> policies;
    private final double[] rates;

    /**
     * The world of these rates.
     *
     * @param policies names, distinct
     * @param rates of success, in [0, 1], in the same order
     */
    public RateArena(List<String> policies, double[] rates) {
        this.policies = List.copyOf(policies);
        this.rates = rates.clone();
    }

    @Override
    public List<String> policies() {
        return policies;
    }

    @Override
    public List<Query> queries(Duel duel) {
        return ANY;
    }

    @Override
    public int queryCount() {
        return 1;
    }

    @Override
    public Outcome fight(Bout bout) {
        boolean first = bout.random().nextDouble() < rates[bout.duel().first()];
        boolean second = bout.random().nextDouble() < rates[bout.duel().second()];
        return first == second ? Outcome.TIE : first ? Outcome.WIN : Outcome.LOSS;
    }

    @Override
    public boolean instant() {
        return true;
    }
}
