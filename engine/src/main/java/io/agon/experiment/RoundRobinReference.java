package io.agon.experiment;

import io.agon.experiment.ProcedureFactory.Design;
import io.agon.judge.Arena;
import io.agon.judge.Bout;
import io.agon.policy.Query;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.procedure.Randomness;
import io.agon.stopping.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a round robin takes with the same evidence, stopping rule and confidence. */
final class RoundRobinReference {

    private static final int REPLAYS = 3;

    /** Comparisons times policies after which a replay is cut off: a second or two of work. */
    private static final long LONGEST = 1_000_000;

    private RoundRobinReference() {}

    /** With more policies than this a replay would be cut off before it says anything. */
    private static final int MOST_POLICIES = 500;

    /** Replayed where that costs nothing, else forecast from what the run has learnt; null when neither says. */
    static RunResult.@Nullable Reference of(ProcedureFactory factory, Experiment experiment, Procedure procedure) {
        if (experiment.arena().instant()) {
            return replayed(factory, experiment.design(), experiment.arena());
        }
        return procedure.recommend() instanceof Verdict.Winner winner
                ? forecast(procedure, experiment.design().gap(), winner.policy())
                : null;
    }

    /** Replayed on recorded data, which costs nothing; null when there are too many policies for that. */
    private static RunResult.@Nullable Reference replayed(ProcedureFactory factory, Design design, Arena arena) {
        if (design.policies() > MOST_POLICIES) {
            return null;
        }
        long longest = LONGEST / design.policies();
        long sum = 0;
        boolean cut = false;
        for (int replay = 0; replay < REPLAYS; replay++) {
            long seed = design.seed() + replay;
            Procedure procedure = factory.create(design.unshared("round-robin", seed, Lag.SEQUENTIAL));
            Draws draws = new Draws(seed, arena);
            Optional<Dispatch> next = procedure.ask();
            while (next.isPresent() && next.get().index() < longest) {
                Dispatch dispatch = next.get();
                Query query = draws.query(dispatch).orElseThrow();
                try {
                    procedure.tell(
                            dispatch.index(),
                            arena.fight(Bout.alone(dispatch.duel(), query, draws.attempts(dispatch.index()))));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return new RunResult.Reference(dispatch.index(), true, true);
                }
                next = procedure.ask();
            }
            cut |= next.isPresent();
            sum += procedure.ledger().comparisons();
        }
        return new RunResult.Reference(Math.round((double) sum / REPLAYS), true, cut);
    }

    /** Forecast from what a run has learnt; null when that does not say. */
    private static RunResult.@Nullable Reference forecast(Procedure procedure, double gap, int winner) {
        double comparisons = new Growth(procedure, gap).roundRobin(winner);
        return comparisons < 1e9 ? new RunResult.Reference(Math.round(comparisons), false, false) : null;
    }

    /** The random choices of a run that are not the sampling rule's: a stream per purpose and duel. */
    static final class Draws {
        private final Randomness queries;
        private final Randomness bouts;
        private final Arena arena;

        Draws(long seed, Arena arena) {
            queries = Randomness.of(seed, "query");
            bouts = Randomness.of(seed, "bout");
            this.arena = arena;
        }

        /** The query of a duel: uniform, with replacement, over those on which the pair can be compared. */
        Optional<Query> query(Dispatch dispatch) {
            List<Query> all = arena.queries(dispatch.duel());
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(all.get(queries.stream(dispatch.index()).nextInt(all.size())));
        }

        /** The stream of a duel's bouts. */
        java.util.random.RandomGenerator attempts(long index) {
            return bouts.stream(index);
        }
    }
}
