package io.agon.improve.accept;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.evidence.MeanEvidence;
import io.agon.improve.Acceptance;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.Supply;
import io.agon.improve.accept.Rounds.Children;
import io.agon.improve.accept.Rounds.Round;
import io.agon.improve.accept.Rounds.Scores;
import io.agon.preference.Outcome;
import io.agon.testkit.Counts;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Loops at delta 0.1 with at most 200 duels a decision; 500 of them fail above 84, false alarm below 1e-6. */
class LlmPoAcceptanceStatTest {

    private static final double DELTA = 0.1;
    private static final Supply ENDLESS = new Supply.Endless("acceptance");
    private static final Children EQUAL = (champion, outcomes, random) -> champion;

    /** Knows all duels: repeats itself after a round that looked well, and gets worse otherwise. */
    private static final Children WATCHING = (champion, outcomes, random) -> champion
            - (outcomes.stream()
                                    .skip(Math.max(0, outcomes.size() - 10))
                                    .mapToDouble(Outcome::value)
                                    .sum()
                            > 5.5
                    ? 0
                    : 0.02);

    /** A third each better, equal and worse. */
    private static final Children MIXED =
            (champion, outcomes, random) -> Math.clamp(champion + 0.1 * (random.nextInt(3) - 1), 0.1, 0.9);

    @Test
    void equalChildren_areAnnouncedInOneLoop_withProbabilityDeltaAtMost() {
        for (int rounds : new int[] {1, 15, 100}) {
            assertThatRate(loops(500, rounds, Rounds::coin, EQUAL, Round::falselyAnnounced))
                    .as("%d rounds of coins", rounds)
                    .isAtMost(DELTA);
            assertThatRate(loops(500, rounds, Rounds::graded, EQUAL, Round::falselyAnnounced))
                    .as("%d rounds of degrees", rounds)
                    .isAtMost(DELTA);
        }
    }

    @Test
    void betterAndWorseChildren_falselyAnnouncedOnes_areAsRare() {
        assertThatRate(loops(500, 15, Rounds::coin, MIXED, Round::falselyAnnounced))
                .isAtMost(DELTA);
        assertThatRate(loops(500, 15, Rounds::graded, MIXED, Round::falselyAnnounced))
                .isAtMost(DELTA);
        assertThatRate(loops(500, 40, Rounds::coin, MIXED, Round::falselyAnnounced))
                .isAtMost(DELTA);
    }

    @Test
    void optimizerThatSeesTheDuels_gainsNothing() {
        assertThatRate(loops(500, 40, Rounds::coin, WATCHING, Round::falselyAnnounced))
                .isAtMost(DELTA);
    }

    @Test
    void betterChildren_areAccepted() {
        assertThatRate(loops(200, 15, Rounds::coin, MIXED, it -> it.decision().accepted()))
                .isAtLeast(0.6);
        assertThatRate(loops(200, 15, Rounds::graded, MIXED, it -> it.decision().accepted()))
                .isAtLeast(0.98);
        Children small = (champion, outcomes, random) -> champion + 0.03;
        assertThatRate(loops(100, 15, Rounds::graded, small, it -> it.decision().accepted()))
                .isAtLeast(0.98);
    }

    /**
     * Children that answer as well as their parent, on a supply of few items and with answers that are recorded: of two
     * that are equal one has the better records by luck. With each item once in a decision the rule says no more than
     * so many items can; were they drawn with replacement, it would find the luck out.
     */
    @Test
    void finiteSupply_eachItemOnce_tellsNothingFromLuck() {
        for (int items : new int[] {20, 100}) {
            Supply supply = new Supply.Finite(LongStream.range(0, items).boxed().toList());
            assertThatRate(finite(
                            items,
                            supply,
                            it -> it.decision().announced()
                                    && Rounds.mean(it.child(), items) <= Rounds.mean(it.champion(), items)))
                    .as("not better on the records of %d items", items)
                    .isAtMost(DELTA);
            assertThatRate(finite(items, supply, it -> it.decision().announced()))
                    .as("better on the records of %d items, no better on others", items)
                    .isAtMost(DELTA);
        }
        var replaced = new Supply.Endless("with replacement");
        assertThat(finite(20, replaced, it -> it.decision().announced()).rate()).isBetween(0.5, 0.9);
        assertThat(finite(100, replaced, it -> it.decision().announced()).rate())
                .isBetween(0.15, 0.45);
    }

    @Test
    void betterChildren_areAccepted_onAFiniteSupplyToo() {
        Supply supply = new Supply.Finite(LongStream.range(0, 150).boxed().toList());
        Children better = (champion, outcomes, random) -> 0.9 + 1e-9 * random.nextDouble();
        assertThatRate(Counts.counting(
                        100,
                        it -> Rounds.loop(
                                        AcceptanceRules.of(new AcceptanceRule.LlmPo(DELTA, 200), supply),
                                        15,
                                        1,
                                        Rounds.recorded(150),
                                        better,
                                        supply,
                                        it)
                                .getFirst()
                                .decision()
                                .accepted()))
                .isAtLeast(0.8);
    }

    private static Counts finite(int items, Supply supply, Predicate<Round> event) {
        Children another = (champion, outcomes, random) -> 0.5 + 1e-9 * random.nextDouble();
        return Counts.counting(
                200,
                it -> Rounds.loop(
                                AcceptanceRules.of(new AcceptanceRule.LlmPo(DELTA, 200), supply),
                                15,
                                1,
                                Rounds.recorded(items),
                                another,
                                supply,
                                it)
                        .stream()
                        .anyMatch(event));
    }

    /** What giving up early takes from children of a lead of 0.15, which 200 duels at level 2/90 show often. */
    @Test
    void givingUpEarly_costsLittlePower() {
        Children better = (champion, outcomes, random) -> 0.65;
        Acceptance patient = (champion, challenger, trials) -> {
            var wealth = new AlphaWealth(DELTA);
            double level = wealth.stake(8);
            double threshold = -Math.log(level);
            var evidence = new MeanEvidence(0.5, level, 200);
            while (evidence.count() < 200 && evidence.logValue() < threshold) {
                evidence.observe(trials.duel());
            }
            boolean accepted = evidence.logValue() >= threshold;
            return new Acceptance.Decision(accepted, accepted, "", evidence.count(), 0, 0);
        };
        double patience = accepted(() -> patient, better);
        double giving = accepted(() -> rule(15), better);
        assertThat(patience).isBetween(0.6, 0.9);
        assertThat(giving).isBetween(patience - 0.1, patience);
    }

    private static double accepted(Supplier<Acceptance> acceptance, Children children) {
        return Counts.counting(
                        500,
                        it -> Rounds.loop(acceptance.get(), 8, 1, Rounds::coin, children, it)
                                .getFirst()
                                .decision()
                                .accepted())
                .rate();
    }

    /** What usual optimizers do on batches of 5, 15 rounds: all of these improvements are luck. */
    @Test
    void strictRuleOnBatches_announcesAnImprovementOfEqualChildren_almostAlways() {
        assertThatRate(Counts.counting(
                        500,
                        it -> Rounds.loop(
                                        AcceptanceRules.of(new AcceptanceRule.StrictOnBatch(0), ENDLESS),
                                        15,
                                        5,
                                        Rounds::coin,
                                        EQUAL,
                                        it)
                                .stream()
                                .anyMatch(Round::falselyAnnounced)))
                .isAtLeast(0.99);
    }

    /** Equal children are given up after fewer than half of the duels; validation on 20 items is luck as well. */
    @Test
    void equalChildren_areGivenUpEarly() {
        double duels = Rounds.loop(rule(200), 200, 1, Rounds::coin, EQUAL, 1).stream()
                .mapToLong(it -> it.decision().duels())
                .average()
                .orElseThrow();
        assertThat(duels).isBetween(20.0, 80.0);
        List<Round> validated = Rounds.loop(
                AcceptanceRules.of(new AcceptanceRule.Validation(), ENDLESS), 100, 20, Rounds::coin, EQUAL, 1);
        assertThat(validated.stream().filter(Round::falselyAnnounced).count()).isBetween(25L, 65L);
    }

    private static Acceptance rule(int rounds) {
        return AcceptanceRules.of(new AcceptanceRule.LlmPo(DELTA, 200), ENDLESS);
    }

    private static Counts loops(int runs, int rounds, Scores scores, Children children, Predicate<Round> event) {
        return Counts.counting(
                runs,
                it -> Rounds.loop(rule(rounds), rounds, 1, scores, children, it).stream()
                        .anyMatch(event));
    }
}
