package io.agon.experiment;

import io.agon.config.Settings;
import io.agon.experiment.RunResult.Claim;
import io.agon.experiment.RunResult.Ending;
import io.agon.judge.JudgeQuality;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.stopping.Verdict;
import io.agon.store.RunRecord;
import io.agon.structured.FeatureSpace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Puts a {@link RunResult} together from a procedure, and reads stored ones. */
final class ResultBuilder {

    private static final tools.jackson.databind.json.JsonMapper JSON =
            tools.jackson.databind.json.JsonMapper.builder().build();

    private ResultBuilder() {}

    /** How far a run is that ended so. */
    static RunRecord.State state(Ending ending) {
        return switch (ending) {
            case DECIDED, FAILED, DATA_USED_UP -> RunRecord.State.FINISHED;
            case COMPARISONS_SPENT, MONEY_SPENT, TIME_SPENT -> RunRecord.State.EXHAUSTED;
            case STOPPED, UNFINISHED -> RunRecord.State.STOPPED;
        };
    }

    static RunResult build(
            RunRecord run,
            Procedure procedure,
            Optional<FeatureSpace> shared,
            Ending ending,
            long[] missing,
            long dispatched,
            double cost,
            Duration elapsed,
            RunResult.@Nullable Reference roundRobin,
            List<JudgeQuality> judges,
            List<Expense> expenses,
            List<String> notices) {
        Verdict verdict = procedure.recommend();
        Claim claim = ending == Ending.FAILED
                ? Claim.NONE
                : switch (verdict) {
                    case Verdict.Winner it -> Claim.WINNER;
                    case Verdict.GoodEnough it -> Claim.GOOD_ENOUGH;
                    case Verdict.NoWinner it -> Claim.NO_WINNER;
                    case Verdict.Undecided it -> Claim.UNDECIDED;
                };
        String best = ending == Ending.FAILED
                ? null
                : switch (verdict) {
                    case Verdict.Winner it -> run.policies().get(it.policy());
                    case Verdict.GoodEnough it -> run.policies().get(it.policy());
                    case Verdict.NoWinner it -> null;
                    case Verdict.Undecided it -> null;
                };
        List<String> cycle = verdict instanceof Verdict.NoWinner it && ending != Ending.FAILED
                ? it.cycle().stream().map(run.policies()::get).toList()
                : List.of();
        Double gap = run.gap();
        return new RunResult(
                run.id(),
                run.description(),
                ending,
                claim,
                best,
                cycle,
                verdict instanceof Verdict.NoWinner it && it.separated(),
                Standings.of(procedure, run.policies(), missing),
                Standings.ofFactors(procedure, shared.flatMap(FeatureSpace::factors)),
                run.space(),
                run.confidence(),
                run.margin(),
                run.strict(),
                gap,
                run.rule(),
                run.seed(),
                run.concurrency(),
                Lag.of(run.concurrency()).most(),
                procedure.ledger().comparisons(),
                procedure.ledger().missing(),
                dispatched,
                cost,
                elapsed.toMillis() / 1000.0,
                Standings.forecast(
                        procedure,
                        run.policies(),
                        gap == null ? 0 : gap,
                        run.space().equals(Settings.Space.LINEAR.word())),
                roundRobin,
                judges,
                expenses,
                notices);
    }

    static String json(RunResult result) {
        return JSON.writeValueAsString(result);
    }

    static RunResult parse(String json) {
        ObjectNode result = (ObjectNode) JSON.readTree(json);
        if (!result.has("space")) { // written before there were spaces
            result.put("space", Settings.Space.AUTO.word());
            result.putArray("factors");
        }
        for (String later : List.of("judges", "expenses")) { // written before these were known
            if (!result.has(later)) {
                result.putArray(later);
            }
        }
        return JSON.treeToValue(result, RunResult.class);
    }
}
