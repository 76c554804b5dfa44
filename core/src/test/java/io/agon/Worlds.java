package io.agon;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Named instances with known answers. */
public final class Worlds {

    private Worlds() {}

    /** The value above the diagonal of a matrix. */
    public interface Cell {
        double get(int i, int j);
    }

    public static PreferenceMatrix of(int policies, Cell upper) {
        var mu = new double[policies][policies];
        for (int i = 0; i < policies; i++) {
            mu[i][i] = 0.5;
            for (int j = i + 1; j < policies; j++) {
                mu[i][j] = upper.get(i, j);
                mu[j][i] = 1 - mu[i][j];
            }
        }
        return PreferenceMatrix.of(
                IntStream.range(0, policies).mapToObj(i -> "p" + i).toList(), mu);
    }

    /** Bradley-Terry with equally spaced strengths: policy 0 is best, neighbours win with {@code adjacent}. */
    public static PreferenceMatrix bradleyTerry(int policies, double adjacent) {
        double step = Math.log(adjacent / (1 - adjacent));
        IntToDoubleFunction win = distance -> 1 / (1 + Math.exp(-step * distance));
        return of(policies, (i, j) -> win.applyAsDouble(j - i));
    }

    /** Policy 0 beats all with .6; the nine others form a cycle in which each beats the next four with .7. */
    public static PreferenceMatrix cyc10() {
        return of(10, (i, j) -> i == 0 ? 0.6 : (j - i + 9) % 9 <= 4 ? 0.7 : 0.3);
    }

    /** Policy 0 beats all with .6; the others differ by .52 to .48 in index order. */
    public static PreferenceMatrix flat10() {
        return of(10, (i, j) -> i == 0 ? 0.6 : 0.52);
    }

    /** 0 beats 1, 1 beats 2, 2 beats 0, each with {@code win}. */
    public static PreferenceMatrix rockPaperScissors(double win) {
        return of(3, (i, j) -> j == i + 1 ? win : 1 - win);
    }

    /** A decisive outcome of {@code duel} in this world. */
    public static Outcome play(PreferenceMatrix matrix, Duel duel, RandomGenerator random) {
        return random.nextDouble() < matrix.get(duel.first(), duel.second()) ? Outcome.WIN : Outcome.LOSS;
    }
}
