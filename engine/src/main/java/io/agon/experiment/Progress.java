package io.agon.experiment;

import io.agon.model.Guard;
import java.time.Duration;
import java.util.List;

/**
 * One look at a running experiment; immutable. Looking as often as one likes is safe: every statement is anytime-valid.
 *
 * @param run id of the run
 * @param comparisons outcomes delivered, missing ones not among them
 * @param missing duels delivered without an outcome
 * @param dispatched duels dispatched so far
 * @param inFlight of these, being fought now
 * @param replayed of these, taken from the store when the run was resumed
 * @param elapsed time of work, over all sessions
 * @param standings one per policy, in index order
 * @param forecast what comes next
 * @param cost US dollars spent, over all sessions
 * @param providers what the providers of models do, by name
 */
public record Progress(
        String run,
        long comparisons,
        long missing,
        long dispatched,
        int inFlight,
        long replayed,
        Duration elapsed,
        List<Standing> standings,
        Forecast forecast,
        double cost,
        List<Guard.State> providers) {

    public Progress {
        standings = List.copyOf(standings);
        providers = List.copyOf(providers);
    }
}
