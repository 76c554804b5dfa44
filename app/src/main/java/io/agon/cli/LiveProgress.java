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
import java.util.stream.Collectors;
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
    private final List<String> early = new ArrayList<>();
    private long printed = System.nanoTime() - PLAIN_NANOS + 2_000_000_000L;
    private long measured;
    private Terminal.Size size = new Terminal.Size(80, 24);
    private int drawnLines;
    private @Nullable Progress last;
    private boolean closed;

    LiveProgress(Console console) {
        this.console = console;
    }

    /** Held back until there is progress: where nothing is done, the answer says why. */
    @Override
    public synchronized void notice(String line) {
        if (closed) {
            return;
        }
        if (last == null) {
            early.add(line);
        } else {
            say(line);
        }
    }

    @Override
    public synchronized void progress(Progress progress) {
        last = progress;
        early.forEach(this::say);
        early.clear();
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
            draw();
        } else {
            var parts = new ArrayList<>(summary(progress));
            parts.addAll(troubles(progress));
            console.note(String.join(", ", parts) + forecast(progress, ", "));
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

    private void say(String line) {
        erase();
        console.note(Console.harmless(line));
        if (drawnBefore()) {
            draw();
        }
    }

    private boolean drawnBefore() {
        return measured != 0;
    }

    private void erase() {
        if (drawnLines > 0) {
            console.raw("\u001b[" + drawnLines + "A\r\u001b[J");
            drawnLines = 0;
        }
    }

    /** In one piece and over what was there, so that it does not flicker; lines are cut and not wrapped. */
    private void draw() {
        Progress progress = last;
        if (progress == null || !console.live()) {
            return;
        }
        List<String> lines = lines(console, progress, size);
        var text = new StringBuilder("\u001b[?7l");
        if (drawnLines > 0) {
            text.append("\u001b[").append(drawnLines).append("A\r");
        }
        lines.forEach(line -> text.append(line).append("\u001b[K\n"));
        console.raw(text.append("\u001b[J\u001b[?7h").toString());
        drawnLines = lines.size();
    }

    /**
     * What fits: how far it is, then as many policies as there are rows for, possible ones first, then what is ahead.
     * Columns that do not fit are left out, the least telling first.
     */
    static List<String> lines(Console console, Progress progress, Terminal.Size size) {
        int width = size.columns() - 1;
        int room = size.rows() - 2;
        List<String> lines = new ArrayList<>();
        lines.add(console.styledErr(Console.Style.STRONG, summaryLine(progress, width)));
        String ahead = forecast(progress, "");
        List<String> troubles = troubles(progress);
        boolean trouble = !troubles.isEmpty() && room >= 6;
        room -= trouble ? 1 : 0;
        boolean last = room >= 3;
        room -= last ? 1 : 0;
        List<Standing> standings = new ArrayList<>(progress.standings());
        standings.sort(Comparator.comparing((Standing s) -> !s.possible())
                .thenComparing(s -> s.possible() ? -s.pValue() : -(double) s.rejectedAt()));
        boolean heading = room >= 5;
        room -= heading ? 1 : 0;
        boolean cut = standings.size() > room;
        int shown = cut ? Math.max(0, room >= 3 ? room - 1 : room) : standings.size();
        var table = new Table(standings.subList(0, shown), width);
        if (heading) {
            lines.add(console.styledErr(Console.Style.FAINT, table.heading()));
        }
        standings.stream().limit(shown).forEach(s -> lines.add(table.row(console, s)));
        if (cut && room >= 3) {
            List<Standing> rest = standings.subList(shown, standings.size());
            long possible = rest.stream().filter(Standing::possible).count();
            lines.add(console.styledErr(
                    Console.Style.FAINT,
                    Letters.cut(
                            "  and %,d more, %s"
                                    .formatted(rest.size(), possible == 0 ? "out" : "%,d possible".formatted(possible)),
                            width)));
        }
        if (trouble) {
            lines.add(console.styledErr(Console.Style.WARN, Letters.cut(String.join("; ", troubles), width)));
        }
        if (last) {
            lines.add(Letters.cut(ahead, width));
        }
        return lines;
    }

    /** Which columns there is room for: always mark and name, then p-value, win rate, comparisons, a bar. */
    private static final class Table {

        private static final int LEAST_NAME = 8;
        private static final int P_VALUE = 9;
        private static final int WON = 7;
        private static final int COMPARED = 11;
        private static final int BAR = 22;

        private final int width;
        private final int name;
        private final boolean pValue;
        private final boolean won;
        private final boolean compared;
        private final boolean bar;

        Table(List<Standing> standings, int width) {
            this.width = width;
            int longest = standings.stream()
                    .mapToInt(s -> Letters.width(Console.harmless(s.id())))
                    .max()
                    .orElse(0);
            int wished = Math.max(6, Math.min(NAME_AT_MOST, longest));
            int left = width - 2 - Math.min(wished, LEAST_NAME);
            pValue = left >= P_VALUE;
            left -= pValue ? P_VALUE : 0;
            won = pValue && left >= WON;
            left -= won ? WON : 0;
            compared = won && left >= COMPARED;
            left -= compared ? COMPARED : 0;
            left += Math.min(wished, LEAST_NAME);
            bar = compared && left >= wished + BAR;
            name = Math.min(wished, left);
        }

        String heading() {
            return cells(
                    "  ", "policy", compared ? "compared" : "", won ? "won" : "", "", pValue ? "p-value" : "", false);
        }

        String row(Console console, Standing s) {
            String rate = Double.isNaN(s.winRate()) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * s.winRate());
            String text = cells(
                    s.possible() ? "● " : "○ ",
                    Letters.cut(Console.harmless(s.id()), name),
                    "%,d".formatted(s.comparisons()),
                    rate,
                    bar(s.winRate()),
                    s.possible() ? LiveProgress.pValue(s.pValue()) : "out",
                    !s.possible());
            if (!s.possible() && bar) {
                text += " after %,d".formatted(s.rejectedAt());
            }
            return console.styledErr(s.possible() ? Console.Style.GOOD : Console.Style.FAINT, Letters.cut(text, width));
        }

        private String cells(
                String mark, String policy, String count, String rate, String picture, String p, boolean left) {
            return mark
                    + Letters.pad(policy, name)
                    + (compared ? Letters.padLeft(count, COMPARED) : "")
                    + (won ? Letters.padLeft(rate, WON) : "")
                    + (bar ? Letters.padLeft(Letters.pad(picture, BAR - 2), BAR) : "")
                    + (pValue ? left ? "  " + p : Letters.padLeft(p, P_VALUE) : "");
        }

        private static String bar(double rate) {
            int cells = BAR - 2;
            int filled = Double.isNaN(rate) ? 0 : (int) Math.round(rate * cells);
            return "█".repeat(filled) + "░".repeat(cells - filled);
        }
    }

    private static String pValue(double p) {
        return p >= 0.9995 ? "1" : p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : "<0.001";
    }

    private static String summaryLine(Progress progress, int width) {
        List<String> parts = summary(progress);
        String line = String.join("   ", parts);
        return Letters.width(line) <= width
                ? line
                : Letters.cut(
                        "%,d, %d in, %s".formatted(progress.comparisons(), possible(progress), parts.getLast()), width);
    }

    private static List<String> summary(Progress progress) {
        var parts = new ArrayList<String>();
        parts.add("%,d comparisons".formatted(progress.comparisons()));
        parts.add("%d of %d policies possible"
                .formatted(possible(progress), progress.standings().size()));
        if (progress.missing() > 0) {
            parts.add("%,d failed".formatted(progress.missing()));
        }
        if (progress.inFlight() > 0) {
            parts.add("%,d under way".formatted(progress.inFlight()));
        }
        if (progress.cost() > 0) {
            parts.add(String.format(Locale.ROOT, progress.cost() < 1 ? "$%.4f" : "$%.2f", progress.cost()));
        }
        parts.add(SimulationProgress.words(progress.elapsed().isNegative() ? Duration.ZERO : progress.elapsed()));
        return parts;
    }

    /** Providers that rest, or failed before: what they do now, and how often they failed. */
    private static List<String> troubles(Progress progress) {
        return progress.providers().stream()
                .filter(it -> it.resting() || !it.faults().isEmpty())
                .map(it -> "%s %s (%s)"
                        .formatted(
                                Console.harmless(it.name()),
                                it.resting() ? "rests" : "at most %d at once".formatted(it.limit()),
                                it.faults().entrySet().stream()
                                        .map(fault -> "%s %,d".formatted(fault.getKey(), fault.getValue()))
                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    private static long possible(Progress progress) {
        return progress.standings().stream().filter(Standing::possible).count();
    }

    private static String forecast(Progress progress, String before) {
        Forecast forecast = progress.forecast();
        Long more = forecast.comparisons();
        if (more == null) {
            return "";
        }
        long done = progress.comparisons() - progress.replayed();
        return before
                + "about %,d more%s if the gaps are what they look like"
                        .formatted(
                                more,
                                done < 50
                                        ? ""
                                        : ", "
                                                + SimulationProgress.words(Duration.ofNanos((long) Math.min(
                                                        1e18,
                                                        (double) progress.elapsed()
                                                                        .toNanos()
                                                                / progress.comparisons()
                                                                * more))));
    }
}
