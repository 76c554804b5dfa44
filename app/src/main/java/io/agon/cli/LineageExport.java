package io.agon.cli;

import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Component;
import io.agon.improve.report.Answer;
import io.agon.improve.report.Lineage;
import io.agon.improve.report.Lineage.Member;
import io.agon.report.ArenaExport;
import io.agon.report.PlainText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lineage of an improvement for other programs: one artifact a line, or a graph. */
final class LineageExport {

    private static final List<String> HEADING = List.of(
            "candidate",
            "parent",
            "update",
            "fate",
            "chosen",
            "training",
            "validation",
            "runs",
            "duels",
            "lead",
            "level",
            "reason",
            "reasoning");

    private final Lineage lineage;

    LineageExport(Lineage lineage) {
        this.lineage = lineage;
    }

    /** In a form: csv, dot or jsonl. */
    void write(String form, Appendable out) throws IOException {
        switch (form) {
            case "csv" -> csv(out);
            case "dot" -> dot(out);
            default -> jsonl(out);
        }
    }

    /** As JSON lines. */
    void jsonl(Appendable out) throws IOException {
        for (Member it : lineage.members()) {
            out.append(PlainText.json(json(it).toString())).append('\n');
        }
    }

    /** One artifact. */
    Json.Fields json(Member it) {
        Optional<Decision> decision =
                it.trials().isEmpty() ? Optional.empty() : it.trials().getLast().decision();
        Map<String, String> bodies = new LinkedHashMap<>();
        it.standing().candidate().artifact().components().forEach(part -> bodies.put(part.name(), part.body()));
        var parent = it.standing().candidate().parent();
        return Json.fields()
                .with("candidate", it.number())
                .with("parent", parent.isPresent() ? (Integer) parent.getAsInt() : null)
                .with("update", it.standing().candidate().update())
                .with("fate", it.fate().word())
                .with("chosen", it.number() == lineage.taken())
                .with("training", it.standing().training())
                .with("validation", it.standing().validation())
                .with("runs", it.standing().runs())
                .with("duels", decision.map(Decision::duels).orElse(null))
                .with("lead", decision.map(Decision::estimate).orElse(null))
                .with("level", decision.map(Decision::level).orElse(null))
                .with("reason", decision.map(Decision::reason).orElse(null))
                .with("reasoning", it.standing().candidate().reasoning())
                .with("hash", it.standing().candidate().artifact().hash())
                .with("components", bodies);
    }

    /** As CSV with a heading (RFC 4180); cells that a spreadsheet would run are neutralised. */
    void csv(Appendable out) throws IOException {
        List<String> names = lineage.member(0).standing().candidate().artifact().components().stream()
                .map(Component::name)
                .toList();
        List<String> heading = new ArrayList<>(HEADING);
        heading.addAll(names);
        out.append(String.join(",", heading)).append('\n');
        for (Member it : lineage.members()) {
            Json.Fields json = json(it);
            List<String> cells = new ArrayList<>();
            HEADING.forEach(name -> cells.add(cell(json.get(name))));
            names.forEach(name -> cells.add(
                    ArenaExport.cell(it.standing().candidate().artifact().body(name))));
            out.append(String.join(",", cells)).append('\n');
        }
    }

    /** Numbers are what they are, a minus sign among them. */
    private static String cell(@Nullable Object value) {
        return value instanceof Number ? value.toString() : ArenaExport.cell(value == null ? "" : value.toString());
    }

    /** As a graph in the language of Graphviz. */
    void dot(Appendable out) throws IOException {
        out.append("digraph lineage {\n  rankdir=LR; node [shape=box, style=rounded, fontname=Helvetica];\n");
        for (Member it : lineage.members()) {
            out.append("  c%d [label=\"%d\\n%s\\n%s\"%s];\n"
                    .formatted(
                            it.number(),
                            it.number(),
                            it.fate().word(),
                            Answer.score(it.score()),
                            it.number() == lineage.taken()
                                    ? ", style=\"rounded,filled,bold\""
                                    : it.fate() == Lineage.Fate.REJECTED ? ", color=gray, fontcolor=gray" : ""));
        }
        for (Member it : lineage.members()) {
            Optional<Member> parent = lineage.parent(it);
            if (parent.isPresent()) {
                out.append("  c%d -> c%d%s;\n"
                        .formatted(parent.get().number(), it.number(), it.line() ? " [penwidth=2]" : " [color=gray]"));
            }
        }
        out.append("}\n");
    }
}
