package io.agon.improve.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Acceptance.Trials;
import io.agon.improve.Candidate;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.preference.Outcome;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class LlmPoAcceptanceTest {

    private final LlmPoAcceptance rule = new LlmPoAcceptance(new AcceptanceRule.LlmPo(0.05, 300));

    private static Trials duels(int challenges, IntFunction<Outcome> outcomes) {
        return new Trials() {
            private int asked;

            @Override
            public double batch(Candidate candidate) {
                throw new AssertionError("batches are no evidence");
            }

            @Override
            public double validation(Candidate candidate) {
                throw new AssertionError("validation is no evidence");
            }

            @Override
            public int challenges() {
                return challenges;
            }

            @Override
            public Outcome duel() {
                return outcomes.apply(asked++);
            }
        };
    }

    private Decision decide(int update, IntFunction<Outcome> outcomes) throws Exception {
        return rule.decide(Rounds.candidate(0), Rounds.candidate(update), duels(10 - update, outcomes));
    }

    @Test
    void winnerOfAllDuels_isAccepted_asSoonAsTheLevelIsReached() throws Exception {
        Decision decision = decide(1, it -> Outcome.WIN);
        // The stake is sqrt(2 ln(100) / (300 / 4)): each duel wins a factor of 1.1752, and 1.1752^29 is 108.
        assertThat(decision.accepted()).isTrue();
        assertThat(decision.announced()).isTrue();
        assertThat(decision.duels()).isEqualTo(29);
        assertThat(decision.level()).isEqualTo(0.01, within(1e-15));
        assertThat(decision.estimate()).isEqualTo(1);
        assertThat(decision.reason())
                .isEqualTo("shown to be better: lead +1.0000 in 29 duels, e-value 108 of 100;"
                        + " 0.0500 of the error probability is left");
        assertThat(decide(2, it -> Outcome.WIN).level()).isEqualTo(0.1 / 9, within(1e-15));
    }

    /** A duel wins a factor of 1.95 at most: ln(100) / ln(1.95) is 6.9. */
    @Test
    void fewDuels_canShowNothing() {
        assertThat(LlmPoAcceptance.possible(0.01, 6)).isFalse();
        assertThat(LlmPoAcceptance.possible(0.01, 7)).isTrue();
    }

    @Test
    void loser_isGivenUp_andCostsTheFirstBet() throws Exception {
        Decision decision = decide(1, it -> Outcome.LOSS);
        assertThat(decision.accepted()).isFalse();
        assertThat(decision.announced()).isFalse();
        assertThat(decision.duels()).isEqualTo(20);
        assertThat(decision.reason())
                .startsWith("hardly to be shown better in the duels that are left: lead -1.0000 in 20 duels")
                .endsWith("0.0482 of the error probability is left");
    }

    @Test
    void sameText_isGivenUp_beforeAllDuelsAreFought() throws Exception {
        assertThat(decide(1, it -> Outcome.TIE).duels()).isBetween(20L, 100L);
    }

    @Test
    void missingDuels_areNoEvidence_andManyOfThemForbidAClaim() throws Exception {
        Decision few = decide(1, it -> it == 3 ? new Outcome.Missing("timed out") : Outcome.WIN);
        assertThat(few.accepted()).isTrue();
        assertThat(few.duels()).isEqualTo(29);
        assertThat(few.reason()).contains("in 29 duels (1 missing)");
        Decision many = decide(2, it -> it % 4 == 3 ? new Outcome.Missing("timed out") : Outcome.WIN);
        assertThat(many.accepted()).isFalse();
        assertThat(many.reason()).startsWith("too many are missing");
    }

    @Test
    void decisionThatBreaksOff_hasSpentItsLevel() throws Exception {
        assertThatThrownBy(() -> decide(1, it -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(decide(2, it -> Outcome.WIN).level()).isEqualTo(0.04 * 2 / 9, within(1e-15));
    }

    @Test
    void nothingLeft_isSaid_withoutADuel() throws Exception {
        assertThatThrownBy(() -> decide(9, it -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        Decision decision = decide(9, it -> {
            throw new AssertionError("a duel in vain");
        });
        assertThat(decision.accepted()).isFalse();
        assertThat(decision.reason()).isEqualTo("no error probability is left to spend");
    }

    @Test
    void decisionWithoutDuels_isRefused() {
        assertThatThrownBy(() -> new LlmPoAcceptance(new AcceptanceRule.LlmPo(0.05, 0)))
                .hasMessageContaining("at least 1 duel");
    }
}
