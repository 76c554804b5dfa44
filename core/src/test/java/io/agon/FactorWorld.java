package io.agon;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.Combinations;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Policies with additive factors, and how their duels end.
 *
 * @param combinations which policy has which levels
 * @param effects strength of each level of each factor
 * @param link the distribution of an outcome, given a difference in strength
 */
public record FactorWorld(Combinations combinations, double[][] effects, Link link) {

    /** Probabilities of win, tie and loss at a difference in strength. */
    public interface Link {
        double[] at(double difference);
    }

    public static final Link LOGISTIC = u -> decisive(1 / (1 + Math.exp(-u)));

    /** Lighter tails than the logistic ones: large differences decide nearly surely. */
    public static final Link PROBIT = u -> decisive(new io.agon.numeric.Normal(0, 1).probabilityBelow(u));

    /** Davidson (1970) with {@code nu = 1}: a third of the duels of equals are ties. */
    public static final Link DAVIDSON = u -> {
        double up = Math.exp(u / 2);
        double total = up + 1 / up + 1;
        return new double[] {up / total, 1 / total, 1 / up / total};
    };

    /** Every combination of levels is a policy: level {@code m} of policy {@code k} is a digit of {@code k}. */
    public static Factors full(int... levels) {
        return among(k -> true, levels);
    }

    /** Only the combinations of the full design that are {@code wanted} are policies, in the same order. */
    public static Factors among(IntPredicate wanted, int... levels) {
        int all = 1;
        for (int l : levels) {
            all *= l;
        }
        var table = new ArrayList<List<Integer>>();
        for (int k = 0; k < all; k++) {
            if (wanted.test(k)) {
                var row = new ArrayList<Integer>();
                int rest = k;
                for (int l : levels) {
                    row.add(rest % l);
                    rest /= l;
                }
                table.add(row);
            }
        }
        return new Factors(
                IntStream.range(0, levels.length).mapToObj(m -> "f" + m).toList(),
                IntStream.range(0, levels.length)
                        .mapToObj(m -> IntStream.range(0, levels[m])
                                .mapToObj(l -> "l" + l)
                                .toList())
                        .toList(),
                table);
    }

    public static FactorWorld of(Factors factors, Link link, double[]... effects) {
        return new FactorWorld(new Combinations(factors), effects, link);
    }

    /** Two levels of each factor, all combinations; the second levels have these effects, the first have none. */
    public static FactorWorld twoLevels(Link link, double... effects) {
        int[] levels = new int[effects.length];
        double[][] both = new double[effects.length][];
        for (int m = 0; m < effects.length; m++) {
            levels[m] = 2;
            both[m] = new double[] {0, effects[m]};
        }
        return of(full(levels), link, both);
    }

    public FeatureSpace space() {
        return FeatureSpace.of(combinations.factors());
    }

    public int policies() {
        return combinations.factors().policies();
    }

    public double strength(int policy) {
        double sum = 0;
        for (int m = 0; m < effects.length; m++) {
            sum += effects[m][combinations.level(policy, m)];
        }
        return sum;
    }

    /** The strongest policy, the first of equals. */
    public int best() {
        int best = 0;
        for (int k = 1; k < policies(); k++) {
            best = strength(k) > strength(best) ? k : best;
        }
        return best;
    }

    /** Probabilities of win, tie and loss. */
    public double[] chances(Duel duel) {
        return link.at(strength(duel.first()) - strength(duel.second()));
    }

    public Outcome play(Duel duel, RandomGenerator random) {
        double[] chances = chances(duel);
        double u = random.nextDouble();
        return u < chances[0] ? Outcome.WIN : u < chances[0] + chances[1] ? Outcome.TIE : Outcome.LOSS;
    }

    /** An outcome by degrees with the same mean: four judges vote. */
    public Outcome vote(Duel duel, RandomGenerator random) {
        double sum = 0;
        for (int n = 0; n < 4; n++) {
            sum += play(duel, random).value() / 4;
        }
        return Outcome.of(sum);
    }

    private static double[] decisive(double p) {
        return new double[] {p, 0, 1 - p};
    }
}
