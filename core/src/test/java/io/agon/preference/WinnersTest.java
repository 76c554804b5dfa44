package io.agon.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.Worlds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WinnersTest {

    private static final PreferenceMatrix CYCLE_OVER_LOSER =
            Worlds.of(4, (i, j) -> j == 3 ? 0.9 : j == i + 1 ? 0.6 : 0.4);

    @Test
    void rockPaperScissors() {
        var matrix = Worlds.rockPaperScissors(0.8);
        assertThat(Winners.copelandSet(matrix)).containsExactly(0, 1, 2);
        assertThat(Winners.topCycle(matrix)).containsExactly(0, 1, 2);
        assertThat(Winners.cycle(matrix)).containsExactly(0, 1, 2);
        assertThat(Winners.maximalLottery(matrix)).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-9));
    }

    /** 0 beats 1 by .9, 1 beats 2 by .7, 2 beats 0 by .6: the lottery weighs each by the margin of the other two. */
    @Test
    void unevenRockPaperScissors() {
        var matrix = Worlds.of(3, (i, j) -> i == 0 && j == 1 ? 0.9 : i == 1 ? 0.7 : 0.4);
        assertThat(Winners.maximalLottery(matrix))
                .containsExactly(new double[] {0.4 / 1.4, 0.2 / 1.4, 0.8 / 1.4}, within(1e-9));
        assertThat(Winners.bordaRanking(matrix)).containsExactly(0, 2, 1);
        assertThat(Winners.bordaScore(matrix, 0)).isEqualTo(0.65, within(1e-12));
    }

    @Test
    void aLoserIsNotInTheTopCycle() {
        assertThat(Winners.topCycle(CYCLE_OVER_LOSER)).containsExactly(0, 1, 2);
        assertThat(Winners.copelandSet(CYCLE_OVER_LOSER)).containsExactly(0, 1, 2);
        assertThat(Winners.maximalLottery(CYCLE_OVER_LOSER)[3]).isEqualTo(0, within(1e-9));
        assertThat(Winners.bordaRanking(CYCLE_OVER_LOSER)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aCondorcetWinnerIsEveryNotionsAnswerButBordas() {
        var matrix = Worlds.cyc10();
        assertThat(Winners.copelandSet(matrix)).containsExactly(0);
        assertThat(Winners.topCycle(matrix)).containsExactly(0);
        assertThat(Winners.maximalLottery(matrix)[0]).isEqualTo(1, within(1e-9));
        assertThat(Winners.cycle(matrix)).hasSize(3).doesNotContain(0);
        assertThat(Winners.cycle(Worlds.bradleyTerry(6, 0.6))).isEmpty();
    }

    @Test
    void tiesCountHalf() {
        var matrix = Worlds.of(3, (i, j) -> j == 2 ? 0.7 : 0.5);
        assertThat(Winners.copelandScore(matrix, 0)).isEqualTo(1.5);
        assertThat(Winners.topCycle(matrix)).containsExactly(0, 1);
        assertThat(Winners.cycle(matrix)).isEmpty();
    }

    @Test
    void cyclesFoundAreCycles() {
        var random = new SplittableRandom(5);
        for (int run = 0; run < 300; run++) {
            int size = 3 + random.nextInt(8);
            var matrix = Worlds.of(size, (i, j) -> random.nextInt(3) / 2.0);
            List<Integer> cycle = Winners.cycle(matrix);
            for (int place = 0; place < cycle.size(); place++) {
                int next = cycle.get((place + 1) % cycle.size());
                assertThat(matrix.get(cycle.get(place), next)).isGreaterThan(0.5);
            }
            assertThat(cycle).doesNotHaveDuplicates();
            assertThat(cycle.isEmpty()).isEqualTo(!hasCycle(matrix));
        }
    }

    @Test
    void lotteriesAreNeverBeaten() {
        var random = new SplittableRandom(6);
        for (int run = 0; run < 20; run++) {
            int size = 2 + random.nextInt(20);
            var matrix = Worlds.of(size, (i, j) -> random.nextDouble());
            double[] lottery = Winners.maximalLottery(matrix);
            for (int j = 0; j < size; j++) {
                double win = 0;
                for (int i = 0; i < size; i++) {
                    win += lottery[i] * matrix.get(i, j);
                }
                assertThat(win).isGreaterThanOrEqualTo(0.5 - 1e-7);
            }
        }
    }

    /** Warshall's transitive closure. */
    private static boolean hasCycle(PreferenceMatrix matrix) {
        int size = matrix.size();
        var reaches = new boolean[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                reaches[i][j] = matrix.get(i, j) > 0.5;
            }
        }
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    reaches[i][j] |= reaches[i][k] && reaches[k][j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            if (reaches[i][i]) {
                return true;
            }
        }
        return false;
    }
}
