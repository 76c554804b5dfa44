package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.PreferenceMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstancesTest {

    /** The figures that an independent solver has. */
    @ParameterizedTest
    @CsvSource({"bt10-.55,835", "bt10-.60,224", "bt16-.60,248", "cyc10,290", "flat10,1184"})
    void limits_areThePublishedOnes(String name, double limit) {
        assertThat(Simulation.Truth.of(named(name), 0.05).limit()).isEqualTo(limit, within(0.5));
    }

    @Test
    void bradleyTerry_isEquallySpaced() {
        PreferenceMatrix matrix = named("bt4-.60");
        assertThat(matrix.get(0, 1)).isEqualTo(0.6, within(1e-12));
        assertThat(matrix.get(2, 3)).isEqualTo(0.6, within(1e-12));
        assertThat(matrix.get(0, 2)).isEqualTo(2.25 / 3.25, within(1e-12));
    }

    @Test
    void cycle_everyLoserBeatsHalfOfTheLosers() {
        PreferenceMatrix matrix = named("cyc10");
        for (int i = 1; i < 10; i++) {
            int wins = 0;
            for (int j = 1; j < 10; j++) {
                wins += matrix.get(i, j) > 0.5 ? 1 : 0;
            }
            assertThat(wins).as("wins of %d", i).isEqualTo(4);
            assertThat(matrix.get(0, i)).isEqualTo(0.6);
        }
    }

    @Test
    void random_isTheSameForTheSameSeed() {
        assertThat(named("bt8-random-3").get(2, 5))
                .isEqualTo(named("bt8-random-3").get(2, 5))
                .isNotEqualTo(named("bt8-random-4").get(2, 5));
    }

    @Test
    void equalPolicies_haveNoWinnerButAnUnbeatenOne() {
        for (String name : new String[] {"null2", "null10", "near10-.00"}) {
            Simulation.Truth truth = Simulation.Truth.of(named(name), 0.05);
            assertThat(truth.winner()).as(name).isEmpty();
            assertThat(truth.optimum()).as(name).hasValue(0);
            assertThat(truth.limit()).as(name).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bt10", "bt1-.60", "bt10-.50", "bt10-.40", "bt99999-.60", "cyc1", "near4-.60", "x10"})
    void otherNames_areNone(String name) {
        assertThat(Instances.named(name)).isEmpty();
    }

    static PreferenceMatrix named(String name) {
        return Instances.named(name).orElseThrow();
    }
}
