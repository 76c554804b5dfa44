package io.agon.cli;

import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.report.Answer;
import io.agon.improve.report.Lineage;
import io.agon.page.ImprovementPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an improvement leaves in its folder, and says at its end. */
final class ImprovementFiles {

    private static final String TEXT = "report.txt";
    private static final String PAGE = "report.html";
    private static final String CURVE = "curve.svg";
    private static final String CHOSEN = "chosen";
    private static final int TEXT_WIDTH = 100;

    private final Improvement improvement;
    private final Lineage lineage;
    private final Path folder;

    ImprovementFiles(Improvement improvement, Path folder) {
        this.improvement = improvement;
        this.folder = folder;
        lineage = new Lineage(improvement);
    }

    /** Reports, the picture and what was chosen; the lineage is there already. */
    void write() throws IOException {
        var pages = new ImprovementPages(lineage);
        Files.writeString(
                folder.resolve(TEXT),
                new ImproveReport(lineage, TEXT_WIDTH).titled().brief(command()).text());
        Files.writeString(folder.resolve(PAGE), pages.file());
        Files.writeString(folder.resolve(CURVE), pages.curve());
        Files.createDirectories(folder.resolve(CHOSEN));
        for (Component it : lineage.member(lineage.taken())
                .standing()
                .candidate()
                .artifact()
                .components()) {
            Files.writeString(folder.resolve(CHOSEN).resolve(it.name() + ".txt"), it.body());
        }
    }

    /** @param words what stood on the command line, to write it again; starts with a blank, or is empty */
    void print(Console console, String words) {
        int width = Terminal.size().columns() - 1;
        new ImproveReport(lineage, width).brief(command()).print(console);
        var text = new Paragraphs(width);
        text.line("");
        text.wrap("chosen   ", folder.resolve(CHOSEN).toString());
        text.wrap("report   ", folder.resolve(PAGE) + ", " + folder.resolve(TEXT));
        text.wrap(
                "look     ",
                "agon view %s%s"
                        .formatted(
                                folder,
                                lineage.taken() == 0
                                        ? ""
                                        : "; agon show %s --candidate %d".formatted(folder, lineage.taken())));
        text.wrap("next     ", next(words));
        text.print(console);
    }

    /** What shows the whole lineage. */
    private String command() {
        return "agon show %s%s".formatted(folder, lineage.members().size() > ImproveReport.MOST_DRAWN ? " --all" : "");
    }

    private String next(String words) {
        int more = 2 * improvement.loop().budget().updates();
        String longer = "agon improve%s --updates %d".formatted(words.replaceFirst(" --updates \\d+$", ""), more);
        return switch (Answer.of(improvement)) {
            case IMPROVED -> "use what stands in %s; to look further: %s".formatted(folder.resolve(CHOSEN), longer);
            case CHANGED -> "certify: {queries: 500} in the file would say whether it is better";
            case RUNNING, NOTHING_SHOWN ->
                improvement.chosen().orElse(0) == 0
                        ? "more updates: %s; or another optimizer, more feedback, other batches".formatted(longer)
                        : improvement.certificate().filter(by -> !by.complete()).isPresent()
                                ? "mend what keeps the provider from answering; what was answered is kept"
                                : "more fresh queries would narrow the interval: raise certify.queries, in another --out";
        };
    }

    /** As a document. */
    Json.Fields document() {
        return document(improvement, lineage)
                .with(
                        "files",
                        Json.fields()
                                .with("folder", folder.toString())
                                .with("chosen", folder.resolve(CHOSEN).toString())
                                .with("report", folder.resolve(PAGE).toString())
                                .with("text", folder.resolve(TEXT).toString())
                                .with("curve", folder.resolve(CURVE).toString()));
    }

    /** As a document, without files. */
    static Json.Fields document(Improvement it, Lineage lineage) {
        Json.Fields rivals = Json.fields();
        it.rivals().forEach((name, claim) -> rivals.with(name, json(claim)));
        Json.Fields choices = Json.fields();
        it.loop().choices().forEach(choices::with);
        List<Json.Fields> accepted = lineage.successions().stream()
                .map(round -> {
                    Decision by = round.decision().orElseThrow();
                    return Json.fields()
                            .with("update", round.update())
                            .with("candidate", round.challenger().orElseThrow())
                            .with("reason", by.reason())
                            .with("duels", by.duels())
                            .with("lead", by.estimate());
                })
                .toList();
        return Json.fields()
                .with("status", Answer.of(it).status())
                .with("answer", Answer.sentence(it))
                .with("description", it.description())
                .with("task", it.task())
                .with("chosen", it.chosen().isPresent() ? (Integer) it.chosen().getAsInt() : null)
                .with("champion", it.champion())
                .with("candidates", it.candidates().size())
                .with(
                        "certificate",
                        it.certificate().map(ImprovementFiles::json).orElse(null))
                .with("rivals", rivals)
                .with("accepted", accepted)
                .with("loop", choices)
                .with("updates", it.spent().updates())
                .with("evaluations", it.spent().evaluations())
                .with("missing", it.spent().missing())
                .with("duels", it.spent().duels())
                .with("usd", it.spent().usd())
                .with("ended", it.ended().isEmpty() ? null : it.ended());
    }

    private static Json.Fields json(Certificate it) {
        return Json.fields()
                .with("better", it.better())
                .with("number", it.number())
                .with("confidence", 1 - it.level())
                .with("queries", it.queries())
                .with("lead", it.lead())
                .with("atLeast", it.atLeast())
                .with("low", it.low())
                .with("high", it.high())
                .with("missing", it.missing())
                .with("reason", it.complete() ? null : it.reason());
    }
}
