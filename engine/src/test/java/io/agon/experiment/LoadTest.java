package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.budget.Budget;
import io.agon.config.Reuse;
import io.agon.judge.AnsweringArena;
import io.agon.judge.Arena;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.model.Limits;
import io.agon.model.Message;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Price;
import io.agon.model.Request;
import io.agon.model.provider.Environment;
import io.agon.model.provider.Models;
import io.agon.model.provider.PriceTable;
import io.agon.policy.Answer;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Very many duels against a server on this machine: nothing leaks. */
@Timeout(1200)
class LoadTest {

    private static final int CONCURRENCY = 1_000;

    @TempDir
    Path root;

    /**
     * Equal policies, of which the seed of these runs makes none win by chance, so that the budget is spent; each duel
     * asks the server twice.
     */
    private static Arena arena(FaultServer server) {
        var models = new Models(
                Environment.of(Map.of()),
                PriceTable.standard().with(Map.of("openai:fake", Price.FREE)),
                name -> Limits.DEFAULT.with(CONCURRENCY, null, null));
        Endpoint endpoint = models.endpoint(
                ModelId.parse("openai:fake"),
                new ModelOptions(
                        Path.of("."),
                        Optional.of(server.baseUrl()),
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        Map.of()));
        Policy policy = (query, turn) -> Answer.of(turn.ask(
                endpoint,
                Request.of(List.of(Message.user(query.id())), Decoding.greedy(50)),
                "direct",
                reply -> reply.text()));
        return new AnsweringArena(
                List.of("A", "B", "C", "D"),
                List.of(policy, policy, policy, policy),
                (query, first, second, hearing) -> hearing.random().nextBoolean() ? Outcome.WIN : Outcome.LOSS,
                duel -> List.of(Query.named("q")),
                false);
    }

    private static FaultServer server(int quickest, int slowest) {
        return FaultServer.start(ask -> FaultAnswer.text("x")
                        .after(Duration.ofMillis(ThreadLocalRandom.current().nextInt(quickest, slowest + 1))))
                .forgetful();
    }

    private void run(FaultServer server, long duels, ProgressListener listener) throws Exception {
        try (Store store = SqliteStore.open(root.resolve("load.db"))) {
            var experiment =
                    Worlds.experiment(root, arena(server), CONCURRENCY, Budget.ofComparisons(duels), Reuse.NOTHING);
            RunResult result = new Runner(experiment, store, listener).run();
            assertThat(result.dispatched()).isEqualTo(duels);
            assertThat(result.missing()).isZero();
        }
    }

    @Test
    void thousandDuelsInFlight_leaveNoThreadAndNoConnection() throws Exception {
        try (FaultServer server = server(300, 500)) {
            int threads = Thread.activeCount();
            run(server, 3_000, ProgressListener.NONE);
            assertThat(server.peak()).as("calls at once").isGreaterThan(500);
            assertThat(server.inFlight()).isZero();
            assertThat(server.connectionsMade())
                    .as("connections are used again")
                    .isLessThan(2 * CONCURRENCY);
            assertThat(Thread.activeCount()).isLessThan(threads + 20);
        }
    }

    /** Heap in use after a collection, as the run goes on. */
    @Test
    @Tag("montecarlo")
    void hundredThousandDuels_keepMemoryFlat() throws Exception {
        var used = new TreeMap<Long, Long>();
        try (FaultServer server = server(0, 2)) {
            run(server, 100_000, new ProgressListener() {
                @Override
                public void progress(Progress progress) {
                    long step = progress.dispatched() / 20_000;
                    if (!used.containsKey(step)) {
                        System.gc();
                        Runtime runtime = Runtime.getRuntime();
                        used.put(step, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
                    }
                }
            });
        }
        var looks = new ArrayList<>(used.values());
        assertThat(looks.getLast()).as("MiB at each 20,000 duels: %s", used).isLessThan(looks.get(1) + 40);
    }
}
