package io.agon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agon.judge.Agreement;
import io.agon.judge.JudgeQuality;
import io.agon.judge.Share;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What recorded judges are worth, on small tables and on recorded verdicts of people and LLMs. Those are in shared/data
 * beside the repository, or above it; without them their tests are skipped.
 */
class RecordedJudgesTest {

    @TempDir
    Path root;

    private List<JudgeQuality> judges(String yaml) {
        return ArenaLoader.load(ExperimentReader.read(Folder.in(root).experiment(yaml), Set.of()))
                .judges();
    }

    private static Path data(String name) {
        Path place = Path.of("").toAbsolutePath();
        while (place != null && !Files.isDirectory(place.resolve("shared/data").resolve(name))) {
            place = place.getParent();
        }
        assumeTrue(place != null, "skipped: the folder of recorded data, shared/data, is neither beside nor above");
        return Objects.requireNonNull(place).resolve("shared/data").resolve(name);
    }

    @Test
    void smallTable_isCounted() throws Exception {
        Files.writeString(root.resolve("t.csv"), """
            item,arm_a,arm_b,outcome,judge
            1,A,B,a,x
            1,B,A,a,x
            1,A,B,a,y
            2,A,B,b,x
            2,B,A,a,x
            3,B,A,tie,x
            3,A,B,b,y
            """);
        Files.writeString(root.resolve("labels.csv"), "item,arm_a,arm_b,outcome\n1,B,A,b\n3,A,B,tie\n");
        List<JudgeQuality> judges = judges(
                "policies: {recorded: {outcomes: t.csv}}\njudge: {recorded: {judgments: average, labels: labels.csv}}");
        assertThat(judges).extracting(JudgeQuality::judge).containsExactly("x", "y");
        JudgeQuality x = judges.get(0);
        assertThat(x.flips()).isEqualTo(new Share(1, 2));
        assertThat(x.firstPlace()).isEqualTo(new Share(3, 4));
        assertThat(x.failures()).isEqualTo(new Share(0, 5));
        assertThat(x.labels().share()).isEqualTo(new Share(2, 3));
        assertThat(x.others().share()).isEqualTo(new Share(1, 3));
        assertThat(judges.get(1).labels().share()).isEqualTo(new Share(1, 2));
    }

    @Test
    void labels_ofNothingInTheTable_areRefused() throws Exception {
        Files.writeString(root.resolve("labels.csv"), "item,arm_a,arm_b,outcome\n9,A,B,b\n");
        assertThatThrownBy(() ->
                        judges("policies: {recorded: {outcomes: duels.csv}}\njudge: {recorded: {labels: labels.csv}}"))
                .hasMessageContaining("labels.csv")
                .hasMessageContaining("no pair and item of duels.csv");
    }

    /** 38,544 verdicts of GPT-4 in both orders; the flips are counted by a naive loop. */
    @Test
    void guanaco_slotPreferenceAndFlips_areThoseOfTheData() {
        Path file = data("guanaco-oa").resolve("gpt4_duels.csv.gz");
        JudgeQuality judge =
                judges("policies: {recorded: {outcomes: '%s'}}".formatted(file)).get(0);
        assertThat(judge.firstPlace()).isEqualTo(new Share(18_875, 18_875 + 14_043));
        Csv csv = Csv.read(file);
        var shown = new HashMap<String, String>();
        csv.rows()
                .forEach(row -> shown.put(
                        String.join("|", row.cells().subList(0, 3)), row.cells().get(3)));
        long both = 0;
        long flips = 0;
        for (Map.Entry<String, String> entry : shown.entrySet()) {
            String[] key = entry.getKey().split("\\|");
            String other = shown.get(key[0] + "|" + key[2] + "|" + key[1]);
            if (key[1].compareTo(key[2]) < 0 && other != null) {
                both++;
                flips += other.equals(entry.getValue()) && !other.equals("tie") ? 1 : 0;
            }
        }
        assertThat(shown).hasSize(38_544);
        assertThat(judge.flips()).isEqualTo(new Share(flips, both));
        assertThat(both).isGreaterThan(18_000);
        assertThat(judge.warnings()).isEmpty();
    }

    @Test
    void pandalm_agreementWithPeople_isTheNaiveOne() {
        agreement("pandalm", "gpt35judge_duels.csv.gz", List.of("item"));
        agreement("pandalm", "pandalm7bjudge_duels.csv.gz", List.of("item"));
    }

    @Test
    void mtbench_agreementWithPeople_isTheNaiveOne() {
        agreement("mtbench", "gpt4_duels.csv.gz", List.of("item", "turn"));
    }

    private void agreement(String set, String verdicts, List<String> item) {
        Path file = data(set).resolve(verdicts);
        Path labels = data(set).resolve("human_duels.csv.gz");
        List<JudgeQuality> judges =
                judges("policies: {recorded: {outcomes: '%s', item: [%s]}}\njudge: {recorded: {labels: '%s'}}"
                        .formatted(file, String.join(", ", item), labels));
        var counts = new long[3][3];
        List<String[]> own = rows(file, item);
        var people = new HashMap<String, List<Integer>>();
        rows(labels, item)
                .forEach(it ->
                        people.computeIfAbsent(it[0], key -> new ArrayList<>()).add(Integer.parseInt(it[1])));
        for (String[] row : own) {
            for (int label : people.getOrDefault(row[0], List.of())) {
                counts[Integer.parseInt(row[1])][label]++;
            }
        }
        double total = 0;
        double same = 0;
        double chance = 0;
        for (int i = 0; i < 3; i++) {
            same += counts[i][i];
            for (int j = 0; j < 3; j++) {
                total += counts[i][j];
            }
        }
        for (int k = 0; k < 3; k++) {
            chance += (counts[k][0] + counts[k][1] + counts[k][2])
                    / total
                    * (counts[0][k] + counts[1][k] + counts[2][k])
                    / total;
        }
        assertThat(judges).hasSize(1);
        Agreement agreement = judges.get(0).labels();
        assertThat(agreement.share()).isEqualTo(new Share((long) same, (long) total));
        assertThat(agreement.kappa()).isCloseTo((same / total - chance) / (1 - chance), within(1e-12));
        assertThat(agreement.kappa()).isBetween(0.1, 0.9);
        assertThat(total).isGreaterThan(1_000);
    }

    /** Question, and who won by name: 0 the policy whose name comes first, 1 the other, 2 nobody. */
    private static List<String[]> rows(Path file, List<String> item) {
        Csv csv = Csv.read(file);
        return csv.rows().stream()
                .map(row -> {
                    String a = row.cells().get(csv.column("arm_a"));
                    String b = row.cells().get(csv.column("arm_b"));
                    String outcome = row.cells().get(csv.column("outcome"));
                    boolean inOrder = a.compareTo(b) < 0;
                    int winner = outcome.equals("tie") ? 2 : outcome.equals("a") == inOrder ? 0 : 1;
                    var key = new StringBuilder(inOrder ? a + " " + b : b + " " + a);
                    item.forEach(it -> key.append(' ').append(row.cells().get(csv.column(it))));
                    return new String[] {key.toString(), Integer.toString(winner)};
                })
                .toList();
    }
}
