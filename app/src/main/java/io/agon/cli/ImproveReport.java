package io.agon.cli;

import io.agon.cli.Console.Style;
import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.Improvement.Round;
import io.agon.improve.report.Answer;
import io.agon.improve.report.Diff;
import io.agon.improve.report.Lineage;
import io.agon.improve.report.Lineage.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An improvement, finished or not, as text for a terminal of some width. What models wrote is made harmless. */
final class ImproveReport {

    private static final int CONTEXT = 2;
    private static final int MOST_REASONS = 8;

    private final Lineage lineage;
    private final Improvement improvement;
    private final int width;
    private final List<Line> lines = new ArrayList<>();

    /** A line, and why it looks different. */
    private record Line(String text, Style style) {}

    /** @param width columns, at least {@link Terminal#NARROWEST} */
    ImproveReport(Lineage lineage, int width) {
        this.lineage = lineage;
        this.width = width;
        improvement = lineage.improvement();
    }

    /** Prints all of it. */
    void print(Console console) {
        whole();
        flush(console);
    }

    /** Prints a candidate as a whole. */
    void print(Console console, Member it) {
        candidate(it);
        flush(console);
    }

    /** All of it, without colours. */
    String text() {
        whole();
        return lines.stream().map(it -> it.text() + "\n").collect(Collectors.joining());
    }

    private void flush(Console console) {
        lines.forEach(it ->
                console.line(it.style() == Style.FAINT ? it.text() : console.styled(it.style(), it.text())));
    }

    private void whole() {
        lines.clear();
        Answer answer = Answer.of(improvement);
        wrap(
                answer.title() + "  ",
                Answer.sentence(improvement),
                answer == Answer.IMPROVED || answer == Answer.CHANGED ? Style.GOOD : Style.STRONG);
        say("");
        wrap("task    ", improvement.task(), Style.FAINT);
        wrap("spent   ", Answer.spent(improvement), Style.FAINT);
        if (!improvement.selection().isEmpty()) {
            wrap("taken   ", improvement.selection(), Style.FAINT);
        }
        heading("What changed, from the start to candidate %d:".formatted(lineage.taken()));
        if (!changes(improvement.loop().start(), artifact(lineage.member(lineage.taken())))) {
            say("  nothing: the start is what stands");
        }
        accepted();
        rivals();
        nothing();
        heading("Lineage, scores in points of 100 as the loop saw them:");
        new TextTree(lineage).lines(width).forEach(this::say);
        heading("The choices of the loop:");
        improvement.loop().lines().forEach(it -> {
            int end = it.indexOf("  ");
            int from = end;
            while (from >= 0 && from < it.length() && it.charAt(from) == ' ') {
                from++;
            }
            wrap("  " + it.substring(0, Math.max(0, from)), it.substring(Math.max(0, from)), Style.FAINT);
        });
        heading("What this cannot tell:");
        Answer.limits(improvement).forEach(it -> wrap("  - ", it, Style.FAINT));
    }

    private void candidate(Member it) {
        lines.clear();
        Artifact artifact = artifact(it);
        wrap(
                "candidate %d  ".formatted(it.number()),
                "%s, update %d%s%s"
                        .formatted(
                                it.fate().word(),
                                it.standing().candidate().update(),
                                it.number() == lineage.taken()
                                        ? improvement.chosen().isPresent() ? ", chosen" : ", champion"
                                        : "",
                                lineage.parent(it)
                                        .map(parent -> ", made from candidate " + parent.number())
                                        .orElse("")),
                Style.STRONG);
        say("");
        wrap(
                "scores    ",
                "%s on batches, %s on validation items, %,d in all"
                        .formatted(
                                Answer.score(it.standing().training()),
                                Answer.score(it.standing().validation()),
                                it.standing().runs()),
                Style.FAINT);
        it.trials()
                .forEach(trial -> trial.decision()
                        .ifPresent(by ->
                                wrap(by.accepted() ? "accepted  " : "rejected  ", by.reason(), Style.FAINT)));
        it.round()
                .map(Round::nothing)
                .filter(why -> !why.isEmpty())
                .ifPresent(why -> wrap("kept out  ", why, Style.FAINT));
        if (!it.standing().candidate().reasoning().isBlank()) {
            heading("Reasoning of the optimizer:");
            it.standing().candidate().reasoning().lines().forEach(line -> wrap("  ", line, Style.FAINT));
        }
        lineage.parent(it).ifPresent(parent -> {
            heading("What changed, from candidate %d:".formatted(parent.number()));
            changes(artifact(parent), artifact);
        });
        for (Component part : artifact.components()) {
            heading("%s (%s), as a whole:".formatted(part.name(), kind(part)));
            part.body().lines().forEach(line -> wrap("  ", line, Style.FAINT));
        }
    }

    private static Artifact artifact(Member it) {
        return it.standing().candidate().artifact();
    }

    private static String kind(Component it) {
        return it.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Whether anything changed. */
    private boolean changes(Artifact before, Artifact after) {
        boolean any = false;
        for (Component it : after.components()) {
            if (it.body().equals(before.body(it.name()))) {
                continue;
            }
            any = true;
            say("  %s (%s)".formatted(it.name(), kind(it)));
            for (Diff.Line line : Diff.of(before.body(it.name()), it.body(), CONTEXT)) {
                switch (line.change()) {
                    case SAME -> wrap("      ", line.text(), Style.FAINT);
                    case ADDED -> wrap("    + ", line.text(), Style.GOOD);
                    case REMOVED -> wrap("    - ", line.text(), Style.BAD);
                    case SKIPPED -> wrap("    … ", line.text(), Style.FAINT);
                }
            }
        }
        return any;
    }

    private void accepted() {
        heading("Accepted changes and their evidence:");
        List<Round> successions = lineage.successions();
        if (successions.isEmpty()) {
            say("  none");
        }
        for (Round it : successions) {
            Decision by = it.decision().orElseThrow();
            Member challenger = lineage.member(it.challenger().orElseThrow());
            wrap(
                    "  update %-4d ".formatted(it.update()),
                    "candidate %d%s: %s"
                            .formatted(
                                    challenger.number(),
                                    lineage.parent(challenger)
                                            .map(parent -> ", made from %d".formatted(parent.number()))
                                            .orElse(""),
                                    by.reason()),
                    Style.FAINT);
        }
    }

    private void rivals() {
        if (improvement.rivals().isEmpty()) {
            return;
        }
        heading("Against others, on the same fresh queries:");
        int names = improvement.rivals().keySet().stream()
                .mapToInt(Letters::width)
                .max()
                .orElse(0);
        improvement
                .rivals()
                .forEach((name, it) -> wrap(
                        "  " + Letters.pad(Console.harmless(name), names) + "  ",
                        "%s: lead %+.1f points, between %+.1f and %+.1f"
                                .formatted(claim(it), 100 * it.lead(), 100 * it.low(), 100 * it.high()),
                        Style.FAINT));
    }

    private static String claim(Certificate it) {
        return it.better()
                ? "the chosen one is better"
                : it.high() < 0 ? "the chosen one is worse" : "not shown to be better";
    }

    /** Proposals of which no candidate came. */
    private void nothing() {
        Map<String, Long> reasons = improvement.rounds().stream()
                .filter(it -> it.child().isEmpty())
                .collect(Collectors.groupingBy(Round::nothing, TreeMap::new, Collectors.counting()));
        if (reasons.isEmpty()) {
            return;
        }
        heading("Proposals that came to nothing:");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .forEach(it -> wrap("  %,5d  ".formatted(it.getValue()), it.getKey(), Style.FAINT));
        if (reasons.size() > MOST_REASONS) {
            say("         and %,d other reasons".formatted(reasons.size() - MOST_REASONS));
        }
    }

    private void heading(String text) {
        say("");
        wrap("", text, Style.STRONG);
    }

    private void say(String text) {
        lines.add(new Line(Console.harmless(text), Style.FAINT));
    }

    /** One line of text, or more that hang below it; narrow terminals wrap less deep. */
    private void wrap(String before, String text, Style style) {
        int indent = Math.min(Letters.width(before), width / 3);
        String flat = Console.harmless(text.replace("\t", "    "));
        List<String> wrapped = Letters.wrapped(flat, Math.max(10, width - Letters.width(before)));
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add(new Line(
                    ((i == 0 ? before : " ".repeat(indent)) + wrapped.get(i)).stripTrailing(), style));
        }
    }
}
