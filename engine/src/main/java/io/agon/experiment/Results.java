package io.agon.experiment;

import io.agon.experiment.ProcedureFactory.Design;
import io.agon.experiment.RunResult.Ending;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import io.agon.store.StoredDuel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How stored runs stand. */
public final class Results {

    private Results() {}

    /** The stored result of a run that ended; for another, what its stored outcomes say, by replaying them. */
    public static RunResult of(Store store, RunRecord run) {
        String stored = run.result();
        return stored != null ? ResultBuilder.parse(stored) : replay(store, run);
    }

    private static RunResult replay(Store store, RunRecord run) {
        Procedure procedure = ProcedureFactory.STANDARD.create(design(run));
        var missing = new long[run.policies().size()];
        long dispatched = 0;
        boolean same = true;
        List<StoredDuel> duels = store.duels(run.id());
        for (StoredDuel duel : duels) {
            Optional<Dispatch> dispatch = procedure.ask();
            same = dispatch.isPresent() && dispatch.get().duel().equals(duel.duel());
            if (!same) {
                break;
            }
            dispatched++;
            Outcome outcome = duel.outcome();
            if (outcome != null) {
                procedure.tell(duel.index(), outcome);
                if (outcome instanceof Outcome.Missing) {
                    missing[duel.duel().first()]++;
                    missing[duel.duel().second()]++;
                }
            }
        }
        procedure.settle();
        List<String> notices = same
                ? List.of("This run did not end: 'agon run' on its file goes on with it.")
                : List.of("Another version of Agon decided differently: only the first %d of %d duels are shown."
                        .formatted(dispatched, duels.size()));
        Ending ending = run.state() == RunRecord.State.STOPPED ? Ending.STOPPED : Ending.UNFINISHED;
        return ResultBuilder.build(run, procedure, ending, missing, dispatched, 0, Duration.ZERO, null, notices);
    }

    private static Design design(RunRecord run) {
        Double gap = run.gap();
        return new Design(
                run.rule(),
                run.policies().size(),
                BigDecimal.ONE.subtract(BigDecimal.valueOf(run.confidence())).doubleValue(),
                run.margin(),
                run.strict(),
                gap == null ? 0 : gap,
                run.seed(),
                Lag.of(run.concurrency()));
    }
}
