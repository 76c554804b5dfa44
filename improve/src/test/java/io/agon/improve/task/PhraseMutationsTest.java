package io.agon.improve.task;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.budget.Allotment;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Component.Kind;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.task.PhraseMutations.Odds;
import io.agon.improve.trace.Summary;
import io.agon.loop.KeptReplies;
import io.agon.loop.KeptTurn;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhraseMutationsTest {

    private static final List<String> PHRASES = List.of("Say why.", "Be brief!");

    @TempDir
    Path folder;

    private static Problem problem(String body) {
        var artifact = new Artifact(List.of(
                new Component("prompt", Kind.PROMPT, "", "", "", body),
                new Component("code", Kind.CODE, "", "", "", "x"),
                new Component("fixed", Kind.PROMPT, "", "", "", "Stay.")));
        var learning = new Summary(List.of(), new LinkedHashMap<>(), List.of(), List.of(), List.of(), List.of(), "");
        return new Problem(1, "", artifact, List.of("prompt", "code"), learning, List.of(), List.of(), List.of());
    }

    private Map<String, Integer> proposals(Odds odds, String body, int count) throws Exception {
        var mutations = new PhraseMutations(PHRASES, odds);
        var seen = new TreeMap<String, Integer>();
        try (var replies = new KeptReplies(folder.resolve("replies.jsonl"))) {
            for (int i = 0; i < count; i++) {
                var turn = new KeptTurn("t" + i, Randomness.of(4, "test").stream(i), replies, Allotment.unbounded());
                Proposal proposal = mutations.propose(problem(body), turn);
                assertThat(proposal.bodies().keySet()).isSubsetOf("prompt");
                seen.merge(proposal.bodies().getOrDefault("prompt", proposal.nothing()), 1, Integer::sum);
            }
        }
        return seen;
    }

    @Test
    void sentences_endInTheirMarks_andKeepWhatIsBetween() {
        assertThat(PhraseMutations.sentences("A {{x}}. \"B!\" C?\n\nD: e.g\nf"))
                .containsExactly("A {{x}}. ", "\"B!\" ", "C?\n\n", "D: e.g\n", "f ");
        assertThat(String.join("", PhraseMutations.sentences("One. Two."))).isEqualTo("One. Two. ");
    }

    @Test
    void eachEdit_isWhatItSays() throws Exception {
        assertThat(proposals(new Odds(1, 0, 0, 0, 0), "One. Two.", 200).keySet())
                .containsExactlyInAnyOrder(
                        "Say why. One. Two.",
                        "One. Say why. Two.",
                        "One. Two. Say why.",
                        "Be brief! One. Two.",
                        "One. Be brief! Two.",
                        "One. Two. Be brief!");
        assertThat(proposals(new Odds(0, 1, 0, 0, 0), "One. Two.", 100).keySet())
                .containsExactlyInAnyOrder("One.", "Two.");
        assertThat(proposals(new Odds(0, 0, 1, 0, 0), "One. Two.", 200).keySet())
                .containsExactlyInAnyOrder("Say why. Two.", "Be brief! Two.", "One. Say why.", "One. Be brief!");
        assertThat(proposals(new Odds(0, 0, 0, 1, 0), "One. Two. Three.", 200).keySet())
                .containsExactlyInAnyOrder("Two. One. Three.", "Three. Two. One.", "One. Three. Two.");
    }

    @Test
    void whatCannotBeEdited_isNoChange() throws Exception {
        assertThat(proposals(new Odds(0, 1, 0, 0, 0), "Only one.", 5)).containsOnlyKeys("no edit changed anything");
        assertThat(proposals(new Odds(0, 0, 0, 1, 0), "Same. Same.", 5)).containsOnlyKeys("no edit changed anything");
    }

    /** Of edits with weights 4:2:2:1, those that insert: the prompt of two sentences becomes one of three. */
    @Test
    void odds_areKept() throws Exception {
        int count = 3_000;
        Map<String, Integer> seen = proposals(new Odds(4, 2, 2, 1, 0), "One. Two.", count);
        int longer = seen.entrySet().stream()
                .filter(it -> PhraseMutations.sentences(it.getKey()).size() == 3)
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertIs(longer, count, 4 / 9.0);
        assertIs(seen.getOrDefault("Two. One.", 0), count, 1 / 9.0);
        // It would show: a third is neither.
        assertThat(longer / (double) count).isGreaterThan(0.4);
    }

    private static void assertIs(int hits, int runs, double rate) {
        assertThatRate(new Counts(hits, runs)).withFalseAlarm(1e-7).isAtMost(rate);
        assertThatRate(new Counts(hits, runs)).withFalseAlarm(1e-7).isAtLeast(rate);
    }

    @Test
    void impossibleSettings_areRefused() {
        assertThatThrownBy(() -> new PhraseMutations(List.of(), Odds.USUAL)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new PhraseMutations(List.of(" "), Odds.USUAL)).hasMessageContaining("blank");
        assertThatThrownBy(() -> new Odds(0, 0, 0, 0, 0)).hasMessageContaining("raise one");
        assertThatThrownBy(() -> new Odds(-1, 1, 1, 1, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Odds(1, 1, 1, 1, 1)).hasMessageContaining("below 1");
    }
}
