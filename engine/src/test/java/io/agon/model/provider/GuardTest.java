package io.agon.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.agon.budget.Allotment;
import io.agon.budget.BudgetSpentException;
import io.agon.budget.Purse;
import io.agon.model.Call;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.model.Guard;
import io.agon.model.Limits;
import io.agon.model.Message;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Price;
import io.agon.model.Request;
import io.agon.policy.LlmPolicy;
import io.agon.policy.Policy;
import io.agon.policy.Prompt;
import io.agon.policy.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the guard of a provider does with many calls at once. */
class GuardTest {

    private static final Request REQUEST = Request.of(List.of(Message.user("Say hi.")), Decoding.greedy(10));

    private final FaultServer server = FaultServer.start(ask -> FaultAnswer.text("hi"));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    @Test
    void callsUnderWay_areAtMostTheLimit() throws Exception {
        server.script(ask -> FaultAnswer.text("hi").after(Duration.ofMillis(10)));

        List<Call> calls = all(models(limits(4, null, null)), server, 60);

        assertThat(calls).allMatch(GuardTest::replied);
        assertThat(server.peak()).isEqualTo(4);
        assertThat(server.connectionsMade()).as("connections are used again").isLessThanOrEqualTo(4);
    }

    @Test
    void concurrency_convergesNearWhatTheServerAllows() throws Exception {
        int allowed = 8;
        server.script(ask -> ask.inFlight() > allowed
                ? FaultAnswer.status(429)
                : FaultAnswer.text("hi").after(Duration.ofMillis(10)));
        Models models = models(limits(64, null, null));

        List<Call> early = all(models, server, 200);
        server.forgetPeak();
        int before = server.requests();
        List<Call> late = all(models, server, 400);

        assertThat(early).allMatch(GuardTest::replied);
        assertThat(late).allMatch(GuardTest::replied);
        assertThat(server.peak()).as("calls at once, after learning").isBetween(allowed, 2 * allowed);
        assertThat(models.guards().getFirst().limit()).isBetween(allowed / 2, 2 * allowed);
        assertThat(server.requests() - before).as("few calls are wasted").isLessThan(400 + 200);
    }

    @Test
    void burstOf429_shrinksOnce() throws Exception {
        server.script(ask ->
                ask.number() <= 10 ? FaultAnswer.status(429).after(Duration.ofMillis(300)) : FaultAnswer.text("hi"));
        Models models = models(limits(10, null, null));

        assertThat(all(models, server, 10)).allMatch(GuardTest::replied);

        assertThat(models.guards().getFirst().limit()).isBetween(7, 10);
        assertThat(models.guards().getFirst().faults()).isEqualTo(Map.of("rate limited", 10L));
    }

    @Test
    void serverErrors_doNotShrink() throws Exception {
        server.script(ask -> ask.tries() == 1 ? FaultAnswer.status(503) : FaultAnswer.text("hi"));
        Models models = models(limits(10, null, null));

        assertThat(all(models, server, 40)).allMatch(call -> replied(call) && call.tries() == 2);

        Guard.State state = models.guards().getFirst();
        assertThat(state.limit()).isEqualTo(10);
        assertThat(state.calls()).isEqualTo(40);
        assertThat(state.tries()).isEqualTo(80);
        assertThat(state.inFlight()).isZero();
        assertThat(state.faults()).isEqualTo(Map.of("HTTP 503", 40L));
    }

    @Test
    void failingProvider_rests_whileAnotherGoesOn_andRecovers() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        server.script(ask -> down.get() ? FaultAnswer.status(500) : FaultAnswer.text("hi"));
        try (FaultServer other = FaultServer.start(ask -> FaultAnswer.text("hi"))) {
            Limits limits = new Limits(
                    4,
                    null,
                    null,
                    50,
                    Duration.ofMillis(1),
                    Duration.ofMillis(2),
                    Duration.ofSeconds(20),
                    5,
                    Duration.ofMillis(200));
            Models models = models(limits);
            List<Future<Call>> waiting = start(models, server, 20);
            until(() -> models.guards().stream().anyMatch(Guard.State::resting));
            int atRest = server.requests();

            assertThat(all(models, other, 20)).allMatch(call -> replied(call) && call.tries() == 1);
            Thread.sleep(500);
            assertThat(server.requests() - atRest).as("probes only").isBetween(0, 4 + 4);
            down.set(false);

            assertThat(results(waiting)).allMatch(GuardTest::replied);
            assertThat(models.guards()).noneMatch(Guard.State::resting);
        }
    }

    @Test
    void restBeyondPatience_isResting_withoutACall() throws Exception {
        server.script(ask -> FaultAnswer.status(500));
        Limits limits = new Limits(
                4,
                null,
                null,
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(100),
                2,
                Duration.ofMinutes(5));
        Models models = models(limits);
        assertThat(all(models, server, 1)).noneMatch(GuardTest::replied);
        int before = server.requests();

        Call call = all(models, server, 1).getFirst();

        assertThat(((Call.Result.Failed) call.result()).cause().fault()).isEqualTo(new Fault.Resting());
        assertThat(call.tries()).isZero();
        assertThat(server.requests()).isEqualTo(before);
        assertThat(policy(endpoint(models, server)).resting())
                .as("left out of comparisons")
                .isTrue();
        assertThat(policy(endpoint(models(limits), server)).resting()).isFalse();
    }

    private static Policy policy(Endpoint endpoint) {
        return new LlmPolicy(Prompt.of("p", "Say hi."), endpoint, Decoding.greedy(10), new Workflow.Direct());
    }

    /** Only a call that was never made may be excused: one that failed may have failed for what it asked. */
    @Test
    void restAfterOwnFailures_isTheFailure() throws Exception {
        server.script(ask -> FaultAnswer.status(500));
        Limits limits = new Limits(
                4,
                null,
                null,
                5,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(100),
                2,
                Duration.ofMinutes(5));

        Call call = all(models(limits), server, 1).getFirst();

        assertThat(call.tries()).isEqualTo(2);
        assertThat(((Call.Result.Failed) call.result()).cause().fault())
                .isEqualTo(new Fault.Unavailable(500, Optional.empty()));
    }

    @Test
    void cancelledProbe_doesNotLeaveTheProviderAtRest() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        server.script(ask -> down.get() ? FaultAnswer.status(500) : FaultAnswer.hang());
        Limits limits = new Limits(
                4,
                null,
                null,
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(5),
                2,
                Duration.ofMillis(100));
        Models models = models(limits);
        var unused = all(models, server, 1);
        down.set(false);
        Future<Call> probe = start(models, server, 1).getFirst();
        until(() -> server.inFlight() == 1);
        probe.cancel(true);
        until(() -> server.inFlight() == 0);
        server.script(ask -> FaultAnswer.text("hi"));

        assertThat(all(models, server, 5)).allMatch(GuardTest::replied);
    }

    @Test
    void rates_areKeptEvenly() throws Exception {
        long start = System.nanoTime();
        assertThat(all(models(limits(64, 600, null)), server, 6)).allMatch(GuardTest::replied);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(480));
        start = System.nanoTime();
        long estimate = REQUEST.inputBound() / 4 + 10;
        assertThat(all(models(limits(64, null, (int) (600 * estimate))), server, 6))
                .allMatch(GuardTest::replied);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(480));
    }

    @Test
    void cancellation_freesTheConnectionPromptly() throws Exception {
        server.script(ask -> FaultAnswer.hang());
        Models models = models(limits(8, null, null));
        List<Future<Call>> calls = start(models, server, 20);
        until(() -> server.inFlight() == 8);
        long start = System.nanoTime();

        calls.forEach(call -> call.cancel(true));

        until(() -> server.inFlight() == 0 && server.connections() == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        until(() -> models.guards().getFirst().inFlight() == 0);
        server.script(ask -> FaultAnswer.text("hi"));
        assertThat(all(models, server, 16)).allMatch(GuardTest::replied);
    }

    @Test
    void cancelledCall_isChargedItsWorstCase() throws Exception {
        server.script(ask -> FaultAnswer.hang());
        Purse purse = new Purse(1.0);
        Endpoint endpoint = endpoint(models(limits(8, null, null)), server);
        Future<Call> call = threads.submit(() -> endpoint.complete(REQUEST, 1, "k", new Allotment(purse, 0)));
        until(() -> server.inFlight() == 1);

        call.cancel(true);

        double worst = endpoint.worst(REQUEST.inputBound(), 10);
        until(() -> Math.abs(purse.spent() - worst) < 1e-12);
    }

    @Test
    void moneyForOneTry_isAskedBeforeTheSecond() throws Exception {
        server.script(ask -> FaultAnswer.hang());
        Models models = models(limits(8, null, null));
        ModelOptions quick = new ModelOptions(
                Path.of(""), Optional.of(server.baseUrl()), Optional.empty(), Duration.ofMillis(100), Map.of());
        Endpoint endpoint = models.endpoint(ModelId.parse("openai:m"), quick);
        Purse purse = new Purse(endpoint.worst(REQUEST.inputBound(), 10) * 1.5);

        assertThatThrownBy(() -> endpoint.complete(REQUEST, 1, "k", new Allotment(purse, 0)))
                .isInstanceOf(BudgetSpentException.class);

        assertThat(server.requests()).isEqualTo(1);
        assertThat(models.guards().getFirst().inFlight()).isZero();
    }

    @Test
    void thousandCallsAtOnce_leaveNothingBehind() throws Exception {
        server.script(ask -> FaultAnswer.text("hi").after(Duration.ofMillis(600)));
        Models models = models(limits(1000, null, null));
        var unused = all(models, server, 10);
        int threadsBefore = Thread.activeCount();

        List<Call> calls = all(models, server, 1000);

        assertThat(calls).allMatch(GuardTest::replied);
        assertThat(server.peak()).isGreaterThan(300);
        assertThat(Thread.activeCount() - threadsBefore).as("platform threads").isLessThan(10);
        assertThat(models.guards().getFirst().inFlight()).isZero();
        until(() -> server.inFlight() == 0);
        assertThat(server.connections()).isLessThanOrEqualTo(1000);
        assertThat(server.requests()).isEqualTo(1010);
    }

    @Test
    void stormOfAllFaults_keepsTheAccounts() throws Exception {
        List<FaultAnswer> answers = List.of(
                FaultAnswer.text("hi"),
                FaultAnswer.text("hi").after(Duration.ofMillis(20)),
                FaultAnswer.status(429),
                FaultAnswer.status(429).header("Retry-After", "0.02"),
                FaultAnswer.status(500),
                FaultAnswer.status(503).header("Retry-After", "0.02"),
                FaultAnswer.reset(),
                FaultAnswer.hang(),
                FaultAnswer.text("hi").cutAfter(30),
                FaultAnswer.text("hi").trickling(Duration.ofMillis(30)),
                FaultAnswer.raw("text/html", new byte[] {'<'}),
                FaultAnswer.refusal("no"),
                FaultAnswer.noChoices(),
                FaultAnswer.status(400));
        server.script(ask -> answers.get(Math.floorMod(31 * ask.key().hashCode() + 7 * ask.tries(), answers.size())));
        Models models = models(limits(16, null, null));
        Endpoint endpoint = models.endpoint(
                ModelId.parse("openai:m"),
                new ModelOptions(
                        Path.of(""),
                        Optional.of(server.baseUrl()),
                        Optional.empty(),
                        Duration.ofMillis(200),
                        Map.of()));
        Purse purse = new Purse(100.0);
        List<Future<Call>> futures = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String key = "storm-" + i;
            futures.add(threads.submit(() -> {
                try (Allotment money = new Allotment(purse, 0)) {
                    return endpoint.complete(REQUEST, 1, key, money);
                }
            }));
        }

        List<Call> calls = results(futures);

        Guard.State state = models.guards().getFirst();
        assertThat(calls.stream().mapToDouble(Call::usd).sum()).isCloseTo(purse.spent(), offset(1e-9));
        assertThat(purse.left()).isCloseTo(100 - purse.spent(), offset(1e-9));
        assertThat(calls.stream().mapToInt(Call::tries).sum()).isEqualTo((int) state.tries());
        assertThat(server.requests()).isEqualTo((int) state.tries());
        assertThat(state.calls()).isEqualTo(150);
        assertThat(state.inFlight()).isZero();
        assertThat(server.peak())
                .as("those given up may still be seen by the server")
                .isLessThanOrEqualTo(32);
        assertThat(state.faults().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(state.tries()
                        - calls.stream().filter(GuardTest::replied).count());
    }

    private static Limits limits(int calls, @Nullable Integer requests, @Nullable Integer tokens) {
        return new Limits(
                calls,
                requests,
                tokens,
                3,
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                10_000,
                Duration.ofSeconds(1));
    }

    private static Models models(Limits limits) {
        return new Models(
                Environment.of(Map.of()),
                PriceTable.standard().with(Map.of("openai:m", new Price(1, 1, 1))),
                name -> limits,
                List.of());
    }

    private static Endpoint endpoint(Models models, FaultServer where) {
        return models.endpoint(
                ModelId.parse("openai:m"),
                new ModelOptions(
                        Path.of(""), Optional.of(where.baseUrl()), Optional.empty(), Duration.ofSeconds(20), Map.of()));
    }

    private List<Future<Call>> start(Models models, FaultServer where, int count) {
        Endpoint endpoint = endpoint(models, where);
        List<Future<Call>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = "k" + System.identityHashCode(calls) + "-" + i;
            calls.add(threads.submit(() -> endpoint.complete(REQUEST, 1, key, Allotment.unbounded())));
        }
        return calls;
    }

    private List<Call> all(Models models, FaultServer where, int count) throws Exception {
        return results(start(models, where, count));
    }

    private static List<Call> results(List<Future<Call>> futures) throws Exception {
        List<Call> calls = new ArrayList<>();
        for (Future<Call> future : futures) {
            calls.add(future.get(60, TimeUnit.SECONDS));
        }
        return calls;
    }

    private static boolean replied(Call call) {
        return call.result() instanceof Call.Result.Replied;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
