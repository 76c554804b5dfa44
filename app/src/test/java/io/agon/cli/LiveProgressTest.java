package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.experiment.Forecast;
import io.agon.experiment.Progress;
import io.agon.experiment.Standing;
import io.agon.model.Guard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean live, boolean colour, Charset charset) {
        var out = new PrintStream(new ByteArrayOutputStream(), true, charset);
        return new Console(out, new PrintStream(err, true, charset), new Terminal(live, live, colour));
    }

    private static Progress progress(int policies) {
        var standings = new ArrayList<Standing>();
        for (int k = 0; k < policies; k++) {
            boolean out = k % 2 == 1;
            standings.add(new Standing(
                    "策略 \u001b[31m a long name " + k, !out, out ? 100 + k : -1, out ? 0.05 : 0.5, 1234, 0, 0.61));
        }
        return new Progress(
                "r",
                5678,
                2,
                5690,
                8,
                0,
                Duration.ofSeconds(90),
                standings,
                new Forecast(900L, "a", "b", 400L),
                1.25,
                List.of(new Guard.State(
                        "open\u001b[31mai", 900, 950, 3, 12, true, Map.of("rate limited", 40L, "timed out", 10L))));
    }

    @ParameterizedTest
    @CsvSource({"20,5", "20,2", "20,1", "30,8", "40,12", "80,24", "200,60"})
    void table_neverExceedsTheTerminal(int columns, int rows) {
        for (int policies : new int[] {2, 10, 100}) {
            List<String> lines = LiveProgress.lines(
                    console(true, false, StandardCharsets.UTF_8), progress(policies), new Terminal.Size(columns, rows));
            assertThat(lines).hasSizeLessThanOrEqualTo(Math.max(1, rows - 1));
            assertThat(lines).allMatch(line -> Letters.width(line) < columns);
            assertThat(lines).noneMatch(line -> line.contains("\u001b"));
        }
    }

    @Test
    void wideTable_tellsAll() {
        List<String> lines = LiveProgress.lines(
                console(true, false, StandardCharsets.UTF_8), progress(4), new Terminal.Size(100, 30));
        assertThat(lines.getFirst()).contains("5,678 comparisons", "2 of 4 policies possible", "2 failed", "90 s");
        assertThat(lines.get(1)).contains("policy", "compared", "won", "p-value");
        assertThat(lines.get(2)).startsWith("● ").contains("1,234", "61 %", "0.500");
        assertThat(lines.get(5)).startsWith("○ ").contains("out after 101");
        assertThat(lines.getLast()).contains("about 900 more");
    }

    @Test
    void noColor_leavesNoStyles_ascii_leavesNoOtherLetters() {
        var progress = new LiveProgress(console(true, false, StandardCharsets.US_ASCII));
        progress.progress(progress(3));
        progress.close();
        String text = err.toString(StandardCharsets.US_ASCII);
        assertThat(text).contains("* ").doesNotContainPattern("\u001b\\[[0-9;]*m");
    }

    @Test
    void noTerminal_getsPlainLines() {
        var progress = new LiveProgress(console(false, false, StandardCharsets.UTF_8));
        progress.notice("resumed");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        progress.progress(progress(3));
        progress.close();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("resumed\n");
    }

    @Test
    void letters_areMeasuredAndCut() {
        assertThat(Letters.width("策略a")).isEqualTo(5);
        assertThat(Letters.cut("策略abc", 5)).isEqualTo("策略…");
        assertThat(Letters.cut("abc", 3)).isEqualTo("abc");
        assertThat(Letters.cut("abc", 0)).isEmpty();
        assertThat(Letters.pad("策", 4)).isEqualTo("策  ");
    }
}
