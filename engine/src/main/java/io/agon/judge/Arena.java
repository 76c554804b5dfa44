package io.agon.judge;

import io.agon.model.Guard;
import io.agon.policy.PolicyVersion;
import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where duels are fought: one seam for tables of recorded outcomes or scores, which answer at once, and for live
 * policies with a judge. Safe for use by several threads at once.
 */
public interface Arena {

    /** Names of the policies, distinct, in index order. */
    List<String> policies();

    /**
     * The queries on which this pair can be compared, in a fixed order that is the same for both orders of slots; one
     * is drawn uniformly with replacement for each comparison. Which queries a pair lacks must not depend on who would
     * have won there.
     */
    List<Query> queries(Duel duel);

    /** How many different queries there are, over all pairs. */
    default int queryCount() {
        var seen = Collections.<List<Query>>newSetFromMap(new IdentityHashMap<>());
        var names = new HashSet<String>();
        int size = policies().size();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                List<Query> queries = queries(new Duel(j, i));
                if (seen.add(queries)) {
                    queries.forEach(query -> names.add(query.id()));
                }
            }
        }
        return names.size();
    }

    /**
     * Fights one duel on one query. A failure is {@link Outcome.Missing}, never an exception.
     *
     * @throws io.agon.budget.BudgetSpentException when there is no money for a call: likewise
     * @throws InterruptedException when the run is being stopped: the bout is fought again when the run is resumed
     */
    Outcome fight(Bout bout) throws InterruptedException;

    /** The most that a duel on this query costs without retries, in US dollars: reserved before it is dispatched. */
    default double worstCase(Duel duel, Query query) {
        return 0;
    }

    /** Indices of the policies that cannot be compared now, because their provider rests after failures. */
    default Set<Integer> resting() {
        return Set.of();
    }

    /** Labelled pairs on which its judge is to be tried before a run; mostly there are none. */
    default Optional<Exam> exam() {
        return Optional.empty();
    }

    /** What is known of the judges of recorded outcomes; empty when judges are asked. */
    default List<JudgeQuality> judges() {
        return List.of();
    }

    /** What its policies are made of, in index order; empty when nobody can say. */
    default List<PolicyVersion> versions() {
        return List.of();
    }

    /** What the providers of its models do, by name. */
    default List<Guard.State> providers() {
        return List.of();
    }

    /** Whether {@link #fight} looks its outcome up, without waiting for anything and without cost. */
    boolean instant();
}
