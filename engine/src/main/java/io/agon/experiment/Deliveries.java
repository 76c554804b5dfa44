package io.agon.experiment;

import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Procedure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Follows what a procedure delivers, in dispatch order: counts what is missing, checks the model, sees who goes out.
 */
final class Deliveries {

    private final Procedure procedure;
    private final MissingTally tally;
    private final ModelCheck model;
    private final Deque<Dispatch> undelivered = new ArrayDeque<>();
    private final Map<Long, Outcome> told = new HashMap<>();
    private final boolean[] out;

    Deliveries(Procedure procedure, MissingTally tally, ModelCheck model) {
        this.procedure = procedure;
        this.tally = tally;
        this.model = model;
        out = new boolean[procedure.evidence().policies()];
    }

    void dispatched(Dispatch dispatch) {
        undelivered.add(dispatch);
    }

    /** Tells the procedure an outcome. */
    void tell(long index, Outcome outcome) {
        told.put(index, outcome);
        procedure.tell(index, outcome);
    }

    /** Enters what was delivered since the last call; the policies that are out since then, in index order. */
    int[] follow() {
        long delivered = procedure.ledger().comparisons() + procedure.ledger().missing();
        while (!undelivered.isEmpty() && undelivered.peek().index() < delivered) {
            Dispatch dispatch = undelivered.remove();
            Outcome outcome = told.remove(dispatch.index());
            if (outcome != null) {
                tally.add(dispatch.duel(), outcome);
                model.add(dispatch.duel(), outcome);
            }
        }
        int[] news = IntStream.range(0, out.length)
                .filter(k -> !out[k] && !procedure.evidence().possible(k))
                .toArray();
        for (int k : news) {
            out[k] = true;
        }
        return news;
    }
}
