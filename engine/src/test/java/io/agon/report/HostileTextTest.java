package io.agon.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.experiment.Expense;
import io.agon.experiment.Forecast;
import io.agon.experiment.RunResult;
import io.agon.experiment.RunResult.Claim;
import io.agon.experiment.RunResult.Ending;
import io.agon.experiment.Standing;
import io.agon.judge.Agreement;
import io.agon.judge.Hostile;
import io.agon.judge.JudgeQuality;
import io.agon.judge.Share;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.store.RunRecord;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import io.agon.store.StoreWriter;
import io.agon.store.StoredDuel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** G7: foreign text in reports and exports does nothing to terminals, spreadsheets and readers. */
class HostileTextTest {

    @TempDir
    Path root;

    private static RunResult result(String text) {
        return new RunResult(
                "r1",
                text,
                Ending.COMPARISONS_SPENT,
                Claim.UNDECIDED,
                null,
                List.of(),
                false,
                List.of(new Standing(text, true, -1, 1, 9, 1, 0.6), new Standing("B", true, -1, 1, 9, 1, 0.4)),
                List.of(),
                "auto",
                0.95,
                0,
                false,
                null,
                "agon",
                1,
                1,
                1,
                9,
                1,
                10,
                1.5,
                1.5,
                new Forecast(120L, "B", text, 90L),
                null,
                List.of(new JudgeQuality(
                        text,
                        Share.NONE,
                        new Share(3, 9),
                        Share.NONE,
                        new Share(1, 10),
                        Agreement.NONE,
                        Agreement.NONE)),
                List.of(
                        new Expense(text, 9, 1, 99, 0.1, 9, List.of(text)),
                        new Expense("B", 9, 1, 99, 1.4, 9, List.of())),
                List.of(text));
    }

    @Test
    void text_isHarmless_andShort() {
        for (Hostile it : Hostile.answers()) {
            String text = TextReport.of(result(it.text()));
            assertThat(text.codePoints().filter(Hostile::harmful)).as(it.name()).isEmpty();
            assertThat(text).as(it.name()).hasSizeLessThan(10_000);
        }
    }

    @Test
    void json_isWholeAndHarmless() {
        for (Hostile it : Hostile.answers()) {
            String json = JsonReport.of(result(it.text()));
            assertThat(json.codePoints().filter(Hostile::harmful)).as(it.name()).isEmpty();
            assertThat(json).doesNotContain("\n");
            JsonNode read = JsonMapper.shared().readTree(json);
            assertThat(read.path("status").asString()).isEqualTo("undecided");
            assertThat(read.path("candidates").path(0).path("id").asString())
                    .as(it.name())
                    .isEqualTo(it.text());
        }
    }

    @Test
    void exports_areHarmless_andKeepTheirForm() throws Exception {
        List<Hostile> answers = Hostile.answers();
        try (Store store = SqliteStore.open(root.resolve("agon.db"))) {
            var run = new RunRecord(
                    "r1",
                    "f",
                    "d",
                    "x",
                    "v",
                    List.of(answers.get(0).text(), "B"),
                    "agon",
                    0.95,
                    0,
                    false,
                    null,
                    "auto",
                    null,
                    1,
                    1,
                    Instant.EPOCH,
                    null,
                    RunRecord.State.RUNNING,
                    null);
            try (StoreWriter writer = store.write()) {
                writer.start(run);
                for (int i = 0; i < answers.size(); i++) {
                    String text = answers.get(i).text();
                    writer.dispatched("r1", StoredDuel.fresh(i, new Duel(0, 1), text, Set.of()));
                    writer.outcome("r1", i, new Outcome.Missing(text), 1, List.of(), Duration.ZERO);
                }
            }
            var csv = new StringBuilder();
            ArenaExport.csv(store, run, csv);
            assertThat(csv.codePoints().filter(c -> c != '\t').filter(Hostile::harmful))
                    .isEmpty();
            List<List<String>> rows = rows(csv.toString());
            assertThat(rows).hasSize(answers.size() + 1).allMatch(it -> it.size() == 7);
            assertThat(rows.stream().flatMap(List::stream).filter(it -> !it.isEmpty()))
                    .noneMatch(it -> "=+-@\t\uFF1D".indexOf(it.charAt(0)) >= 0);
            var jsonl = new StringBuilder();
            ArenaExport.jsonl(store, run, jsonl);
            assertThat(jsonl.codePoints().filter(Hostile::harmful)).isEmpty();
            List<String> lines = jsonl.toString().lines().collect(Collectors.toList());
            assertThat(lines).hasSize(answers.size());
            for (String line : lines) {
                assertThat(JsonMapper.shared().readTree(line).path("winner").asString())
                        .isEqualTo("missing");
            }
        }
    }

    /** By the letter of RFC 4180. */
    private static List<List<String>> rows(String csv) {
        var rows = new java.util.ArrayList<List<String>>();
        var row = new java.util.ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    cell.append(csv.charAt(++i));
                } else if (c == '"') {
                    quoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else {
                cell.append(c);
            }
        }
        return rows;
    }
}
