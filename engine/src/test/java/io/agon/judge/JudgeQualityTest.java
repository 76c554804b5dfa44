package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.judge.Ballot.Choice;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JudgeQualityTest {

    private final JudgeQuality.Tally tally = new JudgeQuality.Tally();

    private void look(long duel, boolean swapped, Choice choice) {
        tally.add(duel, new Ballot("j", swapped, choice, !swapped), OptionalLong.of(10), OptionalLong.of(20));
    }

    @Test
    void looks_areCounted() {
        look(0, false, Choice.FIRST); // the shorter answer, in the first place
        look(0, true, Choice.FIRST); // the longer one, in the first place: it changed its mind
        look(1, false, Choice.SECOND);
        look(1, true, Choice.FIRST);
        look(2, false, Choice.FIRST);
        look(2, true, Choice.TIE);
        look(3, false, Choice.TIE);
        JudgeQuality it = tally.qualities().get(0);
        assertThat(it.flips()).isEqualTo(new Share(1, 3));
        assertThat(it.firstPlace()).isEqualTo(new Share(4, 5));
        assertThat(it.slotPoints()).isCloseTo(30, within(1e-9));
        assertThat(it.longer()).isEqualTo(new Share(3, 5));
        assertThat(it.failures()).isEqualTo(new Share(0, 7));
    }

    @Test
    void looksAgainAfterAFailure_countOnce_failuresEachTime() {
        look(0, false, Choice.FIRST);
        look(0, true, Choice.NONE);
        look(0, false, Choice.FIRST);
        look(0, true, Choice.NONE);
        look(0, false, Choice.FIRST);
        look(0, true, Choice.SECOND);
        JudgeQuality it = tally.qualities().get(0);
        assertThat(it.firstPlace()).isEqualTo(new Share(1, 2));
        assertThat(it.flips()).isEqualTo(new Share(0, 1));
        assertThat(it.failures()).isEqualTo(new Share(2, 4));
    }

    @Test
    void warnings_needEvidence() {
        for (int i = 0; i < 10; i++) {
            look(i, false, i % 2 == 0 ? Choice.FIRST : Choice.SECOND);
        }
        assertThat(tally.qualities().get(0).warnings()).isEmpty();
        for (int i = 10; i < 60; i++) {
            look(i, false, Choice.FIRST);
            look(i, true, i < 40 ? Choice.FIRST : Choice.NONE);
        }
        assertThat(tally.qualities().get(0).warnings())
                .hasSize(3)
                .satisfiesExactly(
                        it -> assertThat(it).contains("prefers the first place"),
                        it -> assertThat(it).contains("changed its mind in 100 % of 30 pairs"),
                        it -> assertThat(it).contains("gave no verdict in 18 % of 110 looks"));
    }

    /** The worked example of Wilson's interval for 8 of 10, and the ends. */
    @Test
    void share_hasWilsonsInterval() {
        assertThat(new Share(8, 10).low()).isCloseTo(0.4902, within(1e-4));
        assertThat(new Share(8, 10).high()).isCloseTo(0.9433, within(1e-4));
        assertThat(new Share(0, 10).low()).isCloseTo(0, within(1e-12));
        assertThat(new Share(10, 10).high()).isCloseTo(1, within(1e-12));
        assertThat(Share.NONE.rate()).isNaN();
        assertThat(Share.NONE.low()).isZero();
        assertThat(Share.NONE.high()).isOne();
    }

    /** Cohen's kappa of a two by two table: 20, 5 / 10, 15 has agreement 0.7, chance 0.5, kappa 0.4. */
    @Test
    void agreement_hasCohensKappa() {
        var agreement = new Agreement(List.of(20L, 5L, 0L, 10L, 15L, 0L, 0L, 0L, 0L));
        assertThat(agreement.share()).isEqualTo(new Share(35, 50));
        assertThat(agreement.kappa()).isCloseTo(0.4, within(1e-12));
        assertThat(agreement.kappaReach()).isCloseTo(1.959964 * Math.sqrt(0.7 * 0.3 / 50) / 0.5, within(1e-6));
        assertThat(Agreement.NONE.kappa()).isNaN();
        assertThat(new Agreement(List.of(9L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L)).kappa())
                .isNaN();
    }
}
