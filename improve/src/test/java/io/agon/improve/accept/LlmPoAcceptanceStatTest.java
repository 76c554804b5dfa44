package io.agon.improve.accept;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Acceptance;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.accept.Rounds.Children;
import io.agon.improve.accept.Rounds.Round;
import io.agon.improve.accept.Rounds.Scores;
import io.agon.preference.Outcome;
import io.agon.testkit.Counts;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Loops at delta 0.1 with at most 200 duels a decision; 500 of them fail above 84, false alarm below 1e-6. */
class LlmPoAcceptanceStatTest {

    private static final double DELTA = 0.1;
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

    /** What usual optimizers do on batches of 5, 15 rounds: all of these improvements are luck. */
    @Test
    void strictRuleOnBatches_announcesAnImprovementOfEqualChildren_almostAlways() {
        assertThatRate(Counts.counting(
                        500,
                        it -> Rounds.loop(
                                        AcceptanceRules.of(new AcceptanceRule.StrictOnBatch(0), 15),
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
        List<Round> validated =
                Rounds.loop(AcceptanceRules.of(new AcceptanceRule.Validation(), 100), 100, 20, Rounds::coin, EQUAL, 1);
        assertThat(validated.stream().filter(Round::falselyAnnounced).count()).isBetween(25L, 65L);
    }

    private static Acceptance rule(int rounds) {
        return AcceptanceRules.of(new AcceptanceRule.LlmPo(DELTA, 200), rounds);
    }

    private static Counts loops(int runs, int rounds, Scores scores, Children children, Predicate<Round> event) {
        return Counts.counting(
                runs,
                it -> Rounds.loop(rule(rounds), rounds, 1, scores, children, it).stream()
                        .anyMatch(event));
    }
}
