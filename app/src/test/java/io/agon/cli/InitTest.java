package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {

    @TempDir
    Path folder;

    @Test
    void starter_validatesAndRuns() {
        Path demo = Cli.starter(folder);
        assertThat(Cli.agon("validate", demo).succeeds().out()).contains("is fine: 5 policies, 120 queries");
        assertThat(Cli.agon("run", demo).succeeds().out()).contains("the best is expert-best-of-3");
    }

    @Test
    void everyExample_validates() {
        for (var example : Cli.agon("init", "--example", "list", "--json")
                .succeeds()
                .json()
                .get("examples")) {
            Path place = folder.resolve(example.asString());
            Cli.agon("init", "--example", example.asString(), place).succeeds();
            Cli.agon("validate", place).succeeds();
        }
    }

    @Test
    void borrowedFiles_standBelowTheFolder_andAreNamedThere() throws Exception {
        Path examples = Path.of(System.getProperty("agon.root", ".."), "examples");
        Path prompts = folder.resolve("prompts");
        Cli.agon("init", "--example", "improve-prompts", prompts).succeeds();
        for (String file : List.of("tiny-llm/stories260K.bin", "tiny-llm/tok512.bin", "tiny-llm/LICENSE-MODEL.txt")) {
            assertThat(prompts.resolve(file)).hasSameBinaryContentAs(examples.resolve(file));
        }
        assertThat(prompts.resolve("improve.yaml"))
                .content()
                .contains("local:tiny-llm/stories260K.bin")
                .doesNotContain("../");
        assertThat(Cli.agon("improve", "--dry-run", prompts).succeeds().out()).contains("stories260K");
        Path bbeh = folder.resolve("bbeh");
        Cli.agon("init", "--example", "improve-bbeh", bbeh).succeeds();
        assertThat(bbeh.resolve("sum.yaml")).content().contains("file://openai/data/sum.jsonl");
        assertThat(bbeh.resolve("openai/README.md")).exists();
        assertThat(Cli.agon("improve", "--dry-run", bbeh.resolve("sum.yaml"))
                        .succeeds()
                        .out())
                .contains("gpt-4o-mini");
    }

    @Test
    void existingFile_isKept_unlessForced() throws Exception {
        Path demo = Cli.starter(folder);
        Files.writeString(demo.resolve("agon.yaml"), "mine");
        Cli.agon("init", demo).failsWith(2, "is not overwritten", "--force");
        assertThat(demo.resolve("agon.yaml")).hasContent("mine");
        Cli.agon("init", "--force", demo).succeeds();
        Cli.agon("validate", demo).succeeds();
    }

    @Test
    void unknownExample_isNamed() {
        Cli.agon("init", "--example", "nope", folder.resolve("x"))
                .failsWith(2, "nope", "starter, agents, bandit-agent, improve-bbeh");
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
