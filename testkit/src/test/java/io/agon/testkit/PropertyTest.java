package io.agon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PropertyTest {
    private static final long SEED = 42;

    @Test
    void sameSeed_drawsTheSameValues() {
        assertThat(drawn(SEED)).isEqualTo(drawn(SEED)).isNotEqualTo(drawn(SEED + 1));
    }

    @Test
    void neighbouringSeeds_shareNoCases() {
        Set<Integer> values = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            Property.forAll(seed, 50, random -> random.nextInt(), values::add);
        }
        assertThat(values).hasSizeGreaterThan(995);
    }

    @Test
    void failure_namesSeedCaseAndValue_andIsRepeatedAlone() {
        Gen<Integer> gen = Gen.ints(0, 1_000);
        Property.Check<Integer> check = value -> assertThat(value).isLessThan(900);

        Throwable failure = catchThrowable(() -> Property.forAll(SEED, 1_000, gen, check));

        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining("of seed 42");
        String message = String.valueOf(failure.getMessage());
        int index = Integer.parseInt(message.replaceAll("(?s).*at case (\\d+) of.*", "$1"));
        assertThatThrownBy(() -> Property.only(SEED, index, gen, check)).hasMessage(message);
    }

    @Test
    void checkedException_isAFailure() {
        assertThatThrownBy(() -> Property.forAll(SEED, 1, Gen.constant("x"), value -> {
                    throw new java.io.IOException("no " + value);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no x")
                .hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void bounds_areReachedAndNeverPassed() {
        List<Integer> ints = new ArrayList<>();
        Property.forAll(SEED, 300, Gen.ints(-3, 3), ints::add);
        assertThat(ints).allMatch(value -> value >= -3 && value <= 3).contains(-3, 3, 0);
        Property.forAll(
                SEED, 300, Gen.doubles(0.25, 0.75), value -> assertThat(value).isBetween(0.25, 0.75));
        Property.forAll(SEED, 100, Gen.ints(Integer.MIN_VALUE, Integer.MAX_VALUE), value -> {});
    }

    @Test
    void combinators_compose() {
        Gen<List<Integer>> evens = Gen.lists(
                Gen.ints(0, 9).map(value -> 2 * value), Gen.oneOf(0, 1, 5).filter(size -> size > 0));
        Property.forAll(SEED, 200, evens, list -> {
            assertThat(list.size()).isIn(1, 5);
            assertThat(list).allMatch(value -> value % 2 == 0);
        });
        Gen<List<Boolean>> sized = Gen.ints(1, 4).flatMap(size -> Gen.lists(Gen.booleans(), Gen.constant(size)));
        Property.forAll(SEED, 100, sized, list -> assertThat(list.size()).isBetween(1, 4));
    }

    @Test
    void hopelessFilter_isReported() {
        assertThatThrownBy(() -> Property.forAll(SEED, 1, Gen.ints(0, 9).filter(value -> value > 9), value -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("filter");
    }

    private static List<Integer> drawn(long seed) {
        List<Integer> values = new ArrayList<>();
        Property.forAll(seed, 100, Gen.ints(0, 1_000_000), values::add);
        return values;
    }
}
