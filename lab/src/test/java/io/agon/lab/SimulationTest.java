package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.PreferenceMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final PreferenceMatrix LADDER = InstancesTest.named("bt6-.65");

    static Entrant entrant(String rule) {
        return Rules.entrant(rule, Optional.empty(), OptionalDouble.empty());
    }

    private static Simulation simulation() {
        return Simulation.of(LADDER, 0.05, 40, 7);
    }

    @Test
    void threads_doNotChangeTheFigures() throws Exception {
        for (int concurrency : new int[] {1, 8}) {
            Summary alone = simulation().inFlight(concurrency).on(1).run(entrant("agon"));
            Summary crowd = simulation().inFlight(concurrency).on(3).run(entrant("agon"));
            assertThat(crowd.comparisons()).isEqualTo(alone.comparisons());
            assertThat(crowd.claims()).isEqualTo(alone.claims());
            assertThat(crowd.mean()).isEqualTo(alone.mean());
            assertThat(crowd.time()).isEqualTo(alone.time());
        }
    }

    @Test
    void seeds_giveOtherExperiments() throws Exception {
        long[] first = simulation().run(entrant("agon")).comparisons();
        long[] second = Simulation.of(LADDER, 0.05, 40, 8).run(entrant("agon")).comparisons();
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void moreReplications_beginLikeFewer() throws Exception {
        long[] few = simulation().run(entrant("agon")).comparisons();
        long[] more = Simulation.of(LADDER, 0.05, 60, 7).run(entrant("agon")).comparisons();
        assertThat(Arrays.copyOf(more, few.length)).isEqualTo(few);
    }

    @Test
    void figures_followFromTheComparisons() throws Exception {
        Summary summary = simulation().run(entrant("agon"));
        double[] n =
                Arrays.stream(summary.comparisons()).asDoubleStream().sorted().toArray();
        double mean = Arrays.stream(n).average().orElseThrow();
        double variance = Arrays.stream(n).map(x -> (x - mean) * (x - mean)).sum() / 39;
        assertThat(summary.mean()).isEqualTo(mean);
        assertThat(summary.meanError()).isEqualTo(Math.sqrt(variance / 40), within(1e-9));
        assertThat(summary.median()).isEqualTo((n[19] + n[20]) / 2);
        assertThat(summary.p95()).isEqualTo(n[37]);
        double limit = limit(0.05);
        assertThat(summary.ratio()).isEqualTo(mean / limit);
        assertThat(summary.ratioError()).isEqualTo(summary.meanError() / limit, within(1e-12));
        assertThat(summary.time()).as("one at a time").isEqualTo(mean);
    }

    @Test
    void cap_countsAsUndecidedAndAsNoError() throws Exception {
        Summary summary = simulation().cappedAt(5).run(entrant("agon"));
        assertThat(summary.undecided()).isEqualTo(40);
        assertThat(summary.mean()).isEqualTo(5);
        assertThat(summary.meanError()).isZero();
        assertThat(summary.errors()).isZero();
        assertThat(summary.claims()).containsOnlyKeys("undecided").containsEntry("undecided", 40);
    }

    @Test
    void inFlight_takesLessTimeAndMoreComparisons() throws Exception {
        Summary alone = simulation().run(entrant("agon"));
        Summary crowd = simulation().inFlight(8).run(entrant("agon"));
        assertThat(crowd.mean()).isGreaterThan(alone.mean());
        assertThat(crowd.time()).isLessThan(alone.time());
        assertThat(crowd.time()).as("never more than 8 at once").isGreaterThan(crowd.mean() / 16);
    }

    @Test
    void falseClaims_areCounted() throws Exception {
        Entrant hasty = Rules.entrant("round-robin", Optional.of("budget:3"), OptionalDouble.empty());
        Summary summary = simulation().run(hasty);
        int wrong =
                40 - summary.claims().getOrDefault("p0", 0) - summary.claims().getOrDefault("undecided", 0);
        assertThat(summary.errors()).isEqualTo(wrong).isPositive();
        assertThat(summary.errorRateError()).isPositive();
    }

    @Test
    void noWinner_hasNoLimitAndNoErrors() throws Exception {
        double[][] values = {{0.5, 0.9, 0.1}, {0.1, 0.5, 0.9}, {0.9, 0.1, 0.5}};
        var paper = PreferenceMatrix.of(List.of("rock", "scissors", "paper"), values);
        Summary summary = Simulation.of(paper, 0.05, 20, 1).run(entrant("agon"));
        assertThat(summary.ratio()).isNull();
        assertThat(summary.ratioError()).isNull();
        assertThat(summary.errorRate()).isNull();
        assertThat(summary.claims()).isNotEmpty();
    }

    @Test
    void oneReplication_hasNoStandardError() throws Exception {
        assertThat(Simulation.of(LADDER, 0.05, 1, 1).run(entrant("agon")).meanError())
                .isNaN();
    }

    @Test
    void listener_isToldOfEveryReplication() throws Exception {
        List<Integer> told = new ArrayList<>();
        simulation().run(entrant("agon"), (rule, done, of) -> told.add(done));
        assertThat(told).hasSize(40).isSorted().endsWith(40);
    }

    /** 1 - delta is 1 in double precision. */
    @Test
    void tinyDelta_hasALimit() {
        double nats = (1 - 2e-4) * Math.log((1 - 1e-4) / 1e-4);
        assertThat(limit(1e-32) / limit(1e-4)).isEqualTo(32 * Math.log(10) / nats, within(1e-9));
    }

    private static double limit(double delta) {
        Double limit = Simulation.Truth.of(LADDER, delta).limit();
        return limit == null ? Double.NaN : limit;
    }

    @Test
    void impossibleOptions_areRefused() {
        assertThatThrownBy(() -> Simulation.of(LADDER, 0.5, 1, 1)).hasMessageContaining("(0, 0.5)");
        assertThatThrownBy(() -> Simulation.of(LADDER, 0.05, 0, 1)).hasMessageContaining("at least 1 replication");
        assertThatThrownBy(() -> simulation().cappedAt(0)).hasMessageContaining("cap");
        assertThatThrownBy(() -> simulation().inFlight(0)).hasMessageContaining("in flight");
        assertThatThrownBy(() -> simulation().on(0)).hasMessageContaining("thread");
        assertThatThrownBy(() -> Rules.entrant("best", Optional.empty(), OptionalDouble.empty()))
                .hasMessageContaining("'best'")
                .hasMessageContaining("round-robin");
        assertThatThrownBy(() -> Rules.entrant("agon", Optional.of("soon"), OptionalDouble.empty()))
                .hasMessageContaining("'soon'")
                .hasMessageContaining("glr-rigorous");
        assertThatThrownBy(() -> new Entrant(" ", entrant("agon").factory())).hasMessageContaining("name");
    }
}
