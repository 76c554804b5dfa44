package io.agon.improve.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Who is the best of the pool. */
class CandidatesTest {

    private static Artifact text(String text) {
        return new Artifact(List.of(new Component("text", Component.Kind.PROMPT, "", "", "", text)));
    }

    private static Candidates pool(double... scores) {
        var candidates = new Candidates(text("as long as this"));
        candidates.add(OptionalInt.of(0), 1, text("medium"), "", List.of());
        candidates.add(OptionalInt.of(0), 2, text("tiny"), "", List.of());
        for (int i = 0; i < scores.length; i++) {
            candidates.tally(candidates.get(i)).validation().put(1L, scores[i]);
        }
        return candidates;
    }

    @Test
    void ofEqualScores_theShortestIsTheBest_butNeverChallengesAnEqualChampion() {
        assertThat(pool(0.1, 0.5, 0.5).best(0, true)).hasValue(2);
        assertThat(pool(0.5, 0.5, 0.5).best(0, true)).hasValue(0);
        assertThat(pool(0.1, 0.6, 0.5).best(0, true)).hasValue(1);
    }

    @Test
    void history_endsWithTheShortestOfTheBest() {
        assertThat(pool(0.5, 0.5, 0.1).history())
                .extracting(it -> it.artifact().length())
                .containsExactly(4, 15, 6);
    }
}
