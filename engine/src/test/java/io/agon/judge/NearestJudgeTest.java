package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearestJudgeTest extends JudgeContract {

    @Override
    protected Judge judge() {
        return new NearestJudge(0.5);
    }

    @Override
    protected Query query() {
        return new Query("q", Map.of(), "#### 1,250");
    }

    @Override
    protected List<String> answers() {
        return List.of("The answer is 1250.", "1,249.8", "-3", "none", "10 + 5 = 15", "1e3");
    }

    @Test
    void nearerNumber_wins() throws Exception {
        assertThat(judge("so 1,249.8", "15")).isEqualTo(Outcome.WIN);
        assertThat(judge("1250", "1249.6")).isEqualTo(Outcome.TIE);
        assertThat(judge("none", "-3")).isEqualTo(Outcome.LOSS);
        assertThat(judge("none", "nothing")).isEqualTo(Outcome.TIE);
    }
}
