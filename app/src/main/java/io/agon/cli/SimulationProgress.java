package io.agon.cli;

import io.agon.lab.Simulation;
import java.time.Duration;

/** How far a simulation is, on standard error: one line that is redrawn, or now and then a plain line. */
final class SimulationProgress implements Simulation.Listener, AutoCloseable {

    private static final long REDRAW_NANOS = 150_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Console console;
    private final int rules;
    private String rule = "";
    private int number;
    private long ruleStart;
    private long printed = System.nanoTime();
    private boolean drawn;

    /** For this many rules; 0 when that is not known. */
    SimulationProgress(Console console, int rules) {
        this.console = console;
        this.rules = rules;
    }

    @Override
    public void done(String name, int replications, int of) {
        long now = System.nanoTime();
        if (!name.equals(rule)) {
            rule = name;
            number++;
            ruleStart = now;
        }
        long pause = console.live() ? REDRAW_NANOS : PLAIN_NANOS;
        if (now - printed < pause) {
            return;
        }
        printed = now;
        double left = (double) (now - ruleStart) / replications * (of - replications);
        String text = "%s%s: %,d of %,d experiments, %s left"
                .formatted(
                        rules > 1 ? "[" + number + "/" + rules + "] " : "",
                        rule,
                        replications,
                        of,
                        words(Duration.ofNanos((long) left)));
        if (console.live()) {
            int width = Math.max(10, Terminal.size().columns() - 1);
            console.raw("\r\u001b[2K" + (text.length() > width ? text.substring(0, width) : text));
            drawn = true;
        } else {
            console.note(text);
        }
    }

    @Override
    public void close() {
        if (drawn) {
            console.raw("\r\u001b[2K");
        }
    }

    /** A duration as people say it. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 1
                ? "under 1 s"
                : seconds < 120
                        ? seconds + " s"
                        : seconds < 7200
                                ? seconds / 60 + " min"
                                : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
