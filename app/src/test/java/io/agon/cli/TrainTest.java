package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.loop.LoopFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code agon train} on the example that ships, shortened. */
class TrainTest {

    @TempDir
    Path folder;

    private Path example;

    @BeforeEach
    void shortened() throws IOException {
        example = folder.resolve("bandit-agent");
        Cli init = Cli.agon("init", "--example", "bandit-agent", example).succeeds();
        assertThat(init.out()).contains("Next: agon train " + example);
        Path file = example.resolve("train.yaml");
        Cli.change(file, "rounds: 100", "rounds: 6");
        Cli.change(file, "scenarios: 64", "scenarios: 24");
        Cli.change(file, "scenarios: 200", "scenarios: 60\n  test: 100");
        Cli.change(file, "indifference: 1 ", "indifference: 3 ");
    }

    @Test
    void example_trainsAndChooses_andWhatItMadePlays() throws Exception {
        Cli cli = Cli.agon("train", example).succeeds();
        assertThat(cli.out()).startsWith("CHOSEN  round ").contains("SuffFail", "greedy", "thompson", "agon play ");
        Path made = example.resolve("trained");
        assertThat(Files.readString(made.resolve("training.svg")))
                .startsWith("<svg")
                .contains("chosen: round");
        assertThat(Files.readString(made.resolve("report.txt"))).startsWith("CHOSEN  round ");
        var json = Cli.agon(
                        "play",
                        "bernoulli(arms=3, gap=0.5, horizon=20)",
                        "--agents",
                        "trained(file=%s),uniform".formatted(made.resolve("agent.json")),
                        "--runs",
                        20,
                        "--json")
                .succeeds()
                .json();
        assertThat(json.at("/agents/0/regret").isNumber()).isTrue();
    }

    @Test
    void stoppedAndResumed_isTheSame_asInOneGo() throws Exception {
        Path other = folder.resolve("other");
        var whole = Cli.agon("train", example, "--json").json();
        Cli.agon("train", example, "--out", other, "--rounds", 2);
        Files.delete(other.resolve("rounds/round-002.json"));
        Cli resumed = Cli.agon("train", example, "--out", other, "--json");
        assertThat(resumed.err()).contains("goes on after round 1 of 6");
        assertThat(resumed.json().get("checkpoints")).isEqualTo(whole.get("checkpoints"));
        assertThat(resumed.json().get("agents")).isEqualTo(whole.get("agents"));
        assertThat(resumed.json().get("chosen")).isEqualTo(whole.get("chosen"));
        assertThat(other.resolve("agent.json")).hasSameTextualContentAs(example.resolve("trained/agent.json"));
    }

    @Test
    void undecidedChoice_isExitThree_withTheSet() throws Exception {
        Cli.change(example.resolve("train.yaml"), "indifference: 3", "indifference: 0\n  duels: 5");
        Cli cli = Cli.agon("train", example);
        assertThat(cli.code()).isEqualTo(3);
        assertThat(cli.out()).startsWith("UNDECIDED  the best checkpoint is one of rounds");
    }

    @Test
    void changedFile_doesNotGoOnWithOtherRounds_unlessNew() throws Exception {
        Cli.agon("train", example, "--rounds", 1);
        Cli.change(example.resolve("train.yaml"), "seed: 1", "seed: 2");
        Cli.agon("train", example, "--rounds", 1, "--quiet").failsWith(2, "seed was 1", "--new");
        assertThat(Cli.agon("train", example, "--rounds", 1, "--new").code()).isIn(0, 3);
    }

    @Test
    void folderAtWork_isRefusedAtOnce_alsoToStartAgain() {
        try (var lock = new LoopFolder(example.resolve("trained")).lock()) {
            for (String option : List.of("--threads=1", "--new")) {
                Cli.agon("train", example, option).failsWith(Exit.USAGE, "another process", "--out");
            }
        }
    }

    @Test
    void fewerRounds_doNotOverwriteMore() throws Exception {
        Cli.agon("train", example, "--rounds", 2);
        Path agent = example.resolve("trained/agent.json");
        String before = Files.readString(agent);
        Cli.agon("train", example, "--rounds", 1)
                .failsWith(2, "holds a training of 2 rounds, which one of 1 round would overwrite", "--out", "--new");
        assertThat(agent).hasContent(before);
        Cli again = Cli.agon("train", example, "--rounds", 2);
        assertThat(again.err()).contains("2 rounds kept in ");
        Cli other = Cli.agon("train", example, "--rounds", 1, "--out", folder.resolve("one"));
        assertThat(other.out()).contains("1 round of 24 scenarios");
    }

    @Test
    void refusedRounds_areNotSaidToBeGoneOnFrom() throws Exception {
        Cli.agon("train", example, "--rounds", 1);
        Cli.change(example.resolve("train.yaml"), "seed: 1", "seed: 2");
        Cli.agon("train", example, "--rounds", 2).failsWith(2, "seed was 1", "--new");
    }

    @Test
    void fileThatIsCutOff_isNamed_inOneLine() throws Exception {
        Cli.agon("train", example, "--rounds", 1);
        Path rounds = example.resolve("trained/rounds");
        Path agent = example.resolve("trained/agent.json");
        for (String name : List.of("loop.json", "round-001.json")) {
            Path file = rounds.resolve(name);
            String whole = Files.readString(file);
            for (String part : List.of(whole.substring(0, whole.length() / 2), "", "null")) {
                Files.writeString(file, part);
                assertThat(Cli.agon("train", example, "--rounds", 1)
                                .failsWith(2, name + ": cannot be read", "remove it", "--new")
                                .err())
                        .doesNotContain("Source");
            }
            Files.writeString(file, whole);
        }
        String whole = Files.readString(agent);
        for (String part : List.of(whole.substring(0, whole.length() / 2), "{\"format\": \"bandit-mlp\"}", "[]")) {
            Files.writeString(agent, part);
            assertThat(Cli.agon("play", "bernoulli", "--agents", "trained(file=%s)".formatted(agent))
                            .failsWith(2)
                            .err())
                    .doesNotContain("Source");
        }
        Files.writeString(agent, "{\"model\": \"openai:ft:tiny\", \"baseUrl\": null}");
        Cli.agon("play", "bernoulli", "--agents", "trained(file=%s)".formatted(agent))
                .failsWith(2, "is the language model openai:ft:tiny", "providers", "environment:");
    }

    @Test
    void folderThatCannotBeMade_isOneLine() {
        Cli.agon("train", example, "--out", example.resolve("train.yaml/under"))
                .failsWith(2, "cannot be written", "--out");
    }

    @Test
    void dryRun_writesNothing_andSaysThePlan() {
        Cli cli = Cli.agon("train", "--dry-run", example).succeeds();
        assertThat(cli.out()).contains("6 rounds: 24 scenarios, 16 rollouts of each", "2,304 to learn from");
        assertThat(example.resolve("trained")).doesNotExist();
        var json = Cli.agon("train", "--dry-run", example, "--json").succeeds().json();
        assertThat(json.get("plays").asLong()).isEqualTo(2304);
    }

    @Test
    void dryRunOfALanguageModel_saysCallsTokensAndMoney_andNeedsNoKey() throws Exception {
        Path file = Files.writeString(folder.resolve("train.yaml"), """
            environment: "bernoulli(arms=3, gap=0.5, horizon=25)"
            policy: {provider: {id: "openai:gpt-4o-mini", price: {input: 0.3, output: 1.2}}}
            tuner: {openai: {epochs: 2, price: 3}}
            budget: {usd: 20}
            """);
        Cli cli = Cli.agon("train", "--dry-run", file).succeeds();
        assertThat(cli.out())
                .containsPattern("rollouts +480 +12,000 ")
                .containsPattern("duels, at most +400 +10,000 ")
                .contains("in 2 epochs, $", "of a budget of $20.00, which will not do")
                .doesNotContain("unknown");
        var json = Cli.agon("train", "--dry-run", file, "--json").succeeds().json();
        assertThat(json.at("/takes/usd/high").asDouble())
                .isGreaterThan(json.at("/takes/plays/usd/high").asDouble());
        Cli.change(file, ", price: {input: 0.3, output: 1.2}", "");
        Cli.agon("train", "--dry-run", file).failsWith(2, "nobody knows what a model costs that is fine-tuned");
        Cli.agon("validate", file).failsWith(2, "policy.provider", "price: {input: ..., output: ...}");
        Cli.change(file, "openai: {epochs: 2, price: 3}", "command: x");
        Cli.change(file, "budget: {usd: 20}", "");
        assertThat(Cli.agon("train", "--dry-run", file).succeeds().out())
                .contains("whose cost Agon does not know", "unknown      what openai:gpt-4o-mini, fine-tuned costs");
    }

    @Test
    void wrongFile_saysEveryProblem_withItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("train.yaml"), """
            environment: "bernouli(arms=5)"
            policy: mlp
            loop: {rounds: 0, selektion: top}
            choose: {confidence: 95}
            """);
        Cli cli = Cli.agon("train", file);
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err().lines()).hasSize(4);
        assertThat(cli.err())
                .contains("train.yaml:1:14", "did you mean 'bernoulli'?", "train.yaml:3:16", "loop.rounds is 0")
                .contains("did you mean 'selection'?", "choose.confidence is 95");
        Files.writeString(file, """
            environment: "bernouli(arms=5)"
            policy: mpl
            loop: {keep: 900}
            evaluate: {against: [ubc]}
            """);
        assertThat(Cli.agon("train", file).err())
                .contains(
                        "did you mean 'bernoulli'?", "did you mean 'mlp'?", "loop.keep is 900", "did you mean 'ucb'?");
        Files.writeString(file, "{environment: losses, policy: mlp}");
        Cli.agon("train", file).failsWith(2, "mlp does not play losses; take linear-attention");
        Cli.agon("train", folder.resolve("none.yaml")).failsWith(2, "there is no such file");
        Cli.agon("train", example, "--rounds", 0).failsWith(2, "--rounds must lie between");
    }
}
