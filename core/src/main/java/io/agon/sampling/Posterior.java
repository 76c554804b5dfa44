package io.agon.sampling;

import io.agon.numeric.Draws;
import io.agon.preference.Ledger;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Independent Beta(1, 1) beliefs about each pair: after outcomes {@code x}, Beta(1 + sum of x, 1 + sum of (1 - x)); a
 * tie counts half for each side. Holds one drawn world at a time, in memory kept between decisions.
 */
final class Posterior {

    private double[] world = {};
    private int[] wins = {};

    /** A draw of the probability that {@code i} beats {@code j}. */
    static double draw(Ledger ledger, int i, int j, RandomGenerator random) {
        int n = ledger.count(i, j);
        if (n == 0) {
            return random.nextDouble();
        }
        double won = Math.min(n, Math.max(0, (n + ledger.lead(i, j)) / 2));
        return Draws.beta(1 + won, 1 + n - won, random);
    }

    /** Draws all pairs anew: O(K^2) time. */
    void drawWorld(Ledger ledger, RandomGenerator random) {
        int policies = ledger.policies();
        if (wins.length != policies) {
            wins = new int[policies];
            world = new double[policies * policies];
        }
        Arrays.fill(wins, 0);
        for (int i = 0; i < policies; i++) {
            for (int j = 0; j < i; j++) {
                double p = draw(ledger, i, j, random);
                world[i * policies + j] = p;
                world[j * policies + i] = 1 - p;
                wins[p > 0.5 ? i : j]++;
            }
        }
    }

    /** Probability that {@code i} beats {@code j} in the world drawn. */
    double get(int i, int j) {
        return world[i * wins.length + j];
    }

    /** How many policies {@code i} beats in the world drawn. */
    int wins(int i) {
        return wins[i];
    }

    /** The policy that beats the most others in the world drawn; ties at random. */
    int champion(RandomGenerator random) {
        var best = new Best();
        for (int i = 0; i < wins.length; i++) {
            best.offer(i, wins[i], random);
        }
        return best.index();
    }
}
