package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {

    @TempDir
    Path folder;

    @Test
    void badFiles_getOneLineWithTheMend() throws Exception {
        Path file = folder.resolve("agon.yaml");
        Cli.agon("validate", file).failsWith(2, "there is no such file", "agon init");
        Files.writeString(file, "");
        Cli.agon("validate", file).failsWith(2, "the file is empty");
        Files.writeString(file, "a:\n\tb: 1\n");
        Cli.agon("validate", folder).failsWith(2, "agon.yaml:2:1", "tab");
        Files.write(file, new byte[] {'a', ':', (byte) 0xFF, 0, 1});
        Cli.agon("validate", file).failsWith(2, "not UTF-8");
        Files.write(file, new byte[] {'a', ':', ' ', 0, 1, 27, '[', '3', '1', 'm'});
        assertThat(Cli.agon("validate", file).failsWith(2).err()).doesNotContain("\u001b");
    }

    @Test
    void everyProblem_isInTheDocument() throws Exception {
        Path demo = Cli.starter(folder);
        Cli.change(demo.resolve("agon.yaml"), "confidence: 0.95", "confidance: 0.95");
        Cli.change(demo.resolve("agon.yaml"), "seed: 42", "seed: many");
        Cli cli = Cli.agon("validate", "--json", demo);
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err().lines()).hasSize(2).allMatch(line -> line.startsWith("error: "));
        var problems = cli.json().at("/error/problems");
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).get("line").asInt()).isPositive();
        assertThat(problems.get(0).get("message").asString()).contains("did you mean 'confidence'?");
    }

    @Test
    void goodFile_asDocument() {
        var json =
                Cli.agon("validate", "--json", Cli.starter(folder)).succeeds().json();
        assertThat(json.get("valid").asBoolean()).isTrue();
        assertThat(json.get("policies")).hasSize(5);
    }
}
