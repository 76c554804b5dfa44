package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.budget.Budget;
import io.agon.config.Reuse;
import io.agon.judge.AnsweringArena;
import io.agon.judge.Arena;
import io.agon.judge.Judge;
import io.agon.model.ContentHash;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G3 and G4 with calls in flight: a run whose policies and judge ask a server over HTTP is killed with SIGKILL at fifty
 * random moments (seed 12). No call whose reply was stored is made again, the money accounted for stays within the
 * budget, and the end is that of a run that was left alone.
 */
@Timeout(600)
class KillLiveIT {

    private static final int KILLS = 50;
    private static final int CONCURRENCY = 24;
    private static final long DUELS = 1_200;
    private static final double USD = 50;

    @TempDir
    Path root;

    /** The child process: store and base URL are its arguments. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) throws Exception {
            var models = new Models(
                    Environment.of(Map.of()),
                    PriceTable.standard().with(Map.of("openai:fake", new Price(1, 1, 1))),
                    name -> Limits.DEFAULT);
            var options = new ModelOptions(
                    Path.of("."),
                    Optional.of(args[1]),
                    Optional.empty(),
                    Duration.ofSeconds(20),
                    Map.of("seed", "per-call"));
            Endpoint endpoint = models.endpoint(ModelId.parse("openai:fake"), options);
            var budget = new Budget(DUELS, USD, null);
            try (Store store = SqliteStore.open(Path.of(args[0]))) {
                Experiment experiment =
                        Worlds.experiment(Path.of("."), arena(endpoint), CONCURRENCY, budget, Reuse.NOTHING);
                RunResult result = new Runner(
                                experiment, store, ProgressListener.NONE, Worlds.FAST, ProcedureFactory.STANDARD)
                        .run();
                System.exit(result.dispatched() > 0 ? 0 : 3);
            }
        }

        private static Arena arena(Endpoint endpoint) {
            var policies = new ArrayList<Policy>();
            for (double skill : List.of(0.1, 0.05, 0.0)) {
                policies.add((query, turn) -> Answer.of(Double.toString(skill
                        + turn.ask(
                                endpoint,
                                request("answer " + query.id()),
                                "direct",
                                reply -> Double.parseDouble(reply.text())))));
            }
            Judge judge = (query, first, second, hearing) -> {
                Request request = request("judge %s %s".formatted(first.text(), second.text()));
                double noise = hearing.ask(endpoint, request, "verdict", reply -> Double.parseDouble(reply.text()));
                double lead = Double.parseDouble(first.text()) - Double.parseDouble(second.text());
                return lead + 0.1 * noise > 0 ? Outcome.WIN : Outcome.LOSS;
            };
            List<Query> queries = List.of(Query.named("1"), Query.named("2"), Query.named("3"));
            return new AnsweringArena(List.of("A", "B", "C"), policies, judge, duel -> queries, false);
        }

        private static Request request(String text) {
            return Request.of(List.of(Message.user(text)), Decoding.greedy(50));
        }
    }

    @Test
    void kill_withManyCallsInFlight_repeatsNoPaidCall_andEndsTheSame() throws Exception {
        try (FaultServer server = FaultServer.start(ask -> FaultAnswer.text(Double.toString(
                        new SplittableRandom(ask.body().path("seed").asLong()).nextGaussian()))
                .after(Duration.ofMillis(ThreadLocalRandom.current().nextInt(30))))) {
            Path plain = root.resolve("plain.db");
            assertThat(child(plain, server).waitFor()).as(log(plain)).isZero();
            Path killed = root.resolve("killed.db");
            var random = new SplittableRandom(12);
            var stored = new HashMap<String, Integer>();
            for (int kill = 0; kill < KILLS; kill++) {
                int target = server.requests() + random.nextInt(1, 70);
                Process child = child(killed, server);
                while (child.isAlive() && server.requests() < target) {
                    Thread.sleep(1);
                }
                assertThat(child.isAlive())
                        .as("killed in the middle; the child said: %s", log(killed))
                        .isTrue();
                child.destroyForcibly().waitFor();
                for (String key : replies(killed)) {
                    String asked = ContentHash.of(key, "0");
                    int tries = server.tries(asked);
                    assertThat(stored.putIfAbsent(asked, tries))
                            .satisfiesAnyOf(
                                    before -> assertThat(before).isNull(),
                                    before -> assertThat(before).isEqualTo(tries));
                }
            }
            assertThat(child(killed, server).waitFor()).as(log(killed)).isZero();
            assertThat(stored).hasSizeGreaterThan(KILLS);
            stored.forEach((key, tries) -> assertThat(server.tries(key)).as(key).isEqualTo(tries));
            try (Store one = SqliteStore.open(plain);
                    Store other = SqliteStore.open(killed)) {
                assertThat(other.runs()).hasSize(1);
                RunResult expected = Results.of(one, one.runs().getFirst());
                RunResult result = Results.of(other, other.runs().getFirst());
                assertThat(Worlds.export(other, result.run())).isEqualTo(Worlds.export(one, expected.run()));
                assertThat(result.standings()).isEqualTo(expected.standings());
                assertThat(result.cost()).isBetween(expected.cost() - 1e-12, USD);
            }
        }
    }

    private static List<String> replies(Path store) throws Exception {
        var keys = new ArrayList<String>();
        if (Files.exists(store)) {
            try (Store open = SqliteStore.open(store);
                    var connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                    var rows = connection.createStatement().executeQuery("SELECT key FROM reply")) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }

    private static String log(Path store) throws Exception {
        Path log = store.resolveSibling("child.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static Process child(Path store, FaultServer server) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        store.toString(),
                        server.baseUrl())
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("child.log").toFile())
                .start();
    }
}
