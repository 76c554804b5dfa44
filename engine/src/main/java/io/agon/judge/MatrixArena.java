package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import java.util.List;

/**
 * A made-up world: the first policy wins with the probability in the matrix. There is one query, called {@code any}.
 */
public final class MatrixArena implements Arena {

    private static final List<Query> ANY = List.of(Query.named("any"));

    private final PreferenceMatrix matrix;

    /** The world of this matrix. */
    public MatrixArena(PreferenceMatrix matrix) {
        this.matrix = matrix;
    }

    @Override
    public List<String> policies() {
        return matrix.names();
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
        double p = matrix.get(bout.duel().first(), bout.duel().second());
        return bout.random().nextDouble() < p ? Outcome.WIN : Outcome.LOSS;
    }

    @Override
    public boolean instant() {
        return true;
    }
}
