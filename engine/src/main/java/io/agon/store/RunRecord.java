package io.agon.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored run: what it was asked to do, and how far it is.
 *
 * @param id short, unique in its store
 * @param file experiment file
 * @param description of the experiment
 * @param fingerprint hash of all that shapes the run: settings, data files, policies; not budget and description
 * @param agon version of Agon that started it
 * @param policies names, in index order
 * @param rule sampling rule
 * @param confidence in (0.5, 1)
 * @param margin in [0, 0.5)
 * @param strict whether the winner is shown to beat each other policy directly
 * @param gap smallest advantage worth detecting; null when not given
 * @param space what the claims may suppose about preferences, as experiment files write it
 * @param features what the policies share, as JSON; null when nothing is known
 * @param seed of everything random
 * @param concurrency duels in flight
 * @param started when
 * @param ended when; null while unfinished
 * @param state how far it is
 * @param result as JSON; null while unfinished
 */
public record RunRecord(
        String id,
        String file,
        String description,
        String fingerprint,
        String agon,
        List<String> policies,
        String rule,
        double confidence,
        double margin,
        boolean strict,
        @Nullable Double gap,
        String space,
        @Nullable String features,
        long seed,
        int concurrency,
        Instant started,
        @Nullable Instant ended,
        State state,
        @Nullable String result) {

    public RunRecord {
        policies = List.copyOf(policies);
    }

    /** How far a run is. */
    public enum State {
        /** It runs, or its process died. */
        RUNNING,
        /** It was stopped and can be resumed. */
        STOPPED,
        /** It ran out of budget; with more, it goes on. */
        EXHAUSTED,
        /** It is over: decided or failed. */
        FINISHED,
        /** This version of Agon decides differently; kept, never resumed. */
        ABANDONED
    }
}
