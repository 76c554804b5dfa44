package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.judge.Ballot.Choice;
import io.agon.judge.ShowingJudge.Order;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShowingJudgeTest {

    private static final Query QUERY = Query.named("q");
    private final Scripted.Bench bench = new Scripted.Bench();

    private Outcome judge(Look look, Order order, double audit, String first, String second) throws Exception {
        return new ShowingJudge("j", look, order, audit)
                .judge(QUERY, new Answer.Given(first), new Answer.Given(second), bench);
    }

    private static Outcome longer(Query query, String first, String second, Hearing hearing) {
        return first.length() == second.length()
                ? Outcome.TIE
                : first.length() > second.length() ? Outcome.WIN : Outcome.LOSS;
    }

    @Test
    void random_showsInTheOrderOfSlots_once() throws Exception {
        var seen = new ArrayList<String>();
        Look look = (query, first, second, hearing) -> {
            seen.add(first + second);
            return Outcome.WIN;
        };
        assertThat(judge(look, Order.RANDOM, 0, "a", "b")).isEqualTo(Outcome.WIN);
        assertThat(judge(look, Order.RANDOM, 0, "b", "a")).isEqualTo(Outcome.WIN);
        assertThat(seen).containsExactly("ab", "ba");
        assertThat(bench.ballots).containsOnly(new Ballot("j", false, Choice.FIRST, true));
    }

    @Test
    void both_isTheMeanOfBothOrders() throws Exception {
        assertThat(judge(ShowingJudgeTest::longer, Order.BOTH, 0, "aa", "b")).isEqualTo(Outcome.WIN);
        assertThat(judge((q, a, b, h) -> Outcome.WIN, Order.BOTH, 0, "a", "b")).isEqualTo(Outcome.TIE);
        assertThat(judge((q, a, b, h) -> a.equals("a") ? Outcome.WIN : Outcome.TIE, Order.BOTH, 0, "a", "b"))
                .isEqualTo(new Outcome.Graded(0.75));
        assertThat(bench.ballots)
                .startsWith(new Ballot("j", false, Choice.FIRST, true), new Ballot("j", true, Choice.SECOND, true));
    }

    @Test
    void audit_isForTheRecordOnly_andStable() throws Exception {
        int audited = 0;
        for (int i = 0; i < 2_000; i++) {
            bench.ballots.clear();
            assertThat(judge((q, a, b, h) -> Outcome.WIN, Order.RANDOM, 0.05, "a" + i, "b" + i))
                    .isEqualTo(Outcome.WIN);
            List<Ballot> ballots = List.copyOf(bench.ballots);
            bench.ballots.clear();
            judge((q, a, b, h) -> Outcome.WIN, Order.RANDOM, 0.05, "a" + i, "b" + i);
            assertThat(bench.ballots).isEqualTo(ballots);
            if (ballots.size() == 2) {
                audited++;
                assertThat(ballots.get(1)).isEqualTo(new Ballot("j", true, Choice.FIRST, false));
            }
        }
        assertThat(audited).isBetween(60, 145); // 100 expected; fixed by the texts
    }

    @Test
    void auditThatFails_leavesTheOutcome() throws Exception {
        Look look = (query, first, second, hearing) -> {
            if (first.equals("b")) {
                throw new IOException("down");
            }
            return Outcome.WIN;
        };
        assertThat(judge(look, Order.RANDOM, 1, "a", "b")).isEqualTo(Outcome.WIN);
        assertThat(bench.ballots).last().isEqualTo(new Ballot("j", true, Choice.NONE, false));
    }

    @Test
    void lookThatFails_isABallotWithoutChoice_andNoOutcome() {
        Look look = (query, first, second, hearing) -> {
            throw new IOException("down");
        };
        for (Order order : Order.values()) {
            assertThatThrownBy(() -> judge(look, order, 1, "a", "b")).hasMessage("down");
        }
        assertThat(bench.ballots)
                .containsExactly(new Ballot("j", false, Choice.NONE, true), new Ballot("j", false, Choice.NONE, true));
    }

    @Test
    void equalAnswers_areATieWithoutALook() throws Exception {
        assertThat(judge((q, a, b, h) -> Outcome.WIN, Order.RANDOM, 1, "a", "a"))
                .isEqualTo(Outcome.TIE);
        assertThat(bench.ballots).isEmpty();
    }

    @Test
    void worstCase_coversBothOrders() {
        Look look = new Look() {
            @Override
            public Outcome at(Query query, String first, String second, Hearing hearing) {
                return Outcome.TIE;
            }

            @Override
            public double worstCase(Query query, long answerBytes) {
                return 0.5;
            }
        };
        assertThat(new ShowingJudge("j", look, Order.RANDOM, 0).worstCase(QUERY, 9))
                .isEqualTo(0.5);
        assertThat(new ShowingJudge("j", look, Order.RANDOM, 0.05).worstCase(QUERY, 9))
                .isEqualTo(1);
        assertThat(new ShowingJudge("j", look, Order.BOTH, 0).worstCase(QUERY, 9))
                .isEqualTo(1);
    }

    @Test
    void share_isUniform() {
        long low = IntStream.range(0, 10_000)
                .filter(i -> Seal.share("k", Integer.toString(i)) < 0.3)
                .count();
        assertThat(low).isBetween(2_770L, 3_230L); // 5 standard deviations; fixed by the texts
    }
}
