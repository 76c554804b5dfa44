package io.agon.lab;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import java.util.random.RandomGenerator;

/** A judge whose truth is known: what simulated experiments ask. */
@FunctionalInterface
public interface World {

    /**
     * The outcome of a duel.
     *
     * @param duel who meets whom
     * @param index its place in dispatch order, from 0
     * @param random this duel's own stream
     */
    Outcome judge(Duel duel, long index, RandomGenerator random);

    /** Wins and losses with the probabilities of {@code truth}. */
    static World of(PreferenceMatrix truth) {
        return (duel, index, random) ->
                random.nextDouble() < truth.get(duel.first(), duel.second()) ? Outcome.WIN : Outcome.LOSS;
    }

    /**
     * Two policies try once, each by itself: if exactly one succeeds it wins, otherwise it is a tie.
     *
     * @param rates of success, in [0, 1], in index order
     */
    static World ofRates(double[] rates) {
        return (duel, index, random) -> {
            boolean first = random.nextDouble() < rates[duel.first()];
            boolean second = random.nextDouble() < rates[duel.second()];
            return first == second ? Outcome.TIE : first ? Outcome.WIN : Outcome.LOSS;
        };
    }

    /**
     * Wins, losses and ties with the means of {@code truth}.
     *
     * @param share of ties, in [0, 1); less for a pair whose mean leaves no room for so many
     */
    static World withTies(PreferenceMatrix truth, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("The share of ties must lie in [0, 1), but it is %s.".formatted(share));
        }
        return (duel, index, random) -> {
            double mean = truth.get(duel.first(), duel.second());
            double ties = Math.min(share, 2 * Math.min(mean, 1 - mean));
            double u = random.nextDouble();
            return u < ties ? Outcome.TIE : u < ties / 2 + mean ? Outcome.WIN : Outcome.LOSS;
        };
    }

    /** Verdicts on a scale of five, 0, 1/4, 1/2, 3/4 and 1, with the means of {@code truth}. */
    static World graded(PreferenceMatrix truth) {
        return (duel, index, random) -> {
            double mean = truth.get(duel.first(), duel.second());
            int points = 0;
            for (int vote = 0; vote < 4; vote++) {
                points += random.nextDouble() < mean ? 1 : 0;
            }
            return Outcome.of(points / 4.0);
        };
    }

    /**
     * Wins and losses whose probabilities move: every gap of {@code truth} swells and shrinks between nothing and twice
     * itself. No gap changes its sign, so who is best does not change either.
     *
     * @param period in duels, at least 1
     */
    static World drifting(PreferenceMatrix truth, long period) {
        if (period < 1) {
            throw new IllegalArgumentException("The period must be at least 1, but it is %d.".formatted(period));
        }
        return (duel, index, random) -> {
            double swing = 1 + Math.sin(2 * Math.PI * (index % period) / period);
            double mean = 0.5 + swing * (truth.get(duel.first(), duel.second()) - 0.5);
            return random.nextDouble() < mean ? Outcome.WIN : Outcome.LOSS;
        };
    }

    /** This world, with a share of calls that fail whoever would have won. */
    default World failing(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The share of failing calls must lie in [0, 1), but it is %s.".formatted(share));
        }
        return (duel, index, random) ->
                random.nextDouble() < share ? new Outcome.Missing("the call failed") : judge(duel, index, random);
    }
}
