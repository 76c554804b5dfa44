package io.agon.experiment;

import java.time.Duration;

/**
 * How a runner treats trouble.
 *
 * @param attempts how often a comparison without outcome is tried on the same query, at least 1
 * @param backoff before the second attempt; doubled before each further one
 * @param grace how long duels in flight may go on after a stop was asked for
 * @param missingShare above this share of missing comparisons of one policy the run fails, in (0, 1]
 * @param missingAfter but not before it took part in this many
 * @param glance how often a listener gets a look at the run
 */
public record RunnerOptions(
        int attempts, Duration backoff, Duration grace, double missingShare, int missingAfter, Duration glance) {

    public static final RunnerOptions DEFAULT =
            new RunnerOptions(3, Duration.ofMillis(200), Duration.ofSeconds(5), 0.10, 20, Duration.ofMillis(250));

    public RunnerOptions {
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    "A comparison needs at least 1 attempt, but attempts is %d.".formatted(attempts));
        }
    }
}
