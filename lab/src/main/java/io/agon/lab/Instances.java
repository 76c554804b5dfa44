package io.agon.lab;

import io.agon.preference.PreferenceMatrix;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Synthetic instances that are known by name.
 *
 * <ul>
 *   <li>{@code btK-p}: Bradley-Terry with equally spaced strengths; adjacent policies meet with {@code p}, as
 *       {@code bt10-.60}
 *   <li>{@code btK-random-SEED}: Bradley-Terry with strengths drawn from a normal distribution of standard deviation
 *       1/2
 *   <li>{@code cycK}: policy 0 beats all with .6; the others form a cycle in which each beats the next half with .7
 *   <li>{@code flatK}: policy 0 beats all with .6, the others differ by .52/.48 in index order
 *   <li>{@code nearK-g}: policy 0 beats policy 1 with {@code 1/2 + g} and the others with .7, who are equal among
 *       themselves; with gap 0 no one is best
 *   <li>{@code nullK}: all policies are equal; no one is best
 * </ul>
 */
public final class Instances {

    /** How to write a name, for help texts and errors. */
    public static final String FORMS = "btK-p (bt10-.60), btK-random-SEED, cycK, flatK, nearK-g (near4-.02), nullK";

    private static final Pattern BRADLEY_TERRY = Pattern.compile("bt(\\d{1,4})-(0?\\.\\d+)");
    private static final Pattern RANDOM = Pattern.compile("bt(\\d{1,4})-random-(\\d{1,9})");
    private static final Pattern NEAR = Pattern.compile("near(\\d{1,4})-(0?\\.\\d+)");
    private static final Pattern PLAIN = Pattern.compile("(cyc|flat|null)(\\d{1,4})");

    private Instances() {}

    /** The instance with this name; empty when no instance is called so. */
    public static Optional<PreferenceMatrix> named(String name) {
        Matcher bradleyTerry = BRADLEY_TERRY.matcher(name);
        if (bradleyTerry.matches()) {
            return sized(bradleyTerry).flatMap(size -> {
                double p = Double.parseDouble(bradleyTerry.group(2));
                double step = Math.log(p / (1 - p));
                return p <= 0.5 || p >= 1 ? Optional.empty() : Optional.of(bradleyTerry(size, k -> -step * k));
            });
        }
        Matcher random = RANDOM.matcher(name);
        if (random.matches()) {
            return sized(random).map(size -> {
                var stream = Randomness.of(Long.parseLong(random.group(2)), "instance").stream(0);
                double[] strength = IntStream.range(0, size)
                        .mapToDouble(k -> 0.5 * stream.nextGaussian())
                        .toArray();
                return bradleyTerry(size, k -> strength[k]);
            });
        }
        Matcher near = NEAR.matcher(name);
        if (near.matches()) {
            double gap = Double.parseDouble(near.group(2));
            return sized(near)
                    .filter(size -> gap <= 0.5)
                    .map(size -> matrix(size, (i, j) -> i > 0 ? 0.5 : j == 1 ? 0.5 + gap : 0.7));
        }
        Matcher plain = PLAIN.matcher(name);
        if (plain.matches()) {
            return Optional.of(Integer.parseInt(plain.group(2)))
                    .filter(Instances::possible)
                    .map(size -> switch (plain.group(1)) {
                        case "cyc" -> cycle(size);
                        case "flat" -> matrix(size, (i, j) -> i == 0 ? 0.6 : 0.52);
                        default -> matrix(size, (i, j) -> 0.5);
                    });
        }
        return Optional.empty();
    }

    private static Optional<Integer> sized(Matcher matcher) {
        return Optional.of(Integer.parseInt(matcher.group(1))).filter(Instances::possible);
    }

    private static boolean possible(int size) {
        return size >= 2 && size <= MatrixFile.MOST_POLICIES;
    }

    private static PreferenceMatrix cycle(int size) {
        int others = size - 1;
        return matrix(size, (i, j) -> {
            int ahead = j - i;
            return i == 0 ? 0.6 : 2 * ahead == others ? 0.5 : 2 * ahead < others ? 0.7 : 0.3;
        });
    }

    private static PreferenceMatrix bradleyTerry(int size, IntToDoubleFunction strength) {
        return matrix(size, (i, j) -> 1 / (1 + Math.exp(strength.applyAsDouble(j) - strength.applyAsDouble(i))));
    }

    private interface Cell {
        double get(int i, int j);
    }

    /** The matrix with these cells above the diagonal. */
    private static PreferenceMatrix matrix(int size, Cell above) {
        double[][] values = new double[size][size];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add("p" + i);
            values[i][i] = 0.5;
            for (int j = i + 1; j < size; j++) {
                values[i][j] = above.get(i, j);
                values[j][i] = 1 - values[i][j];
            }
        }
        return PreferenceMatrix.of(names, values);
    }
}
