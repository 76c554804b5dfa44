package io.agon.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.FactorWorld;
import io.agon.Worlds;
import io.agon.evidence.Beliefs;
import io.agon.evidence.EProcess;
import io.agon.evidence.Evidence;
import io.agon.evidence.MirroredBetting;
import io.agon.evidence.PluginBetting;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import io.agon.preference.Outcome;
import io.agon.sampling.FactorialAgon;
import io.agon.sampling.Pending;
import io.agon.sampling.SamplingRule;
import io.agon.sampling.SamplingRules;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ProcedureTest {

    private static Procedure procedure(SamplingRule rule, int policies, int lag) {
        return new Procedure(rule, new PluginBetting(policies), EvidenceStopping.exact(), 0.05, 1, Lag.fixed(lag));
    }

    private static SamplingRule always(int first, int second) {
        return (ledger, evidence, pending, random) -> new Duel(first, second);
    }

    @Test
    void outcomes_areDeliveredInDispatchOrder() {
        var procedure = procedure(always(0, 1), 3, 3);
        for (int n = 0; n < 3; n++) {
            assertThat(procedure.ask().orElseThrow().index()).isEqualTo(n);
        }
        assertThat(procedure.ask()).isEmpty();
        procedure.tell(2, Outcome.LOSS);
        procedure.tell(1, Outcome.LOSS);
        assertThat(procedure.ask()).isEmpty();
        assertThat(procedure.ledger().comparisons()).isZero();
        assertThat(procedure.pending().size()).isEqualTo(3);
        assertThat(procedure.pending().count(1, 0)).isEqualTo(3);
        procedure.tell(0, Outcome.WIN);
        assertThat(procedure.ask()).isPresent();
        assertThat(procedure.ledger().lead(0, 1)).isEqualTo(1);
        procedure.settle();
        assertThat(procedure.ledger().comparisons()).isEqualTo(3);
        assertThat(procedure.ledger().lead(0, 1)).isEqualTo(-1);
        assertThat(procedure.pending().size()).isEqualTo(1);
    }

    @Test
    void restingPolicies_areReplaced_byTwoThatAreAwake() {
        var procedure = procedure(always(0, 1), 4, 1);
        for (int n = 0; n < 50; n++) {
            Duel duel = procedure.ask(policy -> policy == 1).orElseThrow().duel();
            assertThat(List.of(duel.first(), duel.second())).doesNotContain(1).doesNotHaveDuplicates();
            procedure.tell(n, Outcome.TIE);
        }
        assertThat(procedure.ask(policy -> policy != 2)).as("one is not enough").isEmpty();
        assertThat(procedure.ask(policy -> policy == 3).orElseThrow().duel()).isEqualTo(new Duel(0, 1));
    }

    @Test
    void decisions_useTheOutcomesUpToTheLag_alsoWhenMoreAreKnown() {
        var known = new ArrayList<Long>();
        var inFlight = new ArrayList<Integer>();
        var procedure = procedure(
                (ledger, evidence, pending, random) -> {
                    known.add(ledger.comparisons());
                    inFlight.add(pending.size());
                    return new Duel(0, 1);
                },
                2,
                3);
        for (int n = 0; n < 6; n++) {
            long index = procedure.ask().orElseThrow().index();
            procedure.tell(index, Outcome.TIE);
        }
        assertThat(known).containsExactly(0L, 0L, 0L, 1L, 2L, 3L);
        assertThat(inFlight).containsExactly(0, 1, 2, 2, 2, 2);
    }

    @Test
    void orderOfTelling_changesNothing() {
        var world = Worlds.bradleyTerry(5, 0.7);
        for (SamplingRules rule : SamplingRules.values()) {
            List<Duel> reference = duels(rule, world.size(), 8, -1);
            assertThat(reference).isNotEmpty();
            for (int order = 0; order < 3; order++) {
                assertThat(duels(rule, world.size(), 8, order))
                        .as(rule.ruleName())
                        .isEqualTo(reference);
            }
        }
    }

    /** At most 400 duels; outcomes are told as they are asked for, or in random order. */
    private static List<Duel> duels(SamplingRules rule, int policies, int lag, int order) {
        var world = Worlds.bradleyTerry(policies, 0.7);
        return duels(
                procedure(rule.create(policies, 0.05, 0.1, 9), policies, lag),
                order,
                dispatch -> Worlds.play(world, dispatch.duel(), Randomness.of(9, "outcome").stream(dispatch.index())));
    }

    private static List<Duel> duels(Procedure procedure, int order, Function<Dispatch, Outcome> judge) {
        var random = new SplittableRandom(order);
        var untold = new ArrayList<Dispatch>();
        var duels = new ArrayList<Duel>();
        while (duels.size() < 400 && !procedure.recommend().decided()) {
            var next = procedure.ask();
            next.ifPresent(dispatch -> {
                duels.add(dispatch.duel());
                untold.add(dispatch);
            });
            if (!untold.isEmpty() && (next.isEmpty() || order < 0 || random.nextBoolean())) {
                Dispatch told = untold.remove(order < 0 ? 0 : random.nextInt(untold.size()));
                procedure.tell(told.index(), judge.apply(told));
            }
        }
        return duels;
    }

    /** Evidence that takes down what it is told; nobody is ever rejected. */
    private static final class Diary implements EProcess {

        private final List<String> entries = new ArrayList<>();

        @Override
        public int policies() {
            return 4;
        }

        @Override
        public double logValue(int policy) {
            return 0;
        }

        @Override
        public Beliefs beliefs() {
            return new PluginBetting(4).beliefs();
        }

        @Override
        public void begin(List<Duel> block) {
            entries.add("begin " + block.size() + " of " + block.getFirst().first());
        }

        @Override
        public void observe(Duel duel, Outcome outcome) {
            entries.add(duel.first() + "-" + duel.second() + " " + outcome.value());
        }
    }

    /** Commits three duels, then two, then three, of one policy and then of the next. */
    private static final class Blocks implements SamplingRule {

        private final List<Long> known = new ArrayList<>();

        @Override
        public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
            throw new AssertionError("blocks are asked for");
        }

        @Override
        public List<Duel> block(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
            known.add(ledger.comparisons());
            int first = (known.size() - 1) % 4;
            var duels = new ArrayList<Duel>();
            for (int n = 1; n <= (known.size() % 2 == 1 ? 3 : 2); n++) {
                duels.add(new Duel(first, (first + n) % 4));
            }
            return duels;
        }
    }

    private static Procedure blocks(Blocks rule, Diary diary, int lag) {
        return new Procedure(rule, diary, EvidenceStopping.exact(), 0.05, 1, Lag.fixed(lag));
    }

    @Test
    void blocks_areDispatchedWhole() {
        var rule = new Blocks();
        var diary = new Diary();
        var procedure = blocks(rule, diary, 1);
        var duels = new ArrayList<Duel>();
        for (int n = 0; n < 8; n++) {
            Dispatch dispatch = procedure.ask().orElseThrow();
            assertThat(dispatch.index()).isEqualTo(n);
            duels.add(dispatch.duel());
            procedure.tell(n, n == 1 ? new Outcome.Missing("test") : Outcome.LOSS);
        }
        assertThat(duels)
                .containsExactly(
                        new Duel(0, 1),
                        new Duel(0, 2),
                        new Duel(0, 3),
                        new Duel(1, 2),
                        new Duel(1, 3),
                        new Duel(2, 3),
                        new Duel(2, 0),
                        new Duel(2, 1));
        assertThat(rule.known).as("decided with two, four outcomes").containsExactly(0L, 2L, 4L);
        assertThat(diary.entries)
                .containsExactly(
                        "begin 3 of 0",
                        "0-1 0.0",
                        "0-2 NaN",
                        "0-3 0.0",
                        "begin 2 of 1",
                        "1-2 0.0",
                        "1-3 0.0",
                        "begin 3 of 2",
                        "2-3 0.0",
                        "2-0 0.0");
    }

    /** With a lag, the next block is chosen while this one is half known; the evidence hears one after the other. */
    @Test
    void beginnings_areToldBeforeTheFirstOutcome_inDispatchOrder() {
        var rule = new Blocks();
        var diary = new Diary();
        var procedure = blocks(rule, diary, 5);
        for (int n = 0; n < 5; n++) {
            assertThat(procedure.ask()).isPresent();
        }
        assertThat(procedure.ask()).isEmpty();
        assertThat(diary.entries).isEmpty();
        for (int n : new int[] {4, 3, 2, 1}) {
            procedure.tell(n, Outcome.WIN);
            assertThat(procedure.ask()).isEmpty();
        }
        procedure.tell(0, Outcome.LOSS);
        // The third block is begun with one outcome, the others are known but behind the lag.
        assertThat(procedure.ask().orElseThrow().duel()).isEqualTo(new Duel(2, 3));
        assertThat(rule.known).containsExactly(0L, 0L, 1L);
        assertThat(diary.entries).containsExactly("begin 3 of 0", "0-1 0.0");
        procedure.settle();
        assertThat(diary.entries)
                .containsExactly("begin 3 of 0", "0-1 0.0", "0-2 1.0", "0-3 1.0", "begin 2 of 1", "1-2 1.0", "1-3 1.0");
    }

    /** What was dispatched of a block counts; what was not is not asked for. */
    @Test
    void settlingInTheMiddleOfABlock_endsIt() {
        var diary = new Diary();
        var procedure = blocks(new Blocks(), diary, 2);
        procedure.ask();
        procedure.ask();
        procedure.tell(1, Outcome.WIN);
        procedure.settle();
        assertThat(diary.entries).as("the first outcome was never told").isEmpty();
        procedure.tell(0, Outcome.WIN);
        procedure.settle();
        assertThat(diary.entries).containsExactly("begin 3 of 0", "0-1 1.0", "0-2 1.0");
        assertThat(procedure.pending().size()).isZero();
        assertThatThrownBy(procedure::ask).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void orderOfTelling_changesNoBlock() {
        FactorWorld world = FactorWorld.twoLevels(FactorWorld.LOGISTIC, 0.9, 0.7, 0.5, 0.3);
        List<Duel> reference = blocks(world, -1);
        assertThat(reference).hasSizeGreaterThan(100);
        for (int order = 0; order < 5; order++) {
            assertThat(blocks(world, order)).isEqualTo(reference);
        }
    }

    /** At most 400 duels of blocks with real evidence, until it decides. */
    private static List<Duel> blocks(FactorWorld world, int order) {
        var procedure = new Procedure(
                new FactorialAgon(world.space()),
                new MirroredBetting(world.space(), 0.05),
                EvidenceStopping.exact(),
                0.05,
                9,
                Lag.fixed(6));
        return duels(
                procedure,
                order,
                dispatch -> world.play(dispatch.duel(), Randomness.of(9, "outcome").stream(dispatch.index())));
    }

    @Test
    void aRuleThatWaits_hearsOneOutcomeAfterTheOther() {
        var rule = new SamplingRule() {
            @Override
            public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
                return new Duel(0, 1);
            }

            @Override
            public boolean waits(Ledger ledger, Evidence evidence, Pending pending) {
                return pending.size() >= 3 && ledger.comparisons() < 2;
            }
        };
        var procedure = procedure(rule, 2, 100);
        for (int n = 0; n < 3; n++) {
            assertThat(procedure.ask()).isPresent();
        }
        assertThat(procedure.ask()).isEmpty();
        procedure.tell(1, Outcome.WIN);
        assertThat(procedure.ask()).isEmpty();
        procedure.tell(0, Outcome.LOSS);
        assertThat(procedure.ask()).isPresent();
        // One outcome is enough: then two are in flight, and the known second one is not looked at.
        assertThat(procedure.ledger().comparisons()).isEqualTo(1);
    }

    @Test
    void decidedVerdict_isFinal() {
        var procedure = procedure(always(0, 1), 2, 1);
        while (!procedure.recommend().decided()) {
            procedure.ask().ifPresent(dispatch -> procedure.tell(dispatch.index(), Outcome.WIN));
        }
        assertThat(procedure.recommend()).isEqualTo(new Verdict.Winner(0));
        assertThat(procedure.rejectedAt(1)).isPositive();
        assertThat(procedure.rejectedAt(0)).isEqualTo(-1);
        assertThat(procedure.ask()).isEmpty();
    }

    @Test
    void missingOutcomes_areCountedApart() {
        var procedure = procedure(always(0, 1), 2, 1);
        procedure.tell(procedure.ask().orElseThrow().index(), new Outcome.Missing("refused"));
        procedure.settle();
        assertThat(procedure.ledger().comparisons()).isZero();
        assertThat(procedure.ledger().missing()).isEqualTo(1);
        assertThat(procedure.recommend()).isEqualTo(new Verdict.Undecided(List.of(0, 1)));
    }

    @Test
    void delta_isThatOfTheVerdict() {
        var procedure = new Procedure(
                always(0, 1), new PluginBetting(2), EvidenceStopping.exact().withMargin(0.1), 0.05, 1, Lag.SEQUENTIAL);
        assertThat(procedure.delta()).isEqualTo(0.05);
        assertThat(procedure.evidence().delta()).isEqualTo(0.04, within(1e-15));
    }

    @Test
    void pairs_areTestedForARuleThatReadsThem() {
        var plain = procedure(always(0, 1), 2, 1);
        var verifying = new Procedure(
                always(0, 1),
                new PluginBetting(2),
                EvidenceStopping.exact().verifyingWinner(),
                0.05,
                1,
                Lag.SEQUENTIAL);
        for (int n = 0; n < 4; n++) {
            plain.tell(plain.ask().orElseThrow().index(), Outcome.WIN);
            verifying.tell(verifying.ask().orElseThrow().index(), Outcome.WIN);
        }
        plain.settle();
        verifying.settle();
        assertThat(plain.evidence().maxLogBeats(0, 1)).isZero();
        assertThat(verifying.evidence().maxLogBeats(0, 1)).isPositive();
        assertThat(verifying.evidence().maxLogWithinMargin(0, 1)).isZero();
    }

    @Test
    void misuse_isNamed() {
        var procedure = procedure(always(0, 1), 2, 2);
        assertThatThrownBy(() -> procedure.tell(0, Outcome.WIN)).hasMessageContaining("not in flight");
        procedure.ask();
        procedure.tell(0, Outcome.WIN);
        assertThatThrownBy(() -> procedure.tell(0, Outcome.WIN)).hasMessageContaining("not in flight");
        procedure.settle();
        assertThatThrownBy(() -> procedure.tell(0, Outcome.WIN)).hasMessageContaining("not in flight");
        assertThatThrownBy(procedure::ask).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> procedure(always(0, 1), 2, 0)).hasMessageContaining("lag");
        assertThatThrownBy(() -> new Procedure(
                        always(0, 1),
                        new PluginBetting(2),
                        EvidenceStopping.exact().withMargin(0.1),
                        1.1,
                        1,
                        Lag.SEQUENTIAL))
                .hasMessageContaining("delta");
    }
}
