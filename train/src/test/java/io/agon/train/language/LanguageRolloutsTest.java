package io.agon.train.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.budget.Purse;
import io.agon.decide.language.Transcript;
import io.agon.loop.KeptReplies;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.model.Limits;
import io.agon.model.ModelOptions;
import io.agon.model.Price;
import io.agon.model.provider.Environment;
import io.agon.model.provider.Models;
import io.agon.model.provider.PriceTable;
import io.agon.train.Journal;
import io.agon.train.LoopOptions;
import io.agon.train.LoopResult;
import io.agon.train.RegretLoop;
import io.agon.train.TrainingException;
import io.agon.train.Trajectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LanguageRolloutsTest {

    private static final Pattern NAME = Pattern.compile("^- (.+)$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private final TrainingServer training = new TrainingServer();
    private final FaultServer server = FaultServer.start(training);

    @AfterEach
    void stop() {
        server.close();
    }

    /** A button that follows from what is asked and from the call, as with temperature. */
    private static FaultAnswer chatter(FaultServer.Ask ask) {
        List<String> names =
                NAME.matcher(ask.prompt()).results().map(it -> it.group(1)).toList();
        var random = new SplittableRandom(ask.key().hashCode());
        return FaultAnswer.text(random.nextInt(40) == 0 ? "Hm." : "Answer: " + names.get(random.nextInt(names.size())));
    }

    private LanguageRollouts rollouts(KeptReplies replies, Purse purse, int concurrency) {
        var limits = new Limits(
                64,
                null,
                null,
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(1),
                1_000,
                Duration.ofMillis(1));
        var models = new Models(
                Environment.of(Map.of("OPENAI_API_KEY", "sk-language-rollouts")),
                PriceTable.standard().with(Map.of("openai:*", new Price(1, 1, 1))),
                name -> limits);
        var options = new ModelOptions(
                Path.of(""), Optional.of(server.baseUrl()), Optional.empty(), Duration.ofSeconds(5), Map.of());
        return new LanguageRollouts(
                Lessons.play(6),
                LanguageRollouts.speakers(models, options, Lessons.PROMPT, LanguageRollouts.decoding(64)),
                replies,
                purse,
                concurrency,
                11);
    }

    private List<Trajectory<Transcript>> played(String file, int concurrency) throws Exception {
        try (var replies = new KeptReplies(folder.resolve(file))) {
            return rollouts(replies, new Purse(null), concurrency)
                    .play(ModelRef.of("openai:tiny"), List.of(3L, 1L, 4L), 4, 2);
        }
    }

    private static List<String> choices(Trajectory<Transcript> rollout) {
        return rollout.lesson().rounds().stream().map(Transcript.Round::choice).toList();
    }

    private static List<String> told(List<Trajectory<Transcript>> all) {
        return all.stream()
                .map(it -> it.scenario() + " " + it.rollout() + " " + it.regret() + " " + it.imprint() + " "
                        + it.barred() + " " + it.lesson().rounds())
                .toList();
    }

    @Test
    void listener_hearsEachRollout_andEachTryThatFailed() throws Exception {
        var unreadable = new AtomicInteger(3);
        training.chat = ask -> unreadable.getAndDecrement() > 0 ? FaultAnswer.status(503) : chatter(ask);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        try (var replies = new KeptReplies(folder.resolve("heard.jsonl"))) {
            rollouts(replies, new Purse(null), 1)
                    .heardBy((done, of, failed) -> heard.add(done + " " + of + " " + failed))
                    .play(ModelRef.of("openai:tiny"), List.of(3L), 2, 2);
        }
        assertThat(heard).startsWith("0 2 0").endsWith("2 2 1").contains("0 2 1", "1 2 1");
    }

    @Test
    void rollouts_areTheSame_atAnyConcurrency_andInOrder() throws Exception {
        training.chat = LanguageRolloutsTest::chatter;
        List<Trajectory<Transcript>> one = played("one.jsonl", 1);
        assertThat(told(played("many.jsonl", 12))).isEqualTo(told(one));
        assertThat(one)
                .extracting(Trajectory::scenario)
                .containsExactly(3L, 3L, 3L, 3L, 1L, 1L, 1L, 1L, 4L, 4L, 4L, 4L);
        assertThat(one).extracting(Trajectory::rollout).startsWith(0, 1, 2, 3, 0, 1);
        for (Trajectory<Transcript> it : one) {
            for (Trajectory<Transcript> other : one) {
                assertThat(it.imprint() == other.imprint())
                        .isEqualTo(choices(it).equals(choices(other)));
            }
        }
        assertThat(one).allSatisfy(it -> {
            assertThat(it.regret()).isEqualTo(it.lesson().episode().finalRegret());
            assertThat(it.barred()).isEqualTo(it.lesson().rounds().stream().anyMatch(Transcript.Round::repaired));
        });
        assertThat(server.asks()).allMatch(it -> it.body().path("temperature").asDouble() == 1.0);
    }

    @Test
    void keptReplies_areNotBoughtAgain_alsoAfterATornLine() throws Exception {
        training.chat = LanguageRolloutsTest::chatter;
        List<Trajectory<Transcript>> first = played("kept.jsonl", 4);
        int calls = server.requests();
        assertThat(told(played("kept.jsonl", 4))).isEqualTo(told(first));
        assertThat(server.requests()).isEqualTo(calls);
        // A kill in the midst of a line: that reply and what follows are bought again, the rest is not.
        Path file = folder.resolve("kept.jsonl");
        List<String> lines = Files.readAllLines(file);
        String last = lines.removeLast();
        Files.writeString(file, String.join("\n", lines) + "\n" + last.substring(0, last.length() / 2));
        assertThat(told(played("kept.jsonl", 4))).isEqualTo(told(first));
        assertThat(server.requests()).isEqualTo(calls + 1);
        assertThat(told(played("kept.jsonl", 4))).isEqualTo(told(first));
        assertThat(server.requests()).isEqualTo(calls + 1);
    }

    @Test
    void rolloutsThatFail_goOnWhereTheyWere() throws Exception {
        training.chat = LanguageRolloutsTest::chatter;
        List<Trajectory<Transcript>> whole = played("whole.jsonl", 3);
        int calls = server.requests();
        var left = new AtomicInteger(30);
        training.chat = ask -> left.getAndDecrement() > 0 ? chatter(ask) : FaultAnswer.status(400);
        assertThatThrownBy(() -> played("broken.jsonl", 3))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("run again to go on");
        training.chat = LanguageRolloutsTest::chatter;
        int before = server.requests();
        assertThat(told(played("broken.jsonl", 3))).isEqualTo(told(whole));
        // Calls in flight when another rollout failed were interrupted: answered perhaps, but not heard.
        assertThat(server.requests() - before).isBetween(calls - 30, calls - 30 + 3);
    }

    @Test
    void moneyThatIsSpent_endsThem_andIsKnownToTheNextProcess() throws Exception {
        training.chat = LanguageRolloutsTest::chatter;
        try (var replies = new KeptReplies(folder.resolve("money.jsonl"))) {
            var purse = new Purse(0.01);
            assertThatThrownBy(
                            () -> rollouts(replies, purse, 3).play(ModelRef.of("openai:tiny"), List.of(1L, 2L), 8, 1))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining(" are left; raise the budget")
                    .matches(it -> ((TrainingException) it).spent());
            assertThat(purse.spent()).isPositive().isLessThanOrEqualTo(0.01);
            assertThat(replies.usd()).isCloseTo(purse.spent(), org.assertj.core.data.Offset.offset(1e-12));
        }
        try (var replies = new KeptReplies(folder.resolve("money.jsonl"))) {
            assertThat(replies.usd()).isPositive();
        }
    }

    /** A model that was trained n times pulls the button whose mean looks best; an untrained one any. */
    private static FaultAnswer learner(FaultServer.Ask ask) {
        if (!ask.model().startsWith("ft:")) {
            return chatter(ask);
        }
        List<String> names =
                NAME.matcher(ask.prompt()).results().map(it -> it.group(1)).toList();
        String best = names.getFirst();
        double highest = -1;
        for (String name : names) {
            var mean = Pattern.compile(Pattern.quote(name) + ": times chosen (\\d+)(?:, mean reward (\\S+))?")
                    .matcher(ask.prompt());
            double value = mean.find() && mean.group(2) != null ? Double.parseDouble(mean.group(2)) : 2;
            if (value > highest) {
                highest = value;
                best = name;
            }
        }
        return FaultAnswer.text("Answer: " + best);
    }

    /** Rollouts, selection, data set, job, and the next round with the model of that job; killed in between. */
    @Test
    void wholeLoop_trainsThroughTheApi_andGoesOnAfterAKill() throws Exception {
        training.chat = LanguageRolloutsTest::learner;
        ModelRef start = new ModelRef("openai:tiny", server.baseUrl());
        LoopOptions options = LoopOptions.forArms(3)
                .withScenarios(4)
                .withRollouts(6, 3)
                .withRounds(2)
                .withHeldOut(10)
                .withPatience(0);
        training.fault = ask -> ask.path().contains("jobs/ftjob-1") ? FaultAnswer.status(400) : null;
        assertThatThrownBy(() -> loop(options).run(start)).isInstanceOf(TrainingException.class);
        int chats = chats();
        training.fault = ask -> null;
        LoopResult<ModelRef> result = loop(options).run(start);
        assertThat(result.checkpoints())
                .extracting(it -> it.model().model())
                .containsExactly("openai:tiny", "openai:ft:tiny:agon::1", "openai:ft:tiny:agon::2");
        assertThat(training.submitted).hasSize(2);
        assertThat(training.submitted.get(1).path("model").asString()).isEqualTo("ft:tiny:agon::1");
        assertThat(training.files).hasSize(2);
        // Nothing of round 1 was played again: after the kill only models of jobs were asked.
        assertThat(server.asks().stream()
                        .filter(it -> it.path().contains("chat"))
                        .skip(chats))
                .isNotEmpty()
                .allMatch(it -> it.model().startsWith("ft:tiny:agon::"));
        // 4 scenarios, 3 of 6 rollouts at most, 6 rounds each; a reminder makes no line more.
        assertThat(training.content(1).lines().count())
                .isPositive()
                .isLessThanOrEqualTo(4 * 3 * 6)
                .matches(it -> it % 6 == 0);
        assertThat(result.checkpoints().get(1).heldOut().mean())
                .isLessThan(result.checkpoints().getFirst().heldOut().mean());
    }

    private int chats() {
        return (int)
                server.asks().stream().filter(it -> it.path().contains("chat")).count();
    }

    private RegretLoop<ModelRef, Transcript> loop(LoopOptions options) {
        var replies = new KeptReplies(folder.resolve("loop").resolve("replies.jsonl"));
        var limits = new Limits(
                4,
                null,
                null,
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(1),
                1_000,
                Duration.ofMillis(1));
        var at = new ModelOptions(
                Path.of(""), Optional.of(server.baseUrl()), Optional.empty(), Duration.ofSeconds(5), Map.of());
        var how = new OpenAiTraining(
                "openai", at, limits, 1, null, null, 1, 0, null, Duration.ofMillis(1), Duration.ofMillis(2));
        var tuner = new OpenAiFineTuner(
                Environment.of(Map.of("OPENAI_API_KEY", "sk-language-rollouts")),
                how,
                Lessons.LINES,
                new Purse(null),
                it -> {});
        return new RegretLoop<>(rollouts(replies, new Purse(null), 8), tuner, options)
                .keptIn(new Journal<>(folder.resolve("loop"), ModelRef.class, Transcript.class), Map.of());
    }
}
