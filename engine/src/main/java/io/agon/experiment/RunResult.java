package io.agon.experiment;

import io.agon.judge.JudgeQuality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run ended with, or how it stands when it is unfinished: values that reports are made of.
 *
 * @param run id
 * @param description of the experiment
 * @param ending why it ended
 * @param claim what may be said with the given confidence
 * @param best name of the claimed policy; null when nothing is claimed
 * @param cycle names, each beats the next and the last the first; empty unless the claim is {@link Claim#NO_WINNER}
 * @param separated whether the cycle is shown, rather than estimated
 * @param standings one per policy, in index order
 * @param factors how the levels of each factor stand; empty when the policies have no factors
 * @param space what the claim supposes about preferences, as experiment files write it
 * @param confidence of the claim, and of the set of possible policies
 * @param margin of {@link Claim#GOOD_ENOUGH}
 * @param strict whether it is shown, rather than assumed, that some policy beats all others
 * @param gap all claims suppose that the best policy beats every other by at least this; null when nothing is supposed
 * @param rule sampling rule
 * @param seed of everything random
 * @param concurrency duels in flight
 * @param lag how far behind a decision its newest outcome may be
 * @param comparisons outcomes the claim rests on
 * @param missing duels without an outcome
 * @param dispatched duels dispatched: {@code comparisons + missing} and those that were in flight at the end
 * @param cost in US dollars
 * @param seconds of work, over all sessions
 * @param forecast what more it would take
 * @param roundRobin how a round robin does at the same confidence; null when it is not known
 * @param judges what each judge is worth, by name; empty when no looks are known
 * @param expenses what each party spent, policies in index order, then the judge; empty when nothing was called
 * @param notices lines about this run: resumed, a stored result, calls that failed
 */
public record RunResult(
        String run,
        String description,
        Ending ending,
        Claim claim,
        @Nullable String best,
        List<String> cycle,
        boolean separated,
        List<Standing> standings,
        List<FactorStanding> factors,
        String space,
        double confidence,
        double margin,
        boolean strict,
        @Nullable Double gap,
        String rule,
        long seed,
        int concurrency,
        int lag,
        long comparisons,
        long missing,
        long dispatched,
        double cost,
        double seconds,
        Forecast forecast,
        @Nullable Reference roundRobin,
        List<JudgeQuality> judges,
        List<Expense> expenses,
        List<String> notices) {

    public RunResult {
        cycle = List.copyOf(cycle);
        standings = List.copyOf(standings);
        factors = List.copyOf(factors);
        judges = List.copyOf(judges);
        expenses = List.copyOf(expenses);
        notices = List.copyOf(notices);
    }

    /** Why a run ended. */
    public enum Ending {
        /** The stopping rule made a claim. */
        DECIDED,
        /** The budget of comparisons is spent. */
        COMPARISONS_SPENT,
        /** The budget of money is spent. */
        MONEY_SPENT,
        /** The budget of time is spent. */
        TIME_SPENT,
        /** A pair that has to be compared has no query. */
        DATA_USED_UP,
        /** Too many comparisons of one policy have no outcome. */
        FAILED,
        /** Somebody asked it to stop; it can be resumed. */
        STOPPED,
        /** It did not end: it runs, or its process died; it can be resumed. */
        UNFINISHED
    }

    /** What may be said. */
    public enum Claim {
        /** {@code best} is the optimal policy. */
        WINNER,
        /** {@code best} loses to the optimal policy by less than the margin. */
        GOOD_ENOUGH,
        /** No policy beats all others. */
        NO_WINNER,
        /** Only that the optimal policy is among the possible ones. */
        UNDECIDED,
        /** Nothing: the comparisons failed. */
        NONE
    }

    /**
     * What a round robin needs.
     *
     * @param comparisons until the same stopping rule decides, on average
     * @param measured whether it was replayed on the same data; otherwise forecast from the means of this run
     * @param atLeast whether some replay was cut off, so that the true number is larger
     */
    public record Reference(long comparisons, boolean measured, boolean atLeast) {}

    /** {@code decided}, {@code undecided} or {@code failed}. */
    public String status() {
        return switch (ending) {
            case DECIDED -> "decided";
            case FAILED -> "failed";
            case COMPARISONS_SPENT, MONEY_SPENT, TIME_SPENT, DATA_USED_UP, STOPPED, UNFINISHED -> "undecided";
        };
    }

    /** The same result with these notices. */
    public RunResult withNotices(List<String> notices) {
        return new RunResult(
                run,
                description,
                ending,
                claim,
                best,
                cycle,
                separated,
                standings,
                factors,
                space,
                confidence,
                margin,
                strict,
                gap,
                rule,
                seed,
                concurrency,
                lag,
                comparisons,
                missing,
                dispatched,
                cost,
                seconds,
                forecast,
                roundRobin,
                judges,
                expenses,
                notices);
    }

    /** Names of the policies that may be the best, in index order. */
    public List<String> possible() {
        return standings.stream().filter(Standing::possible).map(Standing::id).toList();
    }
}
