package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.judge.Ballot.Choice;
import io.agon.policy.Query;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalVoterTest {

    private static final Query QUERY = new Query("q", Map.of("input", "6 * 7?"), "42");

    private final StringBuilder shown = new StringBuilder();

    private TerminalVoter voter(String typed, int width) {
        return new TerminalVoter(() -> new BufferedReader(new StringReader(typed)), shown::append, () -> width);
    }

    @Test
    void keys_areVotes() throws Exception {
        TerminalVoter voter = voter("1\n2\n T \nwhat\ns\n", 80);
        assertThat(voter.vote(QUERY, "a", "b")).isEqualTo(Choice.FIRST);
        assertThat(voter.vote(QUERY, "a", "b")).isEqualTo(Choice.SECOND);
        assertThat(voter.vote(QUERY, "a", "b")).isEqualTo(Choice.TIE);
        assertThat(voter.vote(QUERY, "a", "b")).isEqualTo(Choice.NONE);
        assertThat(shown).contains("input: 6 * 7?").contains("expected: 42").contains("better: 1, 2,");
    }

    @Test
    void quit_stopsTheRun() {
        var stopped = new AtomicInteger();
        TerminalVoter voter = voter("q\n", 80);
        voter.onQuit(stopped::incrementAndGet);
        assertThatThrownBy(() -> voter.vote(QUERY, "a", "b")).isInstanceOf(InterruptedException.class);
        assertThat(stopped).hasValue(1);
    }

    @Test
    void answers_standBesideEachOtherWhereThereIsRoom() {
        assertThat(TerminalVoter.sheet(QUERY, "left", "right", 120).lines())
                .anyMatch(it -> it.matches("left +\\| right"));
        assertThat(TerminalVoter.sheet(QUERY, "left", "right", 79)).contains("[1]\nleft\n\n[2]\nright\n");
    }

    @Test
    void hostileAnswers_areHarmlessAndCut() {
        String hostile = "\u001b[2J\u202e\u009b31m\ud83d x\u0007\r" + "y".repeat(1 << 20);
        for (int width : new int[] {20, 80, 140}) {
            String sheet = TerminalVoter.sheet(QUERY, hostile, "a\tb\n\n" + "wörter ".repeat(99), width);
            assertThat(sheet.codePoints().filter(c -> c != '\n'))
                    .noneMatch(c -> Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE);
            assertThat(sheet.lines()).allMatch(it -> Letters.width(it) <= width).hasSizeLessThan(500);
            assertThat(sheet).contains("... 1,048,5");
        }
    }

    @Test
    void run_withoutTerminal_saysTheMend(@TempDir Path root) throws Exception {
        Files.writeString(root.resolve("answers.jsonl"), """
            {"item": "1", "policy": "A", "answer": "x"}
            {"item": "1", "policy": "B", "answer": "y"}
            """);
        Files.writeString(root.resolve("agon.yaml"), "policies: {recorded: {answers: answers.jsonl}}\njudge: human\n");
        Cli.agon("run", root).failsWith(Exit.USAGE, "a person judges", "at a terminal");
        Cli.agon("validate", root).succeeds();
        Cli.agon("run", "--dry-run", root).succeeds();
    }
}
