package io.agon.improve.run;

import io.agon.loop.LoopFolder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/**
 * The budget of time: that of all processes together, for steps that were not done before. The clock is looked at
 * between steps, and never for a step that an earlier process has done, so that doing it again ends where it ended.
 */
final class Minutes {

    private static final String FILE = "clock.json";

    private final OptionalDouble most;
    private final Optional<LoopFolder> folder;
    private final InstantSource clock;
    private final Kept earlier;
    private Instant since;

    /** Time that so many steps took. */
    private record Kept(int steps, double seconds) {}

    Minutes(OptionalDouble most, Means means) {
        this.most = most;
        this.folder = means.folder();
        this.clock = means.clock();
        this.earlier = folder.flatMap(it ->
                        it.<Kept>read(FILE, JsonMapper.shared().getTypeFactory().constructType(Kept.class)))
                .orElse(new Kept(0, 0));
        this.since = clock.instant();
    }

    /** Whether there is no time for another step after so many. */
    boolean over(int steps) {
        return most.isPresent() && steps >= earlier.steps() && seconds() >= 60 * most.getAsDouble();
    }

    /** So many steps are done. */
    void done(int steps) {
        if (most.isEmpty() || steps < earlier.steps()) {
            return;
        }
        if (steps == earlier.steps()) {
            since = clock.instant(); // what was done again costs no time
        } else {
            folder.ifPresent(it -> it.write(FILE, new Kept(steps, seconds())));
        }
    }

    private double seconds() {
        return earlier.seconds() + Duration.between(since, clock.instant()).toNanos() / 1e9;
    }
}
