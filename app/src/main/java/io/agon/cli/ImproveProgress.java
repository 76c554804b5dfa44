package io.agon.cli;

import io.agon.improve.Improvement;
import io.agon.improve.LoopListener;
import io.agon.improve.report.Answer;
import io.agon.improve.report.Lineage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How far an improvement is, on standard error: one line that is redrawn, or now and then a plain line. */
final class ImproveProgress implements LoopListener, AutoCloseable {

    private static final long REDRAW_NANOS = 150_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final int BAR = 20;

    /** Fewer columns have no room for the bar. */
    private static final int WIDE = 60;

    private final Console console;
    private final int updates;
    private final int before;
    private final Path folder;
    private final long start = System.nanoTime();
    private long shown = start;
    private String standing = "";
    private String work = "";
    private int done;
    private boolean begun;
    private boolean waits;
    private boolean drawn;
    private boolean closed;

    /**
     * Begins at once.
     *
     * @param before updates that an earlier process did; they are done again from what is kept
     * @param folder where they are kept
     */
    ImproveProgress(Console console, int updates, int before, Path folder) {
        this.console = console;
        this.updates = updates;
        this.before = before;
        this.folder = folder;
    }

    @Override
    public synchronized void round(Improvement soFar) {
        begin();
        done = soFar.spent().updates();
        var champion = new Lineage(soFar).member(soFar.champion());
        standing = ", champion %d%s, %,d duels%s"
                .formatted(
                        champion.number(),
                        Double.isNaN(champion.score()) ? "" : " (" + Answer.score(champion.score()) + ")",
                        soFar.spent().duels(),
                        soFar.spent().usd() > 0
                                ? String.format(
                                        Locale.ROOT, ", $%.2f", soFar.spent().usd())
                                : "");
        work = "";
        waits = false;
        show();
    }

    @Override
    public synchronized void progress(String what, long count, long most) {
        begin();
        waits = false;
        work = ", %s %,d of %,d".formatted(Console.harmless(what), count, most);
        show();
    }

    @Override
    public synchronized void waiting(String what, Optional<Duration> left) {
        begin();
        work = ", waiting: %s%s"
                .formatted(
                        Console.harmless(what),
                        left.map(it -> "; given up in %d s".formatted(it.toSeconds()))
                                .orElse(""));
        if (!console.live() && !waits) {
            shown -= PLAIN_NANOS; // the first line at once
        }
        waits = true;
        show();
    }

    /** Once the folder is known to hold this loop and no other. */
    private void begin() {
        if (!begun && before > 0) {
            console.note("%s kept in %s: nothing that was paid for is paid again"
                    .formatted(TrainCommand.count(before, "update"), folder));
        }
        begun = true;
    }

    private void show() {
        long now = System.nanoTime();
        if (closed || console.quiet() || now - shown < (console.live() ? REDRAW_NANOS : PLAIN_NANOS)) {
            return;
        }
        shown = now;
        if (console.live()) {
            int columns = Math.max(10, Terminal.size().columns() - 1);
            int filled = (int) Math.round((double) Math.min(done, updates) / updates * BAR);
            String bar = columns < WIDE ? "" : "█".repeat(filled) + "░".repeat(BAR - filled) + " ";
            console.raw("\r\u001b[2K" + Letters.cut(bar + line(now), columns));
            drawn = true;
        } else {
            console.note(line(now));
        }
    }

    private String line(long now) {
        int here = done - Math.min(before, done);
        String left = here == 0 || done >= updates
                ? ""
                : ", "
                        + SimulationProgress.words(
                                Duration.ofNanos((long) ((double) (now - start) / here * (updates - done))))
                        + " left";
        // What narrow terminals cut off stands last.
        return "update %,d of %,d%s%s%s".formatted(done, updates, left, standing, work);
    }

    /** What is kept if it ends now. */
    synchronized String kept() {
        return done == 0 ? "no update was over yet" : "%s kept".formatted(TrainCommand.count(done, "update"));
    }

    @Override
    public synchronized void close() {
        if (drawn && !closed) {
            console.raw("\r\u001b[2K");
        }
        closed = true;
    }
}
