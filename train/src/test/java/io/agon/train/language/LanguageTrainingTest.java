package io.agon.train.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.experiment.Estimate;
import io.agon.loop.KeptReplies;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.train.file.Forecast;
import io.agon.train.file.TrainReader;
import io.agon.train.file.Trained;
import io.agon.train.file.Training;
import io.agon.train.file.Trainings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training file that names a language model, against a server that speaks OpenAI's protocol. */
@Timeout(120)
class LanguageTrainingTest {

    private static final Pattern NAME = Pattern.compile("^- (.+)$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private final TrainingServer server = new TrainingServer();
    private final FaultServer port = FaultServer.start(server);

    @AfterEach
    void stop() {
        port.close();
    }

    private String file(String provider, String tuner, String more) {
        return """
            environment: bernoulli(arms=2, gap=0.8, horizon=4)
            policy:
              provider: {id: openai:tiny, config: {apiBaseUrl: "%s", max_tokens: 100}%s}
              tell: tell(scenario=buttons, reason=false)
            tuner: %s
            loop: {rounds: 2, scenarios: 3, rollouts: 4, patience: 0}
            evaluate: {scenarios: 4, test: 10}
            choose: {duels: 6}
            %s
            """.formatted(port.baseUrl(), provider, tuner, more);
    }

    private Training<?, ?, ?> training(String text) throws Exception {
        return Trainings.of(TrainReader.read(Files.writeString(folder.resolve("train.yaml"), text)), 1);
    }

    @Test
    void fineTunedModels_andJobs_areChargedToTheBudget_alsoAcrossProcesses() throws Exception {
        server.life = List.of("succeeded");
        server.chat = ask -> FaultAnswer.text("Answer: "
                + NAME.matcher(ask.prompt()).results().findFirst().orElseThrow().group(1));
        String text = file(", price: {input: 1, output: 2}", "{openai: {epochs: 1, price: 3}}", "budget: {usd: 20}");
        Trained first = training(text).run(folder.resolve("out"), new Training.Listener() {});
        try (var replies = new KeptReplies(folder.resolve("out/replies.jsonl"))) {
            assertThat(replies.usd())
                    .as("two jobs of a million tokens at 3 dollars, and every play of every model")
                    .isGreaterThan(6);
            long chats = port.asks().stream()
                    .filter(it -> it.path().startsWith("/v1/chat"))
                    .count();
            assertThat(replies.answered()).isEqualTo((int) chats);
            assertThat(first.notes()).last().asString().startsWith("spent: %,d calls answered, $6.".formatted(chats));
        }
        assertThat(Files.readString(folder.resolve("out/replies.jsonl")).lines())
                .as("no call is free")
                .noneMatch(it -> it.contains("\"usd\":0.0,") || it.contains("\"usd\":0,"));
        Trained again = training(text).run(folder.resolve("out"), new Training.Listener() {});
        assertThat(again.notes().getLast()).isEqualTo(first.notes().getLast());
    }

    @Test
    void forecast_countsPlaysByHand_andFlagsWhatNobodyKnows() throws Exception {
        String price = ", price: {input: 1, output: 2}";
        Forecast it = training(file(price, "{openai: {epochs: 2, price: 3}}", "budget: {usd: 20}"))
                .forecast()
                .orElseThrow();
        assertThat(it.parts()).extracting(Forecast.Part::plays).containsExactly(24L, 12L, 12L);
        assertThat(it.plays().calls()).as("4 rounds a play").isEqualTo(4 * 48);
        assertThat(it.plays().output()).isEqualTo(new Estimate.Range(4 * 48 * 50, 4 * 48 * 100));
        assertThat(it.plays().usd().high())
                .isCloseTo((it.plays().input().high() + 2 * it.plays().output().high()) / 1e6, within(1e-9));
        assertThat(it.training().orElseThrow().high()).isCloseTo(it.trained().high() * 3e-6, within(1e-12));
        assertThat(it.all().high()).isGreaterThan(it.plays().usd().high());
        Forecast unknown = training(file("", "{command: x}", "")).forecast().orElseThrow();
        assertThat(unknown.training()).isEmpty();
        assertThat(unknown.plays().unpriced()).containsExactly("openai:tiny", "openai:tiny, fine-tuned");
        assertThat(training("{environment: bernoulli, policy: mlp}").forecast()).isEmpty();
    }

    @Test
    void trainingFile_rollsOut_fineTunes_andChooses_againWithoutACallTheSame() throws Exception {
        server.life = List.of("succeeded");
        server.chat = ask -> {
            List<String> names =
                    NAME.matcher(ask.prompt()).results().map(it -> it.group(1)).toList();
            int drawn = new SplittableRandom(ask.key().hashCode()).nextInt(names.size());
            return FaultAnswer.text("Answer: " + names.get(drawn));
        };
        Path file = Files.writeString(folder.resolve("train.yaml"), """
            environment: bernoulli(arms=2, gap=0.8, horizon=4)
            policy:
              provider: {id: openai:tiny, config: {apiBaseUrl: "%s"}}
              tell: tell(scenario=buttons, reason=false)
            tuner: {openai: {epochs: 1}}
            loop: {rounds: 2, scenarios: 3, rollouts: 4, patience: 0}
            evaluate: {scenarios: 4, test: 10}
            choose: {duels: 6}
            """.formatted(port.baseUrl()));
        Trained first = Trainings.of(TrainReader.read(file), 1).run(folder.resolve("out"), new Training.Listener() {});
        assertThat(server.submitted).hasSize(2);
        assertThat(server.submitted.get(1).path("model").asString()).isEqualTo("ft:tiny:agon::1");
        assertThat(first.loop().checkpoints()).hasSize(3);
        assertThat(Files.readString(folder.resolve("out/agent.json"))).contains("\"model\":\"openai:");
        int asked = port.asks().size();
        Trained again = Trainings.of(TrainReader.read(file), 1).run(folder.resolve("out"), new Training.Listener() {});
        assertThat(again.chosen()).isEqualTo(first.chosen());
        assertThat(again.possible()).isEqualTo(first.possible());
        assertThat(port.asks()).as("nothing is bought twice").hasSize(asked);
    }
}
