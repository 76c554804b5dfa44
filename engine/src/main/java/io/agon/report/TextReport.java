package io.agon.report;

import io.agon.experiment.Forecast;
import io.agon.experiment.RunResult;
import io.agon.experiment.RunResult.Claim;
import io.agon.experiment.RunResult.Ending;
import io.agon.experiment.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A result in words, the answer first. */
public final class TextReport {

    private static final int LABEL = 16;
    private static final int MOST_ROWS = 20;

    private final List<String> lines = new ArrayList<>();
    private final RunResult result;
    private final String words;

    private TextReport(RunResult result, String words) {
        this.result = result;
        this.words = words;
    }

    /** Lines of plain text, without colour, ending in a newline; names and foreign text are made harmless. */
    public static String of(RunResult result) {
        return of(result, " " + result.run());
    }

    /**
     * The same, for somebody who has to write {@code words} after a command of Agon to mean this run: a blank and its
     * id, or what tells its store; empty when the run is what the commands mean anyway.
     */
    public static String of(RunResult result, String words) {
        return new TextReport(result, words).text();
    }

    private String text() {
        if (!result.description().isEmpty()) {
            lines.add(PlainText.of(result.description()));
            lines.add("");
        }
        line(result.claim() == Claim.UNDECIDED ? "ANSWER SO FAR" : "ANSWER", Sentence.of(result));
        why();
        lines.add("");
        policies();
        lines.add("");
        factors();
        spent();
        new CostLines(result).forEach(this::line);
        JudgeLines.of(result).forEach(this::line);
        roundRobin();
        next();
        limits();
        for (String notice : result.notices()) {
            line("note", PlainText.of(notice));
        }
        return String.join("\n", lines) + "\n";
    }

    private void why() {
        String why = switch (result.ending()) {
            case DECIDED -> "";
            case COMPARISONS_SPENT -> "the budget of comparisons is spent";
            case MONEY_SPENT -> "the budget of money is spent";
            case TIME_SPENT -> "the budget of time is spent";
            case DATA_USED_UP -> "a pair that had to be compared has no item that both were judged on";
            case FAILED -> "comparisons failed too often; what fails may depend on who would have won";
            case STOPPED -> "it was stopped";
            case UNFINISHED -> "it did not end";
        };
        if (!why.isEmpty()) {
            line(result.ending() == Ending.FAILED ? "failed" : "undecided", why);
        }
    }

    private void policies() {
        String best = result.claim() == Claim.GOOD_ENOUGH ? "good enough" : "the best";
        List<Standing> possible = possible();
        List<Standing> out = result.standings().stream()
                .filter(it -> !it.possible())
                .sorted(Comparator.comparingLong(Standing::rejectedAt).reversed())
                .limit(MOST_ROWS - possible.size())
                .toList();
        int width = Stream.concat(possible.stream(), out.stream())
                .mapToInt(it -> PlainText.of(it.id()).length())
                .max()
                .orElse(0);
        for (Standing it : possible) {
            line("possible", row(it, width, it.id().equals(result.best()) ? best : "may be the best"));
        }
        for (Standing it : out) {
            line("out", row(it, width, "since comparison %,d".formatted(it.rejectedAt())));
        }
        int left = result.standings().size() - possible.size() - out.size();
        if (left > 0) {
            long open = result.possible().size() - possible.size();
            line(
                    "",
                    "... and %,d more, %s; --json has all"
                            .formatted(
                                    left,
                                    open == 0 ? "out" : open == left ? "possible" : "%,d possible".formatted(open)));
        }
    }

    /** Those that tell most, where there are too many: who looks best, then who is hardest to rule out. */
    private List<Standing> possible() {
        List<Standing> possible =
                result.standings().stream().filter(Standing::possible).toList();
        if (possible.size() <= MOST_ROWS && result.standings().size() <= MOST_ROWS) {
            return possible;
        }
        String leader = result.best() == null ? result.forecast().leader() : result.best();
        return possible.stream()
                .sorted(Comparator.comparing((Standing it) -> !it.id().equals(leader))
                        .thenComparing(
                                Comparator.comparingDouble(Standing::pValue).reversed())
                        .thenComparingDouble(it -> it.comparisons() == 0 ? 0 : it.comparisons() * (0.5 - it.winRate())))
                .limit(MOST_ROWS)
                .toList();
    }

    private static String row(Standing it, int width, String state) {
        String name = PlainText.of(it.id());
        String rate = Double.isNaN(it.winRate()) ? "" : ", won %.0f %%".formatted(100 * it.winRate());
        return "%s%s  %-24s p %s, %,d compared%s%s"
                .formatted(
                        name,
                        " ".repeat(Math.max(0, width - name.length())),
                        state,
                        probability(it.pValue()),
                        it.comparisons(),
                        rate,
                        it.missing() == 0 ? "" : ", %,d missing".formatted(it.missing()));
    }

    /** A p-value as people write it. */
    static String probability(double p) {
        return p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : String.format(Locale.ROOT, "%.0e", p);
    }

    private void factors() {
        int before = lines.size();
        FactorLines.of(result).forEach(this::line);
        if (lines.size() > before) {
            lines.add("");
        }
    }

    private void spent() {
        long unused = result.dispatched() - result.comparisons() - result.missing();
        var spent = new StringBuilder("%,d comparisons".formatted(result.comparisons()));
        if (unused > 0) {
            spent.append(" (and %,d under way when it was decided)".formatted(unused));
        }
        if (result.missing() > 0) {
            spent.append(", %,d failures (missing, not losses)".formatted(result.missing()));
        }
        if (result.cost() > 0) {
            spent.append(String.format(Locale.ROOT, ", $%.2f", result.cost()));
        }
        if (result.seconds() > 0) {
            spent.append(String.format(Locale.ROOT, ", %.1f s", result.seconds()));
        }
        line("spent", spent.toString());
    }

    private void roundRobin() {
        RunResult.Reference reference = result.roundRobin();
        if (reference == null
                || result.comparisons() == 0
                || (reference.atLeast() && reference.comparisons() <= result.comparisons())) {
            return;
        }
        double ratio = (double) reference.comparisons() / result.comparisons();
        line(
                "round robin",
                "needs %s %,d comparisons for the same confidence, %s times as many (%s)"
                        .formatted(
                                reference.atLeast() ? "more than" : "about",
                                reference.comparisons(),
                                String.format(Locale.ROOT, "%.1f", ratio),
                                reference.measured() ? "replayed on the same data" : "a forecast from these means"));
    }

    private void next() {
        Forecast forecast = result.forecast();
        if (result.ending() == Ending.FAILED) {
            line("next", "mend what fails (see the note), then start anew: agon run --new");
        } else if (result.claim() == Claim.NO_WINNER) {
            line("next", "choose by another notion of best, or by the tasks that matter to you");
        } else if (result.claim() != Claim.UNDECIDED) {
            line(
                    "next",
                    "use %s; 'agon export%s' has every comparison"
                            .formatted(Sentence.or(List.of(String.valueOf(result.best()))), words));
        } else if (forecast.leader() == null) {
            line(
                    "next",
                    result.missing() > 0
                            ? "mend what fails (see the note), then start anew: agon run --new"
                            : "run it: nothing was compared yet");
        } else if (result.ending() == Ending.STOPPED || result.ending() == Ending.UNFINISHED) {
            line("next", "'agon resume%s' goes on".formatted(words));
            ahead(forecast);
        } else {
            ahead(forecast);
            if (result.ending() == Ending.COMPARISONS_SPENT
                    || result.ending() == Ending.MONEY_SPENT
                    || result.ending() == Ending.TIME_SPENT) {
                line("", "with a larger budget (experiment.budget) 'agon run' goes on with this run");
            }
        }
    }

    private void ahead(Forecast forecast) {
        Long rivalNeeds = forecast.rivalComparisons();
        String leader = PlainText.of(String.valueOf(forecast.leader()));
        String rival = forecast.rival() == null ? "the others" : PlainText.of(forecast.rival());
        String label = result.ending() == Ending.STOPPED || result.ending() == Ending.UNFINISHED ? "" : "next";
        line(
                label,
                rivalNeeds == null
                        ? "%s and %s look alike so far: compare more, set a margin, or accept either"
                                .formatted(leader, rival)
                        : "%s vs %s needs about %,d more comparisons if the gap is what it looks like"
                                .formatted(leader, rival, rivalNeeds));
        Long all = forecast.comparisons();
        if (all != null && !all.equals(rivalNeeds)) {
            line("", "about %,d more in all".formatted(all));
        }
        if (result.margin() == 0 && rivalNeeds != null && rivalNeeds > 5 * Math.max(200, result.comparisons())) {
            line("", "that is nearly a tie: with a margin (experiment.margin: 0.05) it ends sooner");
        }
    }

    private void limits() {
        boolean assumed = !result.strict() && result.claim() != Claim.NO_WINNER && result.claim() != Claim.NONE;
        String others = "how the policies that are out rank among each other; how any does on unlike items";
        line("cannot tell", assumed ? others + ";" : others);
        if (assumed) {
            line(
                    "",
                    Sentence.byModel(result)
                            ? "whether preferences follow the model (it is supposed; experiment.space: auto does"
                                    + " without)"
                            : "whether a policy that beats all others exists (it is assumed; experiment.strict checks"
                                    + " it)");
        }
    }

    private void line(String label, String text) {
        lines.add(label + " ".repeat(Math.max(1, LABEL - label.length())) + text);
    }
}
