package io.agon.improve.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.report.Diff.Change;
import io.agon.improve.report.Diff.Line;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {

    private static String lines(List<Line> diff, Change other) {
        return diff.stream()
                .filter(it -> it.change() == Change.SAME || it.change() == other)
                .map(Line::text)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void randomTexts_comeBackFromTheirDiff_withAsFewEditsAsPossible() {
        var random = new Random(1);
        for (int i = 0; i < 300; i++) {
            String before = text(random);
            String after = text(random);
            List<Line> diff = Diff.of(before, after);
            assertThat(lines(diff, Change.REMOVED)).isEqualTo(before);
            assertThat(lines(diff, Change.ADDED)).isEqualTo(after);
            long same = diff.stream().filter(it -> it.change() == Change.SAME).count();
            assertThat(same)
                    .isEqualTo(common(before.lines().toList(), after.lines().toList()));
        }
    }

    private static String text(Random random) {
        return IntStream.range(0, 1 + random.nextInt(7))
                .mapToObj(it -> String.valueOf("abc".charAt(random.nextInt(3))))
                .collect(Collectors.joining("\n"));
    }

    /** The naive definition of the longest common subsequence. */
    private static int common(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        List<String> rest = one.subList(1, one.size());
        List<String> others = other.subList(1, other.size());
        return one.getFirst().equals(other.getFirst())
                ? 1 + common(rest, others)
                : Math.max(common(rest, other), common(one, others));
    }

    @Test
    void context_leavesOutWhatIsFarFromChanges() {
        String before = IntStream.range(0, 20).mapToObj(it -> "line " + it).collect(Collectors.joining("\n"));
        String after = before.replace("line 10\n", "changed\n");
        assertThat(Diff.of(before, after, 1))
                .containsExactly(
                        new Line(Change.SKIPPED, "9 lines unchanged"),
                        new Line(Change.SAME, "line 9"),
                        new Line(Change.REMOVED, "line 10"),
                        new Line(Change.ADDED, "changed"),
                        new Line(Change.SAME, "line 11"),
                        new Line(Change.SKIPPED, "8 lines unchanged"));
    }

    @Test
    void giganticTexts_areReplacedWhole_ratherThanSearched() {
        String before = IntStream.range(0, 30_000).mapToObj(it -> "a" + it).collect(Collectors.joining("\n"));
        String after = before.replace('a', 'b');
        assertThat(Diff.of(before, after)).hasSize(60_000);
    }
}
