package io.agon.stopping;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;

import io.agon.Worlds;
import io.agon.evidence.PluginBetting;
import io.agon.preference.PreferenceMatrix;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.procedure.Randomness;
import io.agon.sampling.RoundRobin;
import io.agon.testkit.Counts;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Seeds 0 to 1,999: 2,000 replications at delta 0.05, K = 3, round robin. */
class EvidenceStoppingStatTest {

    private static final EvidenceStopping EXACT = EvidenceStopping.exact();

    @Test
    void cycle_seldomHasAVerifiedWinner_andIsNamed() {
        var verdicts =
                run(Worlds.rockPaperScissors(0.7), EXACT.verifyingWinner().detectingCycles());
        assertThatRate(count(verdicts, verdict -> verdict instanceof Verdict.Winner))
                .isAtMost(0.05);
        assertThatRate(count(
                        verdicts,
                        verdict -> verdict instanceof Verdict.NoWinner it
                                && it.cycle().equals(List.of(0, 1, 2))))
                .isAtLeast(0.9);
    }

    @Test
    void optimum_isSeldomMissed() {
        var verdicts = run(Worlds.of(3, (i, j) -> i == 0 ? 0.58 : 0.75), EXACT);
        assertThatRate(count(verdicts, verdict -> verdict.decided() && !verdict.equals(new Verdict.Winner(0))))
                .isAtMost(0.05);
        assertThatRate(count(verdicts, Verdict::decided)).isAtLeast(0.9);
    }

    /** Policy 1 loses to the optimum by 0.15, more than the margin of 0.1; policy 2 by 0.02. */
    @Test
    void goodEnough_isSeldomFalse() {
        var world = Worlds.of(3, (i, j) -> i == 0 && j == 1 ? 0.65 : i == 0 ? 0.52 : 0.4);
        var verdicts = run(world, EXACT.withMargin(0.1));
        assertThatRate(count(verdicts, EvidenceStoppingStatTest::isFalse)).isAtMost(0.05);
        assertThatRate(count(verdicts, verdict -> verdict instanceof Verdict.GoodEnough))
                .isAtLeast(0.5);
    }

    private static boolean isFalse(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Winner winner -> winner.policy() != 0;
            case Verdict.GoodEnough claim ->
                claim.policy() == 1 || !claim.possible().contains(0);
            case Verdict.NoWinner none -> true;
            case Verdict.Undecided undecided -> false;
        };
    }

    private static Counts count(Verdict[] verdicts, Predicate<Verdict> event) {
        return Counts.counting(verdicts.length, replication -> event.test(verdicts[replication]));
    }

    private static Verdict[] run(PreferenceMatrix world, StoppingRule rule) {
        var verdicts = new Verdict[2_000];
        Arrays.setAll(verdicts, seed -> run(world, rule, seed));
        return verdicts;
    }

    private static Verdict run(PreferenceMatrix world, StoppingRule rule, long seed) {
        var procedure =
                new Procedure(new RoundRobin(), new PluginBetting(world.size()), rule, 0.05, seed, Lag.SEQUENTIAL);
        var outcomes = Randomness.of(seed, "outcome");
        for (int t = 0; t < 3_000; t++) {
            var next = procedure.ask();
            if (next.isEmpty()) {
                break;
            }
            var dispatch = next.get();
            procedure.tell(dispatch.index(), Worlds.play(world, dispatch.duel(), outcomes.stream(dispatch.index())));
        }
        procedure.settle();
        return procedure.recommend();
    }
}
