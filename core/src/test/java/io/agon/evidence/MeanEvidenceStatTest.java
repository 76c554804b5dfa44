package io.agon.evidence;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Seed 1, 2,000 replications of 300 outcomes, level 0.05: fails above 149, false alarm below 1e-6. */
class MeanEvidenceStatTest {

    private static final int RUNS = 2_000;

    /** An outcome, which may depend on what was before. */
    interface World {
        double outcome(RandomGenerator random, MeanEvidence before);
    }

    @Test
    void boundaryOfTheNull_seldomReachesOneOverDelta() {
        for (double bound : new double[] {0.5, 0.2, 0.9}) {
            assertThatRate(reaching20(bound, 300, coin(bound)))
                    .as("wins and losses, %s", bound)
                    .isAtMost(0.05);
            double spread = Math.min(bound, 1 - bound);
            assertThatRate(reaching20(bound, 300, graded(bound, spread)))
                    .as("graded, %s", bound)
                    .isAtMost(0.05);
            assertThatRate(reaching20(bound, 300, graded(bound, 0.05)))
                    .as("narrow, %s", bound)
                    .isAtMost(0.05);
        }
        assertThatRate(reaching20(0.5, 300, tied(0.05, 0.05))).as("ties").isAtMost(0.05);
    }

    /**
     * Fair given the past, but as cruel as an adversary who knows the stakes: rare large losses pay for steady gains.
     */
    @Test
    void adversaryWhoSeesTheStakes_doesNoBetter() {
        World cruel = (random, before) -> before.logValue() < 2
                ? (random.nextDouble() < 0.05 ? 0 : 0.5 + 0.5 * 0.05 / 0.95)
                : (random.nextBoolean() ? 1 : 0);
        assertThatRate(reaching20(0.5, 300, cruel)).isAtMost(0.05);
    }

    /** Sixty items whose mean is the bound, each once in random order: outcomes are not independent. */
    @Test
    void finitelyManyItems_eachOnce_seldomReachOneOverDelta() {
        List<Double> coins = items(60, it -> it % 2);
        List<Double> skewed = items(60, it -> it % 10 == 0 ? 0 : 5.0 / 9);
        assertThatRate(reaching20(coins)).as("coins").isAtMost(0.05);
        assertThatRate(reaching20(skewed)).as("skewed").isAtMost(0.05);
        assertThatRate(reaching20(items(60, it -> it % 10 < 7 ? 1 : 0)))
                .as("power")
                .isAtLeast(0.6);
    }

    /** Mean numbers of outcomes until 300, that is 0.05 / 15, is reached, in 400 replications; at most so many. */
    @Test
    void leads_areSeen_inFewOutcomes() {
        double level = Math.log(300);
        assertThat(outcomes(level, coin(0.6), 2_500)).isBetween(300.0, 420.0);
        assertThat(outcomes(level, coin(0.7), 600)).isBetween(70.0, 100.0);
        assertThat(outcomes(level, tied(0.15, 0.05), 3_000)).isBetween(220.0, 320.0);
        assertThat(outcomes(level, tied(0.05, 0), 1_000)).isBetween(180.0, 250.0);
        assertThat(outcomes(level, normal(0.05, 0.05), 400)).isBetween(110.0, 150.0);
        assertThat(outcomes(level, normal(0.02, 0.2), 8_000)).isBetween(1_100.0, 1_650.0);
    }

    /** What bets for wins and losses do with a small lead that is steady: not seen in ten times as many. */
    @Test
    void steadyLead_isSeenMuchFaster_thanByBetsOnWinsAndLosses() {
        var random = Randomness.of(1, "outcome").stream(0);
        var pair = new PairEvidence(2, 0);
        for (int t = 0; t < 1_400; t++) {
            pair.observe(new Duel(0, 1), Outcome.of(normal(0.05, 0.05).outcome(random, new MeanEvidence(0.5))));
        }
        assertThat(pair.maxLogValue(0, 1)).isLessThan(Math.log(300));
    }

    /** The stake with a horizon, under both nulls. */
    @Test
    void horizon_isAsValid_andShowsMoreWithinIt() {
        assertThatRate(within(500, 0.05, 0, true)).as("no lead").isAtMost(0.05);
        assertThatRate(reaching20(() -> new MeanEvidence(0.5, 0.05, 60), items(60, it -> it % 2)))
                .as("coins, each item once")
                .isAtMost(0.05);
        assertThatRate(reaching20(() -> new MeanEvidence(0.5, 0.05, 60), items(60, it -> it % 10 == 0 ? 0 : 5.0 / 9)))
                .as("skewed, each item once")
                .isAtMost(0.05);
        assertThat(within(500, 0.05, 0.1, true).rate()).as("with a horizon").isBetween(0.77, 0.87);
        assertThat(within(500, 0.05, 0.1, false).rate()).as("without").isBetween(0.57, 0.67);
    }

    /** Reaching the level within a horizon, by differences of two coins with this lead. */
    private static Counts within(int horizon, double level, double lead, boolean told) {
        return Counts.counting(RUNS, replication -> {
            var random = Randomness.of(1, "outcome").stream(replication);
            var evidence = told ? new MeanEvidence(0.5, level, horizon) : new MeanEvidence(0.5);
            for (int t = 0; t < horizon; t++) {
                int mine = random.nextDouble() < 0.5 + lead / 2 ? 1 : 0;
                int theirs = random.nextDouble() < 0.5 - lead / 2 ? 1 : 0;
                evidence.observe(Outcome.of((1 + mine - theirs) / 2.0));
            }
            return evidence.maxLogValue() >= -Math.log(level);
        });
    }

    private static World coin(double mean) {
        return (random, before) -> random.nextDouble() < mean ? 1 : 0;
    }

    private static World tied(double wins, double losses) {
        return (random, before) -> {
            double u = random.nextDouble();
            return u < wins ? 1 : u < wins + losses ? 0 : 0.5;
        };
    }

    private static World graded(double mean, double spread) {
        return (random, before) -> mean + spread * (2 * random.nextDouble() - 1);
    }

    /** By a lead of this mean and standard deviation. */
    private static World normal(double lead, double deviation) {
        return (random, before) -> (1 + Math.clamp(random.nextGaussian(lead, deviation), -1, 1)) / 2;
    }

    private static List<Double> items(int count, java.util.function.IntToDoubleFunction item) {
        return DoubleStream.iterate(0, it -> it + 1)
                .limit(count)
                .map(it -> item.applyAsDouble((int) it))
                .boxed()
                .toList();
    }

    private static Counts reaching20(double bound, int outcomes, World world) {
        return Counts.counting(RUNS, replication -> {
            var random = Randomness.of(1, "outcome").stream(replication);
            var evidence = new MeanEvidence(bound);
            for (int t = 0; t < outcomes; t++) {
                evidence.observe(Outcome.of(world.outcome(random, evidence)));
            }
            return evidence.maxLogValue() >= Math.log(20);
        });
    }

    private static Counts reaching20(List<Double> items) {
        return reaching20(() -> new MeanEvidence(0.5), items);
    }

    private static Counts reaching20(Supplier<MeanEvidence> start, List<Double> items) {
        return Counts.counting(RUNS, replication -> {
            var order = new ArrayList<>(items);
            Collections.shuffle(order, Random.from(Randomness.of(1, "order").stream(replication)));
            MeanEvidence evidence = start.get();
            order.forEach(it -> evidence.observe(Outcome.of(it)));
            return evidence.maxLogValue() >= Math.log(20);
        });
    }

    private static double outcomes(double level, World world, int most) {
        long sum = 0;
        for (int replication = 0; replication < 400; replication++) {
            var random = Randomness.of(1, "outcome").stream(replication);
            var evidence = new MeanEvidence(0.5);
            while (evidence.maxLogValue() < level && evidence.count() < most) {
                evidence.observe(Outcome.of(world.outcome(random, evidence)));
            }
            sum += evidence.count();
        }
        return sum / 400.0;
    }
}
