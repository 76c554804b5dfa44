package io.agon.improve.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Round;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Proposal;
import io.agon.improve.run.PaidHill.Killed;
import io.agon.improve.run.PaidHill.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that was paid is lost, and what comes of a loop does not tell that it was killed. */
class ResumeTest {

    @TempDir
    Path folder;

    private static Draft draft(int concurrency) {
        var draft = new Draft();
        draft.concurrency = concurrency;
        draft.updates = 6;
        draft.acceptance = new AcceptanceRule.LlmPo(0.5, 4);
        draft.certificate = new CertificateRule(0.05, 5);
        return draft;
    }

    private static Improvement run(Draft draft, Provider provider, Path folder) throws InterruptedException {
        var hill = new PaidHill(Hill.finite(6), provider);
        return draft.run(hill, hill.optimizer(), folder);
    }

    private static String written(Path folder) throws Exception {
        return Files.readString(folder.resolve(ImprovementFile.NAME));
    }

    private static void assertKilled(ThrowingCallable loop) {
        assertThatThrownBy(loop)
                .satisfiesAnyOf(
                        it -> assertThat(it).isInstanceOf(Killed.class),
                        it -> assertThat(it).hasCauseInstanceOf(Killed.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void killedAtAnyCall_itComesToTheSame_andPaysNothingTwice(int concurrency) throws Exception {
        var undisturbed = new Provider();
        run(draft(concurrency), undisturbed, folder.resolve("undisturbed"));
        String expected = written(folder.resolve("undisturbed"));
        int calls = undisturbed.answered().size();
        assertThat(calls).isGreaterThan(25);

        for (int call = 0; call < calls; call += concurrency) {
            Path own = folder.resolve("killed at " + call);
            var dying = new Provider();
            dying.killed = call;
            assertKilled(() -> run(draft(concurrency), dying, own));
            var next = new Provider();
            run(draft(concurrency), next, own);

            var paid = new ArrayList<>(dying.answered());
            paid.addAll(next.answered());
            assertThat(paid).doesNotHaveDuplicates().hasSize(calls);
            assertThat(written(own)).isEqualTo(expected);
        }
    }

    @Test
    void finishedLoop_runAgain_asksNothing() throws Exception {
        run(draft(1), new Provider(), folder);
        String before = written(folder);
        var again = new Provider();
        run(draft(1), again, folder);

        assertThat(again.answered()).isEmpty();
        assertThat(written(folder)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void money_isNeverExceeded_andMoreOfItGoesOnWhereItEnded(int concurrency) throws Exception {
        var free = new Provider();
        run(draft(concurrency), free, folder.resolve("free"));
        int calls = free.answered().size();

        for (int most = 0; most < calls; most += 7) {
            Path own = folder.resolve("with " + most);
            var poor = draft(concurrency);
            poor.usd = OptionalDouble.of((most + 0.5) * PaidHill.PRICE);
            var provider = new Provider();
            Improvement ended = run(poor, provider, own);
            assertThat(provider.answered()).hasSizeLessThanOrEqualTo(most);
            assertThat(ended.spent().usd()).isLessThanOrEqualTo(poor.usd.getAsDouble());
            assertThat(ended.ended()).contains("the money is spent");
            assertThat(ended.chosen()).isPresent();

            var rich = draft(concurrency);
            rich.usd = OptionalDouble.of(calls + 1);
            Improvement whole = run(rich, provider, own);
            assertThat(provider.answered()).doesNotHaveDuplicates().hasSize(calls);
            assertThat(whole.rounds())
                    .isEqualTo(ImprovementFile.read(new io.agon.loop.LoopFolder(folder.resolve("free")))
                            .orElseThrow()
                            .rounds());
        }
    }

    @Test
    void itemsThatFail_areMissing_notZero_andStaySo() throws Exception {
        var draft = draft(1);
        draft.acceptance = new AcceptanceRule.StrictOnBatch(0);
        draft.certificate = new CertificateRule(0.05, 0);
        var provider = new Provider();
        provider.failing = it -> it.endsWith(" on 2");
        Improvement first = run(draft, provider, folder);

        assertThat(first.spent().missing()).isPositive();
        assertThat(first.rounds())
                .hasSize(6)
                .allSatisfy(it -> assertThat(it.score()).isGreaterThan(0.3));
        String before = written(folder);
        var healthy = new Provider();
        run(draft, healthy, folder);
        assertThat(healthy.answered()).isEmpty();
        assertThat(written(folder)).isEqualTo(before);
    }

    @Test
    void deadProvider_endsTheLoop_andOneThatLivesAgainGoesOn() throws Exception {
        var provider = new Provider();
        provider.failing = it -> true;
        Improvement dead = run(draft(1), provider, folder);

        assertThat(dead.rounds()).isEmpty();
        assertThat(dead.ended()).contains("no run on any of 10 batches in a row gave a score");
        run(draft(1), new Provider(), folder);
        run(draft(1), new Provider(), folder.resolve("other"));
        assertThat(written(folder)).isEqualTo(written(folder.resolve("other")));
    }

    /** Its ten validation items are missing in a row; without those of the start there is no loop. */
    @Test
    void artifactThatNeverAnswers_isMissing_andTheLoopGoesOn() throws Exception {
        var provider = new Provider();
        provider.failing = it -> it.startsWith("9 9 9 9 on");
        var hill = new PaidHill(Hill.finite(6), provider);
        var steps = hill.optimizer();
        var draft = draft(1);
        draft.acceptance = new AcceptanceRule.Validation();
        Improvement done = draft.run(
                hill,
                (problem, turn) -> problem.update() == 1
                        ? Proposal.of(Map.of("numbers", "9 9 9 9"), "far away")
                        : steps.propose(problem, turn),
                folder);

        assertThat(done.ended()).isEqualTo("all 6 updates of the budget are done");
        assertThat(done.spent().missing()).isGreaterThanOrEqualTo(10);
        assertThat(done.rounds().getFirst().decision().orElseThrow().accepted()).isFalse();

        provider.failing = it -> it.matches(".* on 10\\d\\d");
        Improvement dead = run(draft, provider, folder.resolve("the start does not answer"));
        assertThat(dead.ended()).startsWith("10 runs in a row could not be had");
    }

    @Test
    void optimizerThatDoesNotAnswer_isRecorded_andEndsTheLoopInTheEnd() throws Exception {
        var provider = new Provider();
        provider.failing = it -> it.equals("step");
        Improvement ended = run(draft(1), provider, folder);

        assertThat(ended.rounds())
                .hasSize(2)
                .extracting(Round::nothing)
                .allSatisfy(it -> assertThat(it).startsWith("the optimizer did not answer: HTTP 503"));
        assertThat(ended.ended()).contains("3 proposals in a row could not be had");
    }

    @Test
    void interrupt_endsIt_andWhatWasPaidIsKept() throws Exception {
        var provider = new Provider();
        provider.failing = it -> {
            if (it.equals("step")) {
                Thread.currentThread().interrupt();
            }
            return false;
        };
        var interrupted = new PaidHill(Hill.finite(6), provider);
        var draft = draft(1);
        var optimizer = interrupted.optimizer();
        assertThatThrownBy(() -> draft.run(
                        interrupted,
                        (problem, turn) -> {
                            var proposal = optimizer.propose(problem, turn);
                            if (Thread.interrupted()) {
                                throw new InterruptedException();
                            }
                            return proposal;
                        },
                        folder))
                .isInstanceOf(InterruptedException.class);

        run(draft(1), new Provider(), folder.resolve("undisturbed"));
        provider.failing = it -> false;
        run(draft, provider, folder);
        assertThat(provider.answered()).doesNotHaveDuplicates();
        assertThat(written(folder)).isEqualTo(written(folder.resolve("undisturbed")));
    }

    @Test
    void minutes_areThoseOfWork_andDoingItAgainNeedsNoClock() throws Exception {
        var draft = new Draft();
        var now = new Instant[] {Instant.EPOCH};
        draft.clock = () -> now[0] = now[0].plusSeconds(1); // each look at it takes a second
        draft.minutes = OptionalDouble.of(0.5);
        draft.updates = 1000;
        var hill = Hill.of(Hill.finite(6), 0);
        Improvement first = draft.run(hill, Hill.climber(), folder);
        assertThat(first.ended()).isEqualTo("the minutes of the budget are over");
        assertThat(first.rounds()).hasSizeBetween(5, 30);

        draft.clock = () -> now[0] = now[0].plusSeconds(1000);
        assertThat(draft.run(hill, Hill.climber(), folder)).isEqualTo(first);

        draft.clock = () -> Instant.EPOCH;
        draft.minutes = OptionalDouble.of(1);
        draft.updates = 40;
        Improvement longer = draft.run(hill, Hill.climber(), folder);
        assertThat(longer.rounds()).hasSize(40).startsWith(first.rounds().toArray(Round[]::new));
    }

    @Test
    void populationSearches_areResumedToo() throws Exception {
        for (SearchRule search :
                List.of(new SearchRule.BestOfN(3, 4), new SearchRule.Ucb(1, 5, 3), new SearchRule.Pareto(4))) {
            var undisturbed = draft(1);
            undisturbed.search = search;
            var provider = new Provider();
            String name = search.getClass().getSimpleName();
            run(undisturbed, provider, folder.resolve(name));
            var dying = new Provider();
            dying.killed = provider.answered().size() / 2;
            assertKilled(() -> run(undisturbed, dying, folder.resolve(name + " killed")));
            run(undisturbed, new Provider(), folder.resolve(name + " killed"));
            assertThat(written(folder.resolve(name + " killed"))).isEqualTo(written(folder.resolve(name)));
        }
    }
}
