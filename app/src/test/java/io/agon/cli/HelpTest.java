package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "validate",
                "run",
                "resume",
                "list",
                "show",
                "export",
                "plan",
                "simulate",
                "play",
                "train",
                "improve",
                "view",
                "doctor"
            })
    void everyCommand_hasHelpInThreeWays(String command) {
        Cli help = Cli.agon(command, "--help").succeeds();
        assertThat(help.out()).startsWith("Usage: agon " + command).contains("Example");
        assertThat(help.err()).isEmpty();
        assertThat(Cli.agon(command, "-h")).isEqualTo(help);
        assertThat(Cli.agon("help", command)).isEqualTo(help);
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 96);
        assertThat(Cli.agon("--help").out()).contains("  " + command + " ");
    }

    @Test
    void version_isOneLine() {
        assertThat(Cli.agon("--version").succeeds().out()).startsWith("agon ").hasLineCount(1);
    }

    @Test
    void nothing_isUsage() {
        Cli.agon().failsWith(2, "agon init demo");
    }

    @ParameterizedTest
    @CsvSource({"rnu,run", "sim,simulate", "exprot,export"})
    void misspeltCommand_isSuggested(String typed, String meant) {
        Cli.agon(typed).failsWith(2, "did you mean " + meant);
        Cli.agon("help", typed).failsWith(2, "did you mean " + meant);
    }

    @Test
    void misspeltOption_isSuggested() {
        Cli.agon("run", "--dryrun").failsWith(2, "did you mean --dry-run?");
    }

    @Test
    void usageError_isADocumentToo() {
        Cli cli = Cli.agon("run", "--dryrun", "--json").failsWith(2);
        assertThat(cli.json().at("/error/message").asString()).contains("--dryrun");
        assertThat(cli.json().at("/error/code").asInt()).isEqualTo(2);
    }
}
