package io.agon.cli;

import io.agon.cli.Console.Style;
import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Round;
import io.agon.improve.report.Answer;
import io.agon.improve.report.Diff;
import io.agon.improve.report.Evidence;
import io.agon.improve.report.Lineage;
import io.agon.improve.report.Lineage.Member;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An improvement, finished or not, as text for a terminal of some width. What models wrote is made harmless. */
final class ImproveReport {

    private static final int CONTEXT = 2;
    private static final int MOST_REASONS = 8;
    private static final int MOST_ACCEPTED = 8;

    /** Lineages of so many are shown whole when somebody asks for them. */
    static final int MOST_DRAWN = 60;

    private final Lineage lineage;
    private final Improvement improvement;
    private final int width;
    private final Paragraphs text;
    private final TextTree tree;

    /** @param width columns, at least {@link Terminal#NARROWEST} */
    ImproveReport(Lineage lineage, int width) {
        this.lineage = lineage;
        this.width = width;
        text = new Paragraphs(width);
        tree = new TextTree(lineage);
        improvement = lineage.improvement();
    }

    /** All of it, with everybody in the lineage. */
    Paragraphs whole() {
        all(Integer.MAX_VALUE, tree.lines(width));
        return text;
    }

    /**
     * What matters of it: of the lineage the way to what was taken, and of many accepted changes the last.
     *
     * @param command that shows the rest
     */
    Paragraphs brief(String command) {
        all(MOST_ACCEPTED, tree.way(width, command));
        return text;
    }

    /** Begins with what the file says of itself, if it says something. */
    ImproveReport titled() {
        if (!improvement.description().isBlank()) {
            text.wrap("", improvement.description().strip().replaceAll("\\s*\\R\\s*", " "));
            text.line("");
        }
        return this;
    }

    /** A candidate as a whole. */
    Paragraphs candidate(int number) {
        candidate(lineage.member(number));
        return text;
    }

    private void all(int most, List<String> drawn) {
        Answer answer = Answer.of(improvement);
        text.wrap(
                answer.title() + "  ",
                Answer.sentence(improvement),
                answer == Answer.IMPROVED || answer == Answer.CHANGED ? Style.GOOD : Style.STRONG);
        said("lead      ", Answer.lead(improvement));
        improvement
                .rivals()
                .forEach((name, it) -> text.wrap(
                        "against   ",
                        "%s, on the same queries: %s%s"
                                .formatted(
                                        name, Answer.against(it), it.complete() ? "; lead " + Answer.lead(it) : "")));
        said("champion  ", Answer.passedOver(improvement));
        text.line("");
        said("taken     ", Answer.taken(improvement));
        text.wrap("task      ", improvement.task());
        text.wrap("spent     ", Answer.spent(improvement));
        text.heading(
                lineage.taken() == 0
                        ? "What changed:"
                        : "What changed, from the start to candidate %d:".formatted(lineage.taken()));
        if (!changes(improvement.loop().start(), artifact(lineage.member(lineage.taken())))) {
            text.line("  nothing: the start is what stands");
        }
        accepted(most);
        nothing();
        text.heading("Lineage, scores in points of 100 as the loop saw them:");
        drawn.forEach(text::line);
        text.heading("The choices of the loop:");
        text.named("  ", improvement.loop().lines());
        text.heading("What this cannot tell:");
        Answer.limits(improvement).forEach(it -> text.wrap("  - ", it));
    }

    private void said(String name, String what) {
        if (!what.isEmpty()) {
            text.wrap(name, what);
        }
    }

    private void candidate(Member it) {
        Artifact artifact = artifact(it);
        text.wrap(
                "candidate %d  ".formatted(it.number()),
                "%s%s%s"
                        .formatted(
                                it.story(),
                                it.number() == lineage.taken()
                                        ? improvement.chosen().isPresent() ? ", chosen" : ", champion"
                                        : "",
                                lineage.parent(it)
                                        .map(parent -> ", made from candidate " + parent.number())
                                        .orElse("")),
                Style.STRONG);
        text.line("");
        text.wrap(
                "scores    ",
                "%s on batches, %s on validation items, %,d in all"
                        .formatted(
                                Answer.score(it.standing().training()),
                                Answer.score(it.standing().validation()),
                                it.standing().runs()));
        it.trials()
                .forEach(trial -> trial.decision()
                        .ifPresent(by -> text.wrap(by.accepted() ? "accepted  " : "rejected  ", Evidence.words(by))));
        it.round().map(Round::nothing).filter(why -> !why.isEmpty()).ifPresent(why -> text.wrap("kept out  ", why));
        if (!it.standing().candidate().reasoning().isBlank()) {
            text.heading("Reasoning of the optimizer:");
            it.standing().candidate().reasoning().lines().forEach(line -> text.wrap("  ", line));
        }
        lineage.parent(it).ifPresent(parent -> {
            text.heading("What changed, from candidate %d:".formatted(parent.number()));
            changes(artifact(parent), artifact);
        });
        for (Component part : artifact.components()) {
            text.heading("%s, as a whole:".formatted(named(part)));
            part.body().lines().forEach(line -> text.wrap("  ", line));
        }
    }

    private static Artifact artifact(Member it) {
        return it.standing().candidate().artifact();
    }

    /** A component, and what it is where its name does not say it. */
    private static String named(Component it) {
        String kind = it.kind().name().toLowerCase(Locale.ROOT);
        return it.name().equals(kind) ? kind : "%s (%s)".formatted(it.name(), kind);
    }

    /** Whether anything changed. */
    private boolean changes(Artifact before, Artifact after) {
        boolean any = false;
        for (Component it : after.components()) {
            if (it.body().equals(before.body(it.name()))) {
                continue;
            }
            any = true;
            text.line("  " + named(it));
            for (Diff.Line line : Diff.of(before.body(it.name()), it.body(), CONTEXT)) {
                switch (line.change()) {
                    case SAME -> text.wrap("      ", line.text());
                    case ADDED -> text.wrap("    + ", line.text(), Style.GOOD);
                    case REMOVED -> text.wrap("    - ", line.text(), Style.BAD);
                    case SKIPPED -> text.wrap("    … ", line.text());
                }
            }
        }
        return any;
    }

    private void accepted(int most) {
        text.heading("Accepted changes and their evidence:");
        List<Round> successions = lineage.successions();
        if (successions.isEmpty()) {
            text.line("  none");
        }
        int left = Math.max(0, successions.size() - most);
        if (left > 0) {
            text.line("  %,d earlier ones, then:".formatted(left));
        }
        for (Round it : successions.subList(left, successions.size())) {
            Decision by = it.decision().orElseThrow();
            Member challenger = lineage.member(it.challenger().orElseThrow());
            text.wrap(
                    "  update %-4d ".formatted(it.update()),
                    "candidate %d%s%s: %s"
                            .formatted(
                                    challenger.number(),
                                    challenger.standing().candidate().update() == it.update()
                                            ? ""
                                            : ", made in update %d"
                                                    .formatted(challenger
                                                            .standing()
                                                            .candidate()
                                                            .update()),
                                    lineage.parent(challenger)
                                            .map(parent -> ", made from %d".formatted(parent.number()))
                                            .orElse(""),
                                    Evidence.words(by)));
        }
    }

    /** Proposals of which no candidate came. */
    private void nothing() {
        Map<String, Long> reasons = improvement.rounds().stream()
                .filter(it -> it.child().isEmpty())
                .collect(Collectors.groupingBy(Round::nothing, TreeMap::new, Collectors.counting()));
        if (reasons.isEmpty()) {
            return;
        }
        text.heading("Proposals that came to nothing:");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .forEach(it -> text.wrap("  %,5d  ".formatted(it.getValue()), it.getKey()));
        if (reasons.size() > MOST_REASONS) {
            text.line("         and %,d other reasons".formatted(reasons.size() - MOST_REASONS));
        }
    }
}
