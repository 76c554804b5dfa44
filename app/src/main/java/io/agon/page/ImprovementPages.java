package io.agon.page;

import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Round;
import io.agon.improve.report.Answer;
import io.agon.improve.report.Diff;
import io.agon.improve.report.Evidence;
import io.agon.improve.report.Lineage;
import io.agon.improve.report.Lineage.Fate;
import io.agon.improve.report.Lineage.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** An improvement, finished or not, as pages and pictures. What models wrote is escaped. */
public final class ImprovementPages {

    private static final int CONTEXT = 3;
    private static final String CANDIDATE = "/candidate/";

    /** Lineages of more candidates are long, and shown to those who ask. */
    private static final int DRAWN = 100;

    /** So many candidates need no order among them. */
    private static final int FEW = 12;

    private final Lineage lineage;
    private final Improvement improvement;

    /** Of this one. */
    public ImprovementPages(Lineage lineage) {
        this.lineage = lineage;
        improvement = lineage.improvement();
    }

    /** Scores over updates, as SVG. */
    public String curve() {
        return new ScoreChart(lineage).svg();
    }

    /** Everything in one file. */
    public String file() {
        Map<Boolean, List<Member>> apart = lineage.members().stream().collect(Collectors.partitioningBy(this::matters));
        List<Member> others = apart.getOrDefault(false, List.of());
        return Html.file(
                title(),
                overview(number -> "#c" + number)
                        + "<h2>Every artifact</h2>\n"
                        + folded(apart.getOrDefault(true, List.of()))
                        + (others.isEmpty()
                                ? ""
                                : "<details><summary>%,d more that never challenged the champion</summary>\n%s</details>\n"
                                        .formatted(others.size(), folded(others))));
    }

    private String folded(List<Member> members) {
        return members.stream()
                .map(it -> "<details id=\"c%d\"><summary>%s</summary>\n%s</details>\n"
                        .formatted(it.number(), summary(it), candidate(it, number -> "#c" + number)))
                .collect(Collectors.joining());
    }

    /** Of few all; of many those that challenged the champion, or were it. */
    private boolean matters(Member it) {
        return lineage.members().size() <= FEW || it.fate() != Fate.UNTRIED || it.number() == lineage.taken();
    }

    /** Pages by path: an overview, and one of each candidate. */
    public Site site() {
        return path -> {
            if (path.equals("/")) {
                return Optional.of(page(overview(number -> CANDIDATE.substring(1) + number) + list()));
            }
            if (path.matches(CANDIDATE + "\\d{1,9}")) {
                int number = Integer.parseInt(path.substring(CANDIDATE.length()));
                if (lineage.contains(number)) {
                    Member it = lineage.member(number);
                    return Optional.of(page("<h1><a href=\"../\">%s</a></h1>\n<p class=\"answer\">%s</p>\n%s"
                            .formatted(Html.of(title()), summary(it), candidate(it, String::valueOf))));
                }
            }
            return Optional.empty();
        };
    }

    private Page page(String body) {
        return new Page(title(), body, improvement.ended().isEmpty());
    }

    private String title() {
        return improvement.description().isBlank()
                ? "Agon improves: " + improvement.task()
                : improvement.description().strip();
    }

    private String overview(IntFunction<String> link) {
        Answer answer = Answer.of(improvement);
        var out = new StringBuilder();
        out.append("<h1>%s</h1>\n".formatted(Html.of(title())));
        out.append("<p class=\"answer%s\"><b>%s</b> &nbsp;%s</p>\n"
                .formatted(
                        answer == Answer.NOTHING_SHOWN ? " none" : "",
                        answer.title(),
                        Html.of(Answer.sentence(improvement))));
        String lead = Answer.lead(improvement);
        for (String it : List.of(
                lead.isEmpty() ? "" : "lead over the start: " + lead,
                Answer.passedOver(improvement),
                Answer.taken(improvement),
                improvement.description().isBlank() ? "" : "task: " + improvement.task(),
                Answer.spent(improvement))) {
            if (!it.isEmpty()) {
                out.append("<p class=\"soft\">%s</p>\n".formatted(Html.of(sentence(it))));
            }
        }
        if (!improvement.rivals().isEmpty()) {
            out.append("<h2>Against others, each by itself, on the same fresh queries</h2>\n")
                    .append(rivals());
        }
        out.append("<h2>What changed</h2>\n").append(changed());
        out.append("<h2>Accepted changes and their evidence</h2>\n").append(accepted(link));
        out.append("<div class=\"picture\">%s</div>\n".formatted(curve()));
        String tree = "<div class=\"picture\">%s</div>\n".formatted(new LineageTree(lineage, link).svg());
        out.append(
                lineage.members().size() <= DRAWN
                        ? tree
                        : "<details><summary>Lineage of all %,d candidates</summary>\n%s</details>\n"
                                .formatted(lineage.members().size(), tree));
        nothing(out);
        out.append("<h2>The choices of the loop</h2>\n");
        out.append(Html.table(
                List.of("choice", ""),
                List.of(),
                improvement.loop().choices().entrySet().stream()
                        .map(it -> List.of(Html.of(it.getKey()), Html.of(it.getValue())))
                        .toList()));
        out.append("<h2>What this cannot tell</h2>\n<ul>\n");
        Answer.limits(improvement).forEach(it -> out.append("<li>%s</li>\n".formatted(Html.of(it))));
        return out.append("</ul>\n").toString();
    }

    private static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
    }

    /** From the start to what was taken. */
    private String changed() {
        Artifact start = improvement.loop().start();
        Artifact taken = lineage.member(lineage.taken()).standing().candidate().artifact();
        String changes = changes(start, taken);
        return changes.isEmpty() ? "<p>Nothing: the start is what stands.</p>\n" : changes;
    }

    private static String changes(Artifact before, Artifact after) {
        return after.components().stream()
                .filter(it -> !it.body().equals(before.body(it.name())))
                .map(it -> "<h3>%s%s</h3>\n%s"
                        .formatted(
                                Html.of(it.name()),
                                kind(it),
                                Html.diff(Diff.of(before.body(it.name()), it.body(), CONTEXT))))
                .collect(Collectors.joining());
    }

    /** What a component is, where its name does not say it. */
    private static String kind(Component it) {
        String kind = it.kind().name().toLowerCase(Locale.ROOT);
        return it.name().equals(kind) ? "" : " <span class=\"small\">%s</span>".formatted(kind);
    }

    private String accepted(IntFunction<String> link) {
        List<List<String>> rows = new ArrayList<>();
        for (Round it : lineage.successions()) {
            Decision decision = it.decision().orElseThrow();
            Member challenger = lineage.member(it.challenger().orElseThrow());
            rows.add(List.of(
                    String.valueOf(it.update()),
                    link(challenger.number(), link),
                    lineage.parent(challenger)
                            .map(parent -> link(parent.number(), link))
                            .orElse(""),
                    Html.of(Evidence.words(decision)),
                    decision.duels() == 0 ? "-" : "%,d".formatted(decision.duels())));
        }
        return rows.isEmpty()
                ? "<p>None.</p>\n"
                : Html.table(
                        List.of("after update", "candidate", "made from", "evidence", "duels"),
                        List.of(0, 1, 2, 4),
                        rows);
    }

    private static String link(int number, IntFunction<String> link) {
        return "<a href=\"%s\">%d</a>".formatted(Html.of(link.apply(number)), number);
    }

    private String rivals() {
        List<List<String>> rows = new ArrayList<>();
        improvement
                .rivals()
                .forEach((name, it) -> rows.add(List.of(
                        Html.of(name), Html.of(Answer.against(it)), it.complete() ? Html.of(Answer.lead(it)) : "-")));
        return Html.table(List.of("rival", "what is shown", "lead"), List.of(2), rows);
    }

    /** Proposals of which no candidate came. */
    private void nothing(StringBuilder out) {
        Map<String, Long> reasons = improvement.rounds().stream()
                .filter(it -> it.child().isEmpty())
                .collect(Collectors.groupingBy(Round::nothing, TreeMap::new, Collectors.counting()));
        if (!reasons.isEmpty()) {
            out.append("<h2>Proposals that came to nothing</h2>\n");
            List<List<String>> rows = reasons.entrySet().stream()
                    .map(it -> List.of("%,d".formatted(it.getValue()), Html.of(it.getKey())))
                    .toList();
            out.append(Html.table(List.of("times", "why"), List.of(0), rows));
        }
    }

    /** All candidates with links. */
    private String list() {
        List<List<String>> rows = lineage.members().reversed().stream()
                .map(it -> List.of(
                        link(it.number(), number -> CANDIDATE.substring(1) + number),
                        String.valueOf(it.standing().candidate().update()),
                        it.fate().word(),
                        Answer.score(it.standing().training()),
                        Answer.score(it.standing().validation()),
                        "%,d".formatted(it.standing().runs())))
                .toList();
        return "<h2>Every candidate</h2>\n"
                + Html.table(
                        List.of("candidate", "update", "", "on batches", "on validation", "runs"),
                        List.of(0, 1, 3, 4, 5),
                        rows);
    }

    private String summary(Member it) {
        return "<b>%d</b> %s%s%s"
                .formatted(
                        it.number(),
                        it.story(),
                        Double.isNaN(it.score()) ? "" : ", score " + Answer.score(it.score()),
                        it.number() == lineage.taken()
                                ? improvement.chosen().isPresent() ? ", <strong>chosen</strong>" : ", champion"
                                : "");
    }

    private String candidate(Member it, IntFunction<String> link) {
        var out = new StringBuilder();
        Artifact artifact = it.standing().candidate().artifact();
        lineage.parent(it)
                .ifPresent(parent -> out.append(
                        "<p class=\"small\">made from candidate %s</p>\n".formatted(link(parent.number(), link))));
        it.trials()
                .forEach(trial -> trial.decision()
                        .ifPresent(by -> out.append("<p>%s after update %,d: %s</p>\n"
                                .formatted(
                                        by.accepted() ? "Accepted" : "Rejected",
                                        trial.update(),
                                        Html.of(Evidence.words(by))))));
        it.round()
                .map(Round::nothing)
                .filter(why -> !why.isEmpty())
                .ifPresent(why -> out.append("<p>%s</p>\n".formatted(Html.of(why))));
        if (!it.standing().candidate().reasoning().isBlank()) {
            out.append("<h3>Reasoning of the optimizer</h3>\n")
                    .append(Html.words(it.standing().candidate().reasoning()));
        }
        lineage.parent(it)
                .ifPresent(parent ->
                        out.append(changes(parent.standing().candidate().artifact(), artifact)));
        it.round()
                .ifPresent(round -> out.append("<details><summary>Feedback it was made from</summary>\n%s</details>\n"
                        .formatted(Html.words(round.feedback()))));
        for (Component part : artifact.components()) {
            out.append("<details><summary>%s as a whole</summary>\n%s</details>\n"
                    .formatted(Html.of(part.name()), Html.words(part.body())));
        }
        return out.toString();
    }
}
