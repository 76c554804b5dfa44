package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.testkit.Counts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuitesTest {

    private static Suites.Page page(Suites.Suite suite, int replications, long cap) throws Exception {
        var options = new Suites.Options(replications, 0.05, 1, 2, Optional.empty(), OptionalLong.of(cap));
        return new Suites(options, (rule, done, of) -> {}).page(suite, List.of("agon", "round-robin"));
    }

    private static String markdown(Suites.Suite suite, int replications, long cap) throws Exception {
        return page(suite, replications, cap).markdown();
    }

    @ParameterizedTest
    @EnumSource
    void everySuite_givesEvenTables(Suites.Suite suite) throws Exception {
        List<List<String>> tables = Arrays.stream(markdown(suite, 2, cap(suite)).split("\n\n"))
                .map(block -> block.lines().filter(line -> line.startsWith("|")).toList())
                .filter(lines -> !lines.isEmpty())
                .toList();
        assertThat(tables).isNotEmpty().allSatisfy(lines -> {
            assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.endsWith("|"));
            assertThat(lines.stream()
                            .map(line -> line.chars().filter(c -> c == '|').count()))
                    .containsOnly(lines.getFirst().chars().filter(c -> c == '|').count());
            assertThat(lines).noneMatch(line -> line.contains("NaN") || line.contains("null "));
        });
    }

    /** Few comparisons where llm-po under the model takes part, which takes milliseconds a decision. */
    private static long cap(Suites.Suite suite) {
        return switch (suite) {
            case PAPER -> 100;
            case STRUCTURED, FACTORIAL -> 20;
            case QUALITY, RULES, LADDER, ERRORS, PEERS, LAG, ABLATION -> 200;
        };
    }

    @Test
    void aSuiteWithAPicture_drawsIt() throws Exception {
        for (Suites.Suite suite : Suites.Suite.values()) {
            if (suite.hasPicture()) {
                assertThat(page(suite, 2, 200).picture().orElseThrow())
                        .startsWith("<svg")
                        .contains("rucb: over 200");
            }
        }
    }

    @Test
    void missingMatrices_areNamed() throws Exception {
        assertThat(markdown(Suites.Suite.QUALITY, 2, 200)).contains("Left out", "rankers136_sub16", "--data");
    }

    @Test
    void wrongFolder_isSaidAtOnce() {
        var options = new Suites.Options(2, 0.05, 1, 1, Optional.of(Path.of("nowhere")), OptionalLong.empty());
        assertThatThrownBy(
                        () -> new Suites(options, (rule, done, of) -> {}).page(Suites.Suite.QUALITY, List.of("agon")))
                .isInstanceOf(BadMatrixException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void names_areThoseThatUsersWrite() {
        assertThat(Suites.Suite.named("quality")).isEqualTo(Suites.Suite.QUALITY);
        assertThatThrownBy(() -> Suites.Suite.named("speed"))
                .hasMessageContaining("'speed'")
                .hasMessageContaining("ladder");
    }

    @Test
    void shippedInstances_haveTheirWinners() {
        assertThat(QualityInstance.SHIPPED)
                .allSatisfy(name ->
                        assertThat(QualityInstance.named(name).limit(0.05)).isPositive());
        var inventory = QualityInstance.named("inventorybench").matrix();
        assertThat(inventory.names().get(inventory.condorcetWinner().getAsInt()))
                .isEqualTo("gemini-3-flash+or-to-llm");
    }

    @Test
    void impossibleOptions_areRefused() {
        assertThatThrownBy(() -> new Suites.Options(0, 0.05, 1, 1, Optional.empty(), OptionalLong.empty()))
                .hasMessageContaining("replications");
        assertThatThrownBy(() -> new QualityInstance("null2", InstancesTest.named("null2")))
                .hasMessageContaining("no Condorcet winner");
        assertThatThrownBy(() -> QualityInstance.named("nothing")).hasMessageContaining("'nothing'");
    }

    /** Worked: with no error in n, the bound solves (1 - p)^n = alpha; with all, it is 1. */
    @Test
    void upperBound_isClopperPearson() {
        assertThat(ErrorSuite.upperBound(0, 100, 0.01)).isEqualTo(1 - Math.pow(0.01, 0.01), within(1e-9));
        assertThat(ErrorSuite.upperBound(100, 100, 0.01)).isEqualTo(1);
        assertThat(ErrorSuite.upperBound(1, 2, 0.01)).isEqualTo(Math.sqrt(0.99), within(1e-9));
        assertThat(ErrorSuite.upperBound(70, 2_000, 0.01)).isGreaterThan(new Counts(70, 2_000).rate());
    }
}
