package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is expected of every judge that looks at answers only, without chance and without slots. */
public abstract class JudgeContract {

    protected static final Hearing HEARING = Bout.alone(new Duel(0, 1), Query.named("q"), new SplittableRandom(1))
            .hearing();

    protected abstract Judge judge();

    protected abstract Query query();

    /** Some answers, good and bad. */
    protected abstract List<String> answers();

    protected final Outcome judge(String first, String second) throws Exception {
        return judge().judge(query(), (Answer.Given) Answer.of(first), (Answer.Given) Answer.of(second), HEARING);
    }

    @Test
    void swappedAnswers_giveTheSwappedOutcome() throws Exception {
        for (String first : answers()) {
            for (String second : answers()) {
                assertThat(judge(second, first)).isEqualTo(judge(first, second).swapped());
            }
        }
    }

    @Test
    void equalAnswers_tie() throws Exception {
        for (String answer : answers()) {
            assertThat(judge(answer, answer)).isEqualTo(Outcome.TIE);
        }
    }

    @Test
    void queryWithoutReference_isMissing() throws Exception {
        Answer.Given answer = (Answer.Given) Answer.of(answers().get(0));
        assertThat(judge().judge(new Query("q", Map.of(), null), answer, answer, HEARING))
                .isInstanceOf(Outcome.Missing.class);
    }
}
