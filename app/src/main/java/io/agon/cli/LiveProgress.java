package io.agon.cli;

import io.agon.experiment.Forecast;
import io.agon.experiment.Progress;
import io.agon.experiment.ProgressListener;
import io.agon.experiment.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run as it goes, on standard error. On a terminal: a table that is redrawn, who is in and who is out; it never takes
 * more lines than the terminal has. Elsewhere: a plain line now and then.
 */
final class LiveProgress implements ProgressListener, AutoCloseable {

    private static final long REDRAW_NANOS = 120_000_000L;
    private static final long RESIZE_NANOS = 2_000_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final int NAME_AT_MOST = 34;

    private final Console console;
    private long printed = System.nanoTime() - PLAIN_NANOS + 2_000_000_000L;
    private long measured;
    private Terminal.Size size = new Terminal.Size(80, 24);
    private int drawnLines;
    private @Nullable Progress last;
    private boolean closed;

    LiveProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void notice(String line) {
        if (!closed) {
            erase();
            console.note(Console.harmless(line));
            draw();
        }
    }

    @Override
    public synchronized void progress(Progress progress) {
        last = progress;
        long now = System.nanoTime();
        if (closed || console.quiet() || now - printed < (console.live() ? REDRAW_NANOS : PLAIN_NANOS)) {
            return;
        }
        printed = now;
        if (console.live()) {
            if (now - measured > RESIZE_NANOS) {
                measured = now;
                size = Terminal.size();
            }
            erase();
            draw();
        } else {
            console.note(summary(progress) + forecast(progress.forecast()));
        }
    }

    /** Ctrl-C was pressed. */
    synchronized void stopping() {
        if (!closed) {
            erase();
            console.note("stopping: saving what is in flight");
        }
    }

    @Override
    public synchronized void close() {
        erase();
        closed = true;
    }

    private void erase() {
        if (drawnLines > 0) {
            console.raw("\u001b[" + drawnLines + "A\r\u001b[J");
            drawnLines = 0;
        }
    }

    private void draw() {
        Progress progress = last;
        if (progress == null || !console.live()) {
            return;
        }
        List<String> lines = lines(console, progress, size);
        console.raw(String.join("\n", lines) + "\n");
        drawnLines = lines.size();
    }

    /** What fits: the heading always, then as many policies as there are rows for, possible ones first. */
    static List<String> lines(Console console, Progress progress, Terminal.Size size) {
        int width = size.columns() - 1;
        List<String> lines = new ArrayList<>();
        lines.add(console.styledErr(Console.Style.STRONG, cut(summary(progress), width)));
        String ahead = forecast(progress.forecast()).strip();
        int room = size.rows() - 2 - (ahead.isEmpty() ? 0 : 1);
        List<Standing> standings = new ArrayList<>(progress.standings());
        standings.sort(Comparator.comparing((Standing s) -> !s.possible())
                .thenComparing(s -> s.possible() ? -s.pValue() : -(double) s.rejectedAt()));
        int shown = standings.size() <= room - 1 ? standings.size() : Math.max(0, room - 2);
        if (shown > 0) {
            int longest = standings.stream()
                    .limit(shown)
                    .mapToInt(s -> s.id().length())
                    .max()
                    .orElse(0);
            int name = Math.max(6, Math.min(Math.min(NAME_AT_MOST, longest), width - 4));
            lines.add(console.styledErr(
                    Console.Style.FAINT,
                    cut("  %s  %8s  %6s  %7s".formatted(pad("policy", name), "compared", "wins", "p-value"), width)));
            standings.stream().limit(shown).forEach(s -> lines.add(line(console, s, name, width)));
            if (shown < standings.size()) {
                lines.add(cut("  and %d more".formatted(standings.size() - shown), width));
            }
        }
        if (!ahead.isEmpty()) {
            lines.add(cut(ahead, width));
        }
        return lines;
    }

    private static String line(Console console, Standing s, int name, int width) {
        String text = "%s %s  %,8d  %6s  %7s%s"
                .formatted(
                        s.possible() ? "●" : "○",
                        pad(cut(Console.harmless(s.id()), name), name),
                        s.comparisons(),
                        Double.isNaN(s.winRate()) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * s.winRate()),
                        pValue(s.pValue()),
                        s.possible() ? "" : "  out after %,d".formatted(s.rejectedAt()));
        return console.styledErr(s.possible() ? Console.Style.GOOD : Console.Style.FAINT, cut(text, width));
    }

    private static String pValue(double p) {
        return p >= 0.9995 ? "1" : p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : "<0.001";
    }

    private static String summary(Progress progress) {
        long possible = progress.standings().stream().filter(Standing::possible).count();
        return "%,d comparisons, %d of %d policies possible%s, %s"
                .formatted(
                        progress.comparisons(),
                        possible,
                        progress.standings().size(),
                        progress.missing() > 0 ? ", %,d failed".formatted(progress.missing()) : "",
                        SimulationProgress.words(progress.elapsed().isNegative() ? Duration.ZERO : progress.elapsed()));
    }

    private static String forecast(Forecast forecast) {
        return forecast.comparisons() == null
                ? ""
                : ", about %,d more comparisons if the gaps are what they look like".formatted(forecast.comparisons());
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : width < 2 ? "" : text.substring(0, width - 1) + "…";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
