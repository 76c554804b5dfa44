package io.agon.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.FactorWorld;
import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CombinationsTest {

    @Test
    void aFullDesign_isComplete_andReadBothWays() {
        Factors factors = FactorWorld.full(2, 3, 4);
        var combinations = new Combinations(factors);
        assertThat(combinations.complete()).isTrue();
        assertThat(combinations.factors()).isEqualTo(factors);
        assertThat(combinations.policy(new int[] {1, 2, 3})).isEqualTo(23);
        assertThat(combinations.policy(new int[] {0, 1, 0})).isEqualTo(2);
        assertThat(combinations.levels(2)).containsExactly(0, 1, 0);
        assertThat(combinations.level(2, 1)).isEqualTo(1);
    }

    /** The naive definition: look through the table. Seed 1, 200 designs. */
    @Test
    void anyDesign_isReadBothWays() {
        Gen<Factors> designs = random -> {
            int[] levels = new int[1 + random.nextInt(4)];
            for (int m = 0; m < levels.length; m++) {
                levels[m] = 1 + random.nextInt(4);
            }
            long kept = random.nextLong();
            return FactorWorld.among(k -> k == 0 || (kept >> (k % 64) & 1) == 1, levels);
        };
        Property.forAll(1, 200, designs, factors -> {
            var combinations = new Combinations(factors);
            int all = 1;
            for (List<String> levels : factors.levels()) {
                all *= levels.size();
            }
            assertThat(combinations.complete()).isEqualTo(factors.policies() == all);
            for (int n = 0; n < all; n++) {
                int[] levels = new int[factors.size()];
                int rest = n;
                for (int m = 0; m < levels.length; m++) {
                    levels[m] = rest % factors.levels().get(m).size();
                    rest /= factors.levels().get(m).size();
                }
                int expected =
                        factors.table().indexOf(IntStream.of(levels).boxed().toList());
                assertThat(combinations.policy(levels)).isEqualTo(expected);
                if (expected >= 0) {
                    assertThat(combinations.levels(expected)).containsExactly(levels);
                }
            }
        });
    }

    @Test
    void aLevelThatNoPolicyHas_leavesTheDesignIncomplete() {
        var factors = new Factors(List.of("a"), List.of(List.of("1", "2", "3")), List.of(List.of(0), List.of(2)));
        var combinations = new Combinations(factors);
        assertThat(combinations.complete()).isFalse();
        assertThat(combinations.policy(new int[] {1})).isEqualTo(-1);
    }

    @Test
    void levels_areACopy() {
        var combinations = new Combinations(FactorWorld.full(2, 2));
        combinations.levels(0)[1] = 1;
        assertThat(combinations.levels(0)).containsExactly(0, 0);
        assertThat(combinations.policy(new int[] {0, 0})).isZero();
    }

    @Test
    void moreCombinationsThanNumbers_areRefused_butAsManyAsFitAreRead() {
        assertThatThrownBy(() -> new Combinations(manyFactors(64))).hasMessageContaining("too many combinations");
        var combinations = new Combinations(manyFactors(63));
        assertThat(combinations.policy(combinations.levels(0))).isZero();
        assertThat(combinations.policy(combinations.levels(1))).isEqualTo(1);
        assertThat(combinations.complete()).isFalse();
    }

    /** Two policies that differ everywhere. */
    private static Factors manyFactors(int factors) {
        return new Factors(
                IntStream.range(0, factors).mapToObj(m -> "f" + m).toList(),
                Collections.nCopies(factors, List.of("no", "yes")),
                List.of(Collections.nCopies(factors, 0), Collections.nCopies(factors, 1)));
    }
}
