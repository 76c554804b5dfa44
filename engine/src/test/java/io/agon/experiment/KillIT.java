package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.config.Folder;
import io.agon.judge.Hearing;
import io.agon.judge.Judge;
import io.agon.policy.Answer;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import io.agon.policy.Turn;
import io.agon.preference.Outcome;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G3: kill -9 at any moment; resuming ends in the same duels and the same verdict. Killed after numbers of stored duels
 * from seed 11.
 */
@Timeout(240)
class KillIT {

    @TempDir
    Path root;

    /** Says a number about its skill, after a moment of its own choosing. */
    public static final class Guesser implements Policy {
        private final double skill;

        public Guesser(Map<String, String> options) {
            skill = Double.parseDouble(options.get("skill"));
        }

        @Override
        public Answer answer(Query query, Turn turn) throws InterruptedException {
            Thread.sleep(ThreadLocalRandom.current().nextInt(6));
            return Answer.of(Double.toString(skill + turn.random().nextGaussian()));
        }
    }

    /** The larger number wins. */
    public static final class Larger implements Judge {
        @Override
        public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) {
            return Double.parseDouble(first.text()) > Double.parseDouble(second.text()) ? Outcome.WIN : Outcome.LOSS;
        }
    }

    /** The child process: runs the experiment in the first argument with the store in the second. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) throws Exception {
            try (Store store = SqliteStore.open(Path.of(args[1]))) {
                RunResult result = new Runner(Experiment.load(Path.of(args[0])), store, ProgressListener.NONE).run();
                System.exit(result.ending() == RunResult.Ending.DECIDED ? 0 : 3);
            }
        }
    }

    @Test
    void kill_atAnyMoment_resumesToTheSameEnd() throws Exception {
        Folder folder = Folder.in(root);
        folder.write("inputs.jsonl", "{\"vars\": {}}\n{\"vars\": {}}\n{\"vars\": {}}\n");
        Path file = folder.experiment("""
            policies:
              - {id: best, java: "%1$s", options: {skill: 0.6}}
              - {id: good, java: "%1$s", options: {skill: 0.3}}
              - {id: poor, java: "%1$s", options: {skill: 0.0}}
            tests: inputs.jsonl
            judge: {java: {class: "%2$s"}}
            experiment: {confidence: 0.99999, concurrency: 4, seed: 9, budget: {comparisons: 4000}}
            """.formatted(Guesser.class.getName(), Larger.class.getName()));
        String expected;
        RunResult plain;
        try (Store store = SqliteStore.open(root.resolve("plain.db"))) {
            plain = new Runner(Experiment.load(file), store, ProgressListener.NONE).run();
            expected = Worlds.export(store, plain.run());
        }
        assertThat(plain.best()).isEqualTo("best");
        assertThat(plain.dispatched())
                .as("long enough to be killed, also by a slow test")
                .isGreaterThan(500);
        var random = new SplittableRandom(11);
        Path killed = root.resolve("killed.db");
        int kills = 0;
        int stored = 0;
        while (kills < 5) {
            int target = stored + random.nextInt(1, 40);
            Process child = child(file, killed);
            while (child.isAlive() && stored < target) {
                Thread.sleep(random.nextInt(1, 10));
                stored = Files.exists(killed) ? stored(killed) : 0;
            }
            assertThat(child.isAlive())
                    .as(
                            "killed in the middle, before duel %d of %d; the child said: %s",
                            stored, plain.dispatched(), Files.readString(root.resolve("child.log")))
                    .isTrue();
            child.destroyForcibly().waitFor();
            kills++;
        }
        Process last = child(file, killed);
        assertThat(last.waitFor()).isZero();
        try (Store store = SqliteStore.open(killed)) {
            assertThat(store.runs()).hasSize(1);
            RunResult result = Results.of(store, store.runs().get(0));
            // A child that was killed while it started resumed nothing.
            assertThat(store.events(result.run()))
                    .filteredOn(it -> it.kind().equals("resumed"))
                    .hasSizeBetween(2, kills);
            assertThat(result.best()).isEqualTo(plain.best());
            assertThat(result.standings()).isEqualTo(plain.standings());
            assertThat(Worlds.export(store, result.run())).isEqualTo(expected);
        }
    }

    /** Duels on disk; reading works while another process writes. */
    private static int stored(Path file) {
        try (Store store = SqliteStore.open(file)) {
            return store.runs().isEmpty()
                    ? 0
                    : store.duels(store.runs().get(0).id()).size();
        }
    }

    private static Process child(Path file, Path store) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                file.toString(),
                store.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("child.log").toFile())
                .start();
    }
}
