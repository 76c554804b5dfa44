package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.experiment.FactorStanding.Level;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.stopping.Verdict;
import io.agon.structured.Factors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingsTest {

    private static final List<String> NAMES = List.of("A", "B", "C");

    private static Procedure procedure(boolean strict) {
        return ProcedureFactory.STANDARD.create(
                new ProcedureFactory.Design("round-robin", NAMES.size(), 0.05, 0, strict, 0, 1, Lag.SEQUENTIAL));
    }

    /** A beats B, B beats C, C beats A, always. */
    @Test
    void doubts_inACycle_nameWhoBeatsTheWinner() {
        Procedure procedure = played(procedure(false));
        assertThat(procedure.recommend()).isEqualTo(new Verdict.Winner(0));
        assertThat(Standings.doubts(procedure, NAMES, 0))
                .singleElement()
                .asString()
                .startsWith("A lost to C in 100 %")
                .contains("there may be none", "experiment.strict: true");
    }

    @Test
    void strict_inACycle_findsNoWinner() {
        assertThat(played(procedure(true)).recommend())
                .isInstanceOfSatisfying(
                        Verdict.NoWinner.class, it -> assertThat(it.cycle()).containsExactly(0, 1, 2));
    }

    private static Procedure played(Procedure procedure) {
        for (Optional<Dispatch> next = procedure.ask(); next.isPresent(); next = procedure.ask()) {
            var duel = next.get().duel();
            boolean wins = (duel.first() + 1) % 3 == duel.second();
            procedure.tell(next.get().index(), wins ? Outcome.WIN : Outcome.LOSS);
        }
        return procedure;
    }

    @Test
    void forecast_clearLeader_namesRivalAndNeed() {
        Procedure procedure = procedure(false);
        assertThat(Standings.forecast(procedure, NAMES, 0, false)).isEqualTo(Forecast.UNKNOWN);
        for (int i = 0; i < 12; i++) {
            Dispatch next = procedure.ask().orElseThrow();
            procedure.tell(next.index(), next.duel().first() < next.duel().second() ? Outcome.WIN : Outcome.LOSS);
        }
        procedure.settle();
        Forecast forecast = Standings.forecast(procedure, NAMES, 0, false);
        assertThat(forecast.leader()).isEqualTo("A");
        assertThat(forecast.rival()).isEqualTo("B");
        assertThat(forecast.rivalComparisons()).isBetween(1L, 60L);
        assertThat(forecast.comparisons()).isGreaterThanOrEqualTo(forecast.rivalComparisons());
        assertThat(Standings.doubts(procedure, NAMES, 0)).isEmpty();
    }

    /** A beats B beats C: level x has A and B, level y only C. */
    @Test
    void levels_areOutWithTheirLastPolicy() {
        Procedure procedure = procedure(false);
        Factors factors =
                Factors.of(List.of("m", "p"), List.of(List.of("x", "1"), List.of("x", "2"), List.of("y", "2")));
        assertThat(Standings.ofFactors(procedure, Optional.empty())).isEmpty();
        assertThat(Standings.ofFactors(procedure, Optional.of(factors)))
                .extracting(FactorStanding::levels)
                .containsExactly(
                        List.of(new Level("x", true, 1), new Level("y", true, 1)),
                        List.of(new Level("1", true, 1), new Level("2", true, 1)));
        for (Optional<Dispatch> next = procedure.ask(); next.isPresent(); next = procedure.ask()) {
            var duel = next.get().duel();
            procedure.tell(next.get().index(), duel.first() < duel.second() ? Outcome.WIN : Outcome.LOSS);
        }
        List<FactorStanding> standings = Standings.ofFactors(procedure, Optional.of(factors));
        double pB = procedure.evidence().pValue(1);
        double pC = procedure.evidence().pValue(2);
        assertThat(standings.get(0).levels())
                .containsExactly(new Level("x", true, procedure.evidence().pValue(0)), new Level("y", false, pC));
        assertThat(standings.get(1).levels().get(1)).isEqualTo(new Level("2", false, Math.max(pB, pC)));
    }

    @Test
    void onlyTies_arePointedOut() {
        Procedure procedure = procedure(false);
        for (int t = 0; t < 60; t++) {
            procedure.tell(procedure.ask().orElseThrow().index(), Outcome.TIE);
        }
        procedure.settle();
        assertThat(Standings.onlyTies(procedure))
                .hasValueSatisfying(line -> assertThat(line).contains("All 60 outcomes were ties"));
        Procedure heard = procedure(false);
        heard.tell(heard.ask().orElseThrow().index(), Outcome.WIN);
        assertThat(Standings.onlyTies(heard)).isEmpty();
    }
}
