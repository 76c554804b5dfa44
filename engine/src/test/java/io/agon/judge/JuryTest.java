package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.agon.budget.Allotment;
import io.agon.budget.BudgetSpentException;
import io.agon.budget.Purse;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JuryTest {

    private static final Outcome.Missing MISSING = new Outcome.Missing("down");

    private static Judge says(Outcome outcome) {
        return (query, first, second, hearing) -> {
            if (outcome instanceof Outcome.Missing) {
                throw new IOException("down");
            }
            return outcome;
        };
    }

    private static Outcome ask(Judge judge) throws Exception {
        return judge.judge(Query.named("q"), new Answer.Given("a"), new Answer.Given("b"), new Scripted.Bench());
    }

    private static Outcome jury(Jury.Rule rule, Outcome... outcomes) throws Exception {
        return ask(
                new Jury(java.util.Arrays.stream(outcomes).map(JuryTest::says).toList(), rule));
    }

    @Test
    void majority_isWhatMoreThanHalfSay() throws Exception {
        assertThat(jury(Jury.Rule.MAJORITY, Outcome.WIN, Outcome.LOSS, Outcome.WIN))
                .isEqualTo(Outcome.WIN);
        assertThat(jury(Jury.Rule.MAJORITY, Outcome.WIN, Outcome.LOSS, Outcome.TIE))
                .isEqualTo(Outcome.TIE);
        assertThat(jury(Jury.Rule.MAJORITY, Outcome.WIN, Outcome.LOSS)).isEqualTo(Outcome.TIE);
        assertThat(jury(Jury.Rule.MAJORITY, Outcome.LOSS, MISSING, Outcome.LOSS))
                .as("else what is missing would depend on who would have won")
                .isEqualTo(MISSING);
        assertThat(jury(Jury.Rule.MAJORITY, Outcome.LOSS, MISSING, Outcome.WIN)).isEqualTo(MISSING);
    }

    /** Members that fail independently of their verdicts leave the mean of the others' outcomes where it was. */
    @Test
    void failingMember_movesNoMean() throws Exception {
        double[] prefers = {0.9, 0.2, 0.43};
        double failing = 0.1;
        double points = 0;
        double known = 0;
        for (int said = 0; said < 8; said++) {
            double p = 1;
            var votes = new Outcome[3];
            for (int m = 0; m < 3; m++) {
                boolean win = (said >> m & 1) == 1;
                votes[m] = win ? Outcome.WIN : Outcome.LOSS;
                p *= win ? prefers[m] : 1 - prefers[m];
            }
            points += p * (1 - failing) * jury(Jury.Rule.MAJORITY, votes).value();
            known += p * (1 - failing);
            votes[2] = MISSING;
            Outcome without = jury(Jury.Rule.MAJORITY, votes);
            if (!(without instanceof Outcome.Missing)) {
                points += p * failing * without.value();
                known += p * failing;
            }
        }
        assertThat(points / known).as("the jury's own preference").isEqualTo(0.4982, offset(1e-9));
    }

    @Test
    void mean_needsEveryVerdict() throws Exception {
        assertThat(jury(Jury.Rule.MEAN, Outcome.WIN, Outcome.LOSS, Outcome.WIN, Outcome.WIN))
                .isEqualTo(new Outcome.Graded(0.75));
        assertThat(jury(Jury.Rule.MEAN, Outcome.WIN, MISSING, Outcome.WIN)).isEqualTo(MISSING);
    }

    @Test
    void chain_asksTheNextOnATie() throws Exception {
        assertThat(ask(new Chain(List.of(says(Outcome.TIE), says(Outcome.LOSS)))))
                .isEqualTo(Outcome.LOSS);
        assertThat(ask(new Chain(List.of(says(Outcome.WIN), says(MISSING))))).isEqualTo(Outcome.WIN);
        assertThat(ask(new Chain(List.of(says(Outcome.TIE), says(Outcome.TIE)))))
                .isEqualTo(Outcome.TIE);
        assertThatThrownBy(() -> ask(new Chain(List.of(says(MISSING), says(Outcome.WIN)))))
                .hasMessage("down");
    }

    @Test
    void spentBudget_isNotAVerdict() {
        Judge spent = (query, first, second, hearing) -> {
            new Allotment(new Purse(0.5), 0).reserve(1);
            return Outcome.WIN;
        };
        assertThatThrownBy(() -> ask(new Jury(List.of(spent, says(Outcome.WIN)), Jury.Rule.MAJORITY)))
                .isInstanceOf(BudgetSpentException.class);
    }

    @Test
    void human_isAskedOnceForWhatIsSkipped() throws Exception {
        var asked = new ArrayList<String>();
        var look = new HumanLook((query, first, second) -> {
            asked.add(first + second);
            return first.equals("a") ? Ballot.Choice.NONE : Ballot.Choice.SECOND;
        });
        Judge judge = new ShowingJudge("human", look, ShowingJudge.Order.RANDOM, 0);
        assertThat(ask(judge)).isEqualTo(new Outcome.Missing("skipped"));
        assertThat(ask(judge)).isEqualTo(new Outcome.Missing("skipped"));
        assertThat(asked).containsExactly("ab");
        assertThat(look.at(Query.named("q"), "b", "a", new Scripted.Bench())).isEqualTo(Outcome.LOSS);
    }
}
