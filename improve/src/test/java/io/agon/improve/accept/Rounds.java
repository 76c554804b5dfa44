package io.agon.improve.accept;

import io.agon.improve.Acceptance;
import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.Supply;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Loops whose candidates are scores: each child challenges the champion, and a score on an item has luck in it. */
final class Rounds {

    /** The score of a candidate whose quality this is, on an item, in [0, 1]. */
    interface Scores {
        double on(double quality, long item, RandomGenerator luck);
    }

    /** The quality of the next child, by all that is known: that of the champion, and all outcomes so far. */
    interface Children {
        double next(double champion, List<Outcome> outcomes, RandomGenerator random);
    }

    /**
     * One round.
     *
     * @param champion its quality
     * @param child its quality
     */
    record Round(double champion, double child, Decision decision) {

        boolean falselyAnnounced() {
            return decision.announced() && child <= champion;
        }
    }

    private Rounds() {}

    /** A score that a difficulty of the item, shared by all, and a coin make. */
    static double coin(double quality, long item, RandomGenerator luck) {
        double difficulty = Randomness.of(item, "difficulty").stream(0).nextDouble() * 0.6 - 0.3;
        return luck.nextDouble() < quality + difficulty ? 1 : 0;
    }

    /** A score by degrees: the items differ a lot, the answers little. */
    static double graded(double quality, long item, RandomGenerator luck) {
        double difficulty = Randomness.of(item, "difficulty").stream(0).nextDouble() * 0.6 - 0.3;
        return Math.clamp(quality + difficulty + luck.nextGaussian(0, 0.05), 0, 1);
    }

    /** Coins that were tossed once for each candidate, known by its quality, on each of so many items. */
    static Scores recorded(int items) {
        return (quality, item, luck) -> record(quality, Math.floorMod(item, items));
    }

    /** Mean score on the records. */
    static double mean(double quality, int items) {
        return IntStream.range(0, items)
                .mapToDouble(it -> record(quality, it))
                .average()
                .orElseThrow();
    }

    private static double record(double quality, int item) {
        return coin(quality, item, Randomness.of(Double.doubleToLongBits(quality), "record").stream(item));
    }

    static Candidate candidate(int number) {
        var artifact =
                new Artifact(List.of(new Component("it", Component.Kind.PROMPT, "", "", "", String.valueOf(number))));
        return new Candidate(number, OptionalInt.empty(), number, artifact, "");
    }

    /** A loop from a start of quality 0.5, within 1e-9, on batches and validation sets of so many items. */
    static List<Round> loop(
            Acceptance acceptance, int rounds, int batch, Scores scores, Children children, long replication) {
        return loop(acceptance, rounds, batch, scores, children, new Supply.Endless("acceptance"), replication);
    }

    /** The same with duels on this supply: in each round each item of a finite one once, in random order. */
    static List<Round> loop(
            Acceptance acceptance,
            int rounds,
            int batch,
            Scores scores,
            Children children,
            Supply supply,
            long replication) {
        var random = Randomness.of(replication, "loop").stream(0);
        var outcomes = new ArrayList<Outcome>();
        var result = new ArrayList<Round>();
        double champion = 0.5 + 1e-12 * replication;
        for (int round = 1; round <= rounds; round++) {
            double child = children.next(champion, outcomes, random);
            double parent = champion;
            int left = rounds - round + 1;
            double[] means = new double[2];
            for (int it = 0; it < batch; it++) {
                long item = random.nextLong();
                means[0] += scores.on(parent, item, random) / batch;
                means[1] += scores.on(child, item, random) / batch;
            }
            Iterator<Long> queries =
                    supply.first(supply.size().orElse(0), random.nextLong()).iterator();
            var decision = decide(acceptance, round, new Acceptance.Trials() {
                @Override
                public double batch(Candidate candidate) {
                    return means[candidate.number() == 0 ? 0 : 1];
                }

                @Override
                public double validation(Candidate candidate) {
                    return batch(candidate);
                }

                @Override
                public int challenges() {
                    return left;
                }

                @Override
                public Outcome duel() {
                    long item = supply.size().isPresent() ? queries.next() : random.nextLong();
                    double lead = scores.on(child, item, random) - scores.on(parent, item, random);
                    outcomes.add(Outcome.of((1 + lead) / 2));
                    return outcomes.getLast();
                }
            });
            result.add(new Round(champion, child, decision));
            champion = decision.accepted() ? child : champion;
        }
        return result;
    }

    private static Decision decide(Acceptance acceptance, int round, Acceptance.Trials trials) {
        try {
            return acceptance.decide(candidate(0), candidate(round), trials);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
