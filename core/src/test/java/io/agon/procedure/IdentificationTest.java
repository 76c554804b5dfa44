package io.agon.procedure;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.preference.Outcome;
import io.agon.procedure.Identification.Found;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.Verdict;
import io.agon.testkit.Counts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentificationTest {

    private static Found among(List<Double> strengths, int most, int batch, long seed) {
        try {
            return new Identification(EvidenceStopping.exact(), 0.1, most, batch, seed)
                    .<RuntimeException>among(strengths.size(), duels -> fight(duels, strengths, seed));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Outcome> fight(List<Dispatch> duels, List<Double> strengths, long seed) {
        return duels.stream()
                .map(it -> {
                    double lead = strengths.get(it.duel().first())
                            - strengths.get(it.duel().second());
                    double u = Randomness.of(seed, "duel").stream(it.index()).nextDouble();
                    return u < 0.5 + lead / 2 ? Outcome.WIN : Outcome.LOSS;
                })
                .toList();
    }

    @Test
    void best_isFound_andFalseOnesAreAsRareAsPromised() {
        var falseOnes = new int[1];
        Counts found = Counts.counting(200, seed -> {
            Found it = among(List.of(0.3, 0.7, 0.2), 2_000, 4, seed);
            falseOnes[0] += it.verdict() instanceof Verdict.Winner winner && winner.policy() != 1 ? 1 : 0;
            return it.verdict().equals(new Verdict.Winner(1)) && it.chosen() == 1;
        });
        assertThatRate(Counts.of(falseOnes[0]).outOf(200)).as("false").isAtMost(0.1);
        assertThatRate(found).as("found").isAtLeast(0.9);
    }

    @Test
    void equalOnes_areNotToldApart_andDuelsAreNotExceeded() {
        Found found = among(List.of(0.5, 0.5, 0.5), 41, 4, 1);
        assertThat(found.verdict()).isInstanceOf(Verdict.Undecided.class);
        assertThat(found.duels()).isEqualTo(41);
        assertThat(found.possible()).contains(found.chosen());
    }

    @Test
    void duelsThatEndEarly_endTheExperiment() throws Exception {
        var asked = new ArrayList<Integer>();
        Found found = new Identification(EvidenceStopping.exact(), 0.1, 100, 4, 1).<RuntimeException>among(2, duels -> {
            asked.add(duels.size());
            return asked.size() < 3 ? fight(duels, List.of(0.5, 0.4), 1) : List.of(Outcome.WIN);
        });
        assertThat(asked).containsExactly(4, 4, 4);
        assertThat(found.duels()).isEqualTo(9);
        assertThat(found.verdict().decided()).isFalse();
    }

    @Test
    void withoutADuel_isRefused() {
        assertThatThrownBy(() -> new Identification(EvidenceStopping.exact(), 0.1, 0, 4, 1))
                .hasMessageContaining("at least 1 duel");
    }
}
