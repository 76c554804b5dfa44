package io.agon.improve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.Items;
import io.agon.improve.Supply;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DivisionTest {

    private static List<Long> of(Supply supply) {
        return ((Supply.Finite) supply).items();
    }

    private static List<Long> between(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void usual_isFifteenAndTenInTheOrderOfTheData_theRestInHalves() {
        Items items = Division.USUAL.items(200, 1);
        assertThat(of(items.training())).isEqualTo(between(0, 15));
        assertThat(of(items.validation())).isEqualTo(between(15, 25));
        assertThat(of(items.acceptance())).isEqualTo(between(25, 112));
        assertThat(of(items.fresh())).isEqualTo(between(112, 200));
    }

    @Test
    void noItemHasTwoPurposes_whateverTheSizes() {
        for (int queries : new int[] {27, 28, 100, 1001}) {
            for (boolean shuffled : new boolean[] {false, true}) {
                Items items = new Division(15, 10, OptionalInt.empty(), OptionalInt.of(1), shuffled).items(queries, 3);
                List<Long> all = Stream.of(items.training(), items.validation(), items.acceptance(), items.fresh())
                        .flatMap(it -> of(it).stream())
                        .toList();
                assertThat(new HashSet<>(all)).hasSameSizeAs(all).hasSize(queries);
                assertThat(all).allMatch(it -> it >= 0 && it < queries);
            }
        }
    }

    @Test
    void shuffled_followsTheSeed() {
        var division = new Division(15, 10, OptionalInt.of(20), OptionalInt.of(30), true);
        assertThat(division.items(100, 1)).isEqualTo(division.items(100, 1)).isNotEqualTo(division.items(100, 2));
        assertThat(of(division.items(100, 1).fresh())).hasSize(30);
        assertThat(of(division.items(100, 1).training())).isNotEqualTo(between(0, 15));
    }

    @Test
    void tooFewQueries_areRefused_withTheMend() {
        assertThatThrownBy(() -> Division.USUAL.items(26, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are 26 queries, but training 15, validation 10, acceptance 1 and fresh 1 need 27 of"
                        + " their own; name more queries, or smaller numbers under split.");
        assertThatThrownBy(() -> new Division(5, 5, OptionalInt.of(80), OptionalInt.of(11), false).items(100, 1))
                .hasMessageContaining("need 101");
        assertThatThrownBy(() -> new Division(0, 5, OptionalInt.empty(), OptionalInt.empty(), false))
                .hasMessageContaining("0 queries for training");
    }
}
