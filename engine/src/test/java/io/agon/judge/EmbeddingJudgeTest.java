package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.model.Embedder;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingJudgeTest extends JudgeContract {

    /** How often each letter occurs. */
    static final class Letters implements Embedder {
        @Override
        public String name() {
            return "letters";
        }

        @Override
        public float[] embed(String text) {
            var counts = new float[26];
            text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> counts[c - 'a']++);
            return counts;
        }
    }

    @Override
    protected Judge judge() {
        return new EmbeddingJudge(new Letters(), 0);
    }

    @Override
    protected Query query() {
        return new Query("q", Map.of(), "a red house");
    }

    @Override
    protected List<String> answers() {
        return List.of("a red house", "house red", "a blue boat", "", "zzz");
    }

    @Test
    void nearerAnswer_wins_unlessItIsNearlyAsNear() throws Exception {
        assertThat(judge("the red house", "a blue boat")).isEqualTo(Outcome.WIN);
        assertThat(judge("a blue boat", "the red house")).isEqualTo(Outcome.LOSS);
        assertThat(judge("house a red", "a red house")).isEqualTo(Outcome.TIE);
        Judge tolerant = new EmbeddingJudge(new Letters(), 2);
        assertThat(tolerant.judge(
                        query(),
                        new io.agon.policy.Answer.Given("the red house"),
                        new io.agon.policy.Answer.Given("zzz"),
                        HEARING))
                .isEqualTo(Outcome.TIE);
    }
}
