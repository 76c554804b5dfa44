package io.agon.experiment;

import io.agon.config.Settings.Space;
import io.agon.experiment.ProcedureFactory.Design;
import io.agon.experiment.RunResult.Ending;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import io.agon.store.StoredDuel;
import io.agon.structured.FeatureSpace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
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
        Optional<FeatureSpace> shared = StoredFeatures.parse(run.features());
        Procedure procedure = ProcedureFactory.STANDARD.create(design(run, shared));
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
        var notices = new ArrayList<String>();
        notices.add(
                same
                        ? "This run did not end: 'agon run' on its file goes on with it."
                        : "Another version of Agon decided differently: only the first %d of %d duels are shown."
                                .formatted(dispatched, duels.size()));
        var accounts = Accounts.of(store, run, List.of());
        notices.addAll(accounts.warnings());
        double cost = accounts.expenses().stream().mapToDouble(Expense::usd).sum();
        Ending ending = run.state() == RunRecord.State.STOPPED ? Ending.STOPPED : Ending.UNFINISHED;
        return ResultBuilder.build(
                run,
                procedure,
                shared,
                ending,
                missing,
                dispatched,
                cost,
                Duration.ZERO,
                null,
                accounts.judges(),
                accounts.expenses(),
                notices);
    }

    private static Design design(RunRecord run, Optional<FeatureSpace> shared) {
        Double gap = run.gap();
        Space space = Space.named(run.space()).orElse(Space.AUTO);
        int policies = run.policies().size();
        return new Design(
                run.rule(),
                policies,
                BigDecimal.ONE.subtract(BigDecimal.valueOf(run.confidence())).doubleValue(),
                run.margin(),
                run.strict(),
                gap == null ? 0 : gap,
                run.seed(),
                Lag.of(run.concurrency()),
                space,
                Design.features(space, shared, policies));
    }
}
