package io.agon.sampling;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.Worlds;
import io.agon.evidence.Evidence;
import io.agon.evidence.PluginBetting;
import io.agon.evidence.StubEvidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import io.agon.preference.RunningLedger;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.procedure.Randomness;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.GlrStopping;
import io.agon.stopping.GlrStopping.Threshold;
import io.agon.stopping.StoppingRule;
import io.agon.stopping.Verdict;
import io.agon.testkit.Counts;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every {@link SamplingRule} must do. Extend it and say how to make the rule. */
public abstract class SamplingRuleContract {

    private static final int WORK_AT_MOST = 40_000;
    private static final Randomness OUTCOMES = Randomness.of(4, "outcome");

    /** A fresh rule for one experiment. */
    protected abstract SamplingRule create(int policies);

    @Test
    void sameArguments_giveTheSameDuel_whateverWasAskedBefore() {
        var world = Worlds.bradleyTerry(5, 0.7);
        var ledger = new RunningLedger(5);
        var evidence = new StubEvidence(5, 0.05);
        SamplingRule rule = create(5);
        for (int t = 0; t < 300; t++) {
            Duel duel = ask(rule, ledger, evidence, Pending.NONE, t);
            assertThat(ask(rule, ledger, evidence, Pending.NONE, t)).isEqualTo(duel);
            ask(rule, ledger, evidence, Pending.NONE, -t);
            ask(rule, ledger, evidence, new Flight(List.of(duel, new Duel(3, 4))), t);
            assertThat(ask(rule, ledger, evidence, Pending.NONE, t)).isEqualTo(duel);
            assertThat(ask(create(5), ledger, evidence, Pending.NONE, t)).isEqualTo(duel);
            ledger.add(
                    duel,
                    t % 9 == 8
                            ? new Outcome.Missing("test")
                            : t % 7 == 6 ? new Outcome.Graded(0.8) : play(world, duel, t));
        }
    }

    @Test
    void whateverIsPossible_thereIsAValidDuel() {
        for (int policies : new int[] {2, 3, 4, 7}) {
            var world = Worlds.of(policies, (i, j) -> 0.5 + 0.4 * ((i + j) % 3 - 1));
            for (int rejected = 0; rejected <= policies; rejected++) {
                var evidence = new StubEvidence(policies, 0.05);
                for (int k = 0; k < rejected; k++) {
                    evidence.reject(policies - 1 - k);
                }
                SamplingRule rule = create(policies);
                var ledger = new RunningLedger(policies);
                for (int t = 0; t < 200; t++) {
                    Duel duel = ask(rule, ledger, evidence, Pending.NONE, t);
                    assertThat(Math.max(duel.first(), duel.second())).isLessThan(policies);
                    ledger.add(duel, play(world, duel, t));
                }
            }
        }
    }

    @Test
    void onlyTiesOrOnlyMissing_isNoReasonToFail() {
        SamplingRule rule = create(4);
        var ties = new RunningLedger(4);
        var missing = new RunningLedger(4);
        var other = create(4);
        var evidence = new StubEvidence(4, 0.05);
        for (int t = 0; t < 200; t++) {
            ties.add(ask(rule, ties, evidence, Pending.NONE, t), Outcome.TIE);
            missing.add(ask(other, missing, evidence, Pending.NONE, t), new Outcome.Missing("test"));
        }
        assertThat(ties.comparisons()).isEqualTo(200);
        assertThat(missing.missing()).isEqualTo(200);
    }

    @Test
    void anyStoppingRule_getsWhatItNeeds() {
        List<Supplier<StoppingRule>> rules = List.of(
                EvidenceStopping::exact,
                () -> new GlrStopping(Threshold.PRACTICAL),
                () -> EvidenceStopping.exact().verifyingWinner());
        for (Supplier<StoppingRule> fresh : rules) {
            for (PreferenceMatrix world : List.of(
                    Worlds.of(2, (i, j) -> 0.3),
                    Worlds.bradleyTerry(4, 0.75),
                    Worlds.of(4, (i, j) -> i == 0 ? 0.75 : j == i + 1 ? 0.8 : 0.2))) {
                StoppingRule stopping = fresh.get();
                var procedure = new Procedure(
                        create(world.size()), new PluginBetting(world.size()), stopping, 0.05, 5, Lag.SEQUENTIAL);
                long asked = run(procedure, world, 1, 0);
                assertThat(procedure.recommend())
                        .as("%s after %d comparisons of %d policies", stopping, asked, world.size())
                        .isEqualTo(new Verdict.Winner(world.condorcetWinner().orElseThrow()));
            }
        }
    }

    @Test
    void duelsInFlightAndMissingOutcomes_areNoObstacle() {
        var world = Worlds.bradleyTerry(4, 0.75);
        for (int lag : new int[] {4, 32}) {
            var procedure =
                    new Procedure(create(4), new PluginBetting(4), EvidenceStopping.exact(), 0.05, 6, Lag.fixed(lag));
            run(procedure, world, lag, 0.3);
            assertThat(procedure.recommend()).isEqualTo(new Verdict.Winner(0));
        }
    }

    /** Seed 7, 2,000 duels. */
    @Test
    void slots_areFair() {
        var ledger = new RunningLedger(3);
        var evidence = new StubEvidence(3, 0.05);
        SamplingRule rule = create(3);
        int first = 0;
        for (int t = 0; t < 2_000; t++) {
            Duel duel = ask(rule, ledger, evidence, Pending.NONE, 10_000 + t);
            first += duel.first() < duel.second() ? 1 : 0;
            ledger.add(duel, play(Worlds.bradleyTerry(3, 0.6), duel, t));
        }
        assertThatRate(Counts.of(first).outOf(2_000)).isAtMost(0.5);
        assertThatRate(Counts.of(first).outOf(2_000)).isAtLeast(0.5);
    }

    private static Duel ask(SamplingRule rule, Ledger ledger, Evidence evidence, Pending pending, long stream) {
        return rule.next(ledger, evidence, pending, Randomness.of(7, "sampling").stream(stream));
    }

    private static Outcome play(PreferenceMatrix world, Duel duel, long index) {
        return Worlds.play(world, duel, OUTCOMES.stream(index));
    }

    private static long run(Procedure procedure, PreferenceMatrix world, int lag, double missing) {
        var flight = new ArrayDeque<Dispatch>();
        var failures = new SplittableRandom(8);
        long asked = 0;
        while (asked < WORK_AT_MOST && !procedure.recommend().decided()) {
            var next = procedure.ask();
            next.ifPresent(flight::add);
            asked += next.isPresent() ? 1 : 0;
            if (flight.size() >= lag || (next.isEmpty() && !flight.isEmpty())) {
                var told = flight.remove();
                procedure.tell(
                        told.index(),
                        failures.nextDouble() < missing
                                ? new Outcome.Missing("test")
                                : play(world, told.duel(), told.index()));
            }
        }
        return asked;
    }

    /** Duels in flight. */
    record Flight(List<Duel> duels) implements Pending {
        @Override
        public int size() {
            return duels.size();
        }

        @Override
        public Iterator<Duel> iterator() {
            return duels.iterator();
        }
    }
}
