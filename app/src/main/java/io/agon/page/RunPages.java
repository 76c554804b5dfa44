package io.agon.page;

import io.agon.experiment.RunResult;
import io.agon.experiment.Standing;
import io.agon.report.TextReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A stored run as a page: its report, and how its candidates stand. */
public final class RunPages implements Site {

    private final Supplier<RunResult> run;

    /** @param run how it stands now */
    public RunPages(Supplier<RunResult> run) {
        this.run = run;
    }

    @Override
    public Optional<Page> page(String path) {
        if (!path.equals("/")) {
            return Optional.empty();
        }
        RunResult result = run.get();
        String title = "Agon: " + (result.description().isBlank() ? result.run() : result.description());
        List<List<String>> rows = new ArrayList<>();
        for (Standing it : result.standings()) {
            rows.add(List.of(
                    Html.of(it.id()),
                    !it.possible() ? "out" : it.id().equals(result.best()) ? "<strong>best</strong>" : "possible",
                    String.format(Locale.ROOT, "%.4f", it.pValue()),
                    "%,d".formatted(it.comparisons())));
        }
        String text = TextReport.of(result, "");
        String answer = text.lines()
                .filter(it -> it.startsWith("ANSWER"))
                .map(it -> it.replaceFirst("^ANSWER( SO FAR)? +", ""))
                .findFirst()
                .orElse("");
        String body = "<h1>%s</h1>\n<p class=\"answer\">%s</p>\n<h2>Candidates</h2>\n%s<h2>Report</h2>\n%s"
                .formatted(
                        Html.of(title),
                        Html.of(answer),
                        Html.table(List.of("candidate", "", "p-value", "comparisons"), List.of(2, 3), rows),
                        Html.words(text));
        return Optional.of(new Page(title, body, result.ending() == RunResult.Ending.UNFINISHED));
    }
}
