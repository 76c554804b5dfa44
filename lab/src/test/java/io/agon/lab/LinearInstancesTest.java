package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.limit.CharacteristicTime;
import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearInstancesTest {

    static LinearInstance named(String name) {
        return LinearInstances.named(name).orElseThrow();
    }

    /** The figures that an independent solver has. */
    @ParameterizedTest
    @CsvSource({"fact2^5,203.24,591.85", "fact2^5-even,39.31,318.61"})
    void times_areTheReferenceValues(String name, double linear, double unstructured) {
        LinearInstance instance = named(name);
        assertThat(instance.names()).hasSize(32);
        assertThat(instance.names().get(instance.winner())).isEqualTo("a1 b1 c1 d1 e1");
        assertThat(CharacteristicTime.unstructured(instance.matrix())
                        .orElseThrow()
                        .value())
                .isEqualTo(unstructured, within(0.01));
        CharacteristicTime time = instance.characteristicTime();
        assertThat(time.winner()).isEqualTo(instance.winner());
        assertThat(time.value()).isEqualTo(linear, within(0.02 + time.gap() * linear));
    }

    @Test
    void factorial_hasAllCombinations_andAClearBestLevel() {
        LinearInstance instance = named("fact4x3x2-random-5");
        assertThat(instance.names()).hasSize(24).doesNotHaveDuplicates();
        assertThat(instance.features().factors().orElseThrow().levels())
                .extracting(List::size)
                .containsExactly(4, 3, 2);
        double[] beta = instance.beta();
        double[] first = Arrays.copyOf(beta, 4);
        Arrays.sort(first);
        assertThat(first[3] - first[2]).isGreaterThanOrEqualTo(0.1);
        assertThat(named("fact4x3x2-random-5").beta()).isEqualTo(beta);
        assertThat(named("fact4x3x2-random-6").beta()).isNotEqualTo(beta);
    }

    @Test
    void linear_hasStrengthsOfUnitSpread() {
        LinearInstance instance = named("linear200-3-random-1");
        double[] strengths =
                IntStream.range(0, 200).mapToDouble(instance::strength).toArray();
        double mean = Arrays.stream(strengths).average().orElseThrow();
        double square =
                Arrays.stream(strengths).map(s -> (s - mean) * (s - mean)).sum() / 200;
        assertThat(square).isEqualTo(1, within(1e-9));
        assertThat(instance.features().dimension()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fact2^4",
                "fact2x2",
                "fact1x2-random-1",
                "fact99x99-random-1",
                "fact2x-random-1",
                "linear1-2-random-1",
                "linear9-0-random-1",
                "linear9999-2-random-1",
                "bt10-.60"
            })
    void otherNames_areNone(String name) {
        assertThat(LinearInstances.named(name)).isEmpty();
    }

    @Test
    void simulation_isMeasuredByTheLimitOfTheModel() throws Exception {
        LinearInstance instance = named("fact2x2-random-1");
        Simulation.Truth known = Simulation.Truth.of(instance.characteristicTime(), 0.05);
        double limit = instance.characteristicTime().expectedComparisons(0.05);
        assertThat(known.limit()).isEqualTo(limit);
        Summary summary = Simulation.of(instance.matrix(), known, 0.05, 10, 1)
                .on(1)
                .run(Rules.entrant("agon", Optional.empty(), OptionalDouble.empty(), Optional.of(instance.features())));
        assertThat(summary.ratio()).isEqualTo(summary.mean() / limit);
    }

    @Test
    void instance_ofTheWrongSize_isRefused() {
        FeatureSpace space = FeatureSpace.of(new double[][] {{1}, {2}});
        assertThatThrownBy(() -> new LinearInstance(List.of("A"), space, new double[] {1}))
                .hasMessageContaining("1 policies, but 2 of them have features");
        assertThatThrownBy(() -> new LinearInstance(List.of("A", "B"), space, new double[] {1, 2}))
                .hasMessageContaining("2 coefficients");
        assertThatThrownBy(() -> new LinearInstance(List.of("A", "B"), space, new double[] {0}))
                .hasMessageContaining("equally strong");
    }
}
