package io.agon.lab;

import static io.agon.testkit.StatisticalAssertions.assertThatMean;
import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.config.Settings.Space;
import io.agon.testkit.Counts;
import io.agon.testkit.Sample;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where strengths add up over factors, Agon is near the limit of the model and rarely wrong: seed 21, delta 0.05. A
 * bound on the mean fails with probability below 1e-6 while the true ratio is within it (z-score); rates of errors, and
 * of what is found, likewise (exact binomial).
 */
class StructuredQualityStatTest {

    private static final double DELTA = 0.05;
    private static final int REPLICATIONS = 300;
    private static final int NULL_REPLICATIONS = 400;
    private static final long NULL_CAP = 1_500;
    private static final int MANY_REPLICATIONS = 2_000;

    private static Entrant agon(StructuredInstance instance, Space space) {
        return Contender.of("agon", space, instance.features()).entrant();
    }

    private static Simulation simulation(StructuredInstance instance, int replications) {
        return Simulation.of(instance.matrix(), Simulation.Truth.of(instance.time(), DELTA), DELTA, replications, 21);
    }

    @ParameterizedTest
    @CsvSource({
        "fact2^5,1.9",
        "fact4x4x2-random-1,3",
        "fact4x4x2-random-2,3",
        "fact4x4x2-random-3,3",
        "fact3x3x3-random-2,3",
        "fact3x3x3-random-3,3"
    })
    void agon_isNearTheLimit(String name, double ratio) throws Exception {
        assertNearTheLimit(name, ratio);
    }

    /** The instances that take thousands of comparisons, and draws on which nothing was ever tried out. */
    @Tag("montecarlo")
    @ParameterizedTest
    @CsvSource({
        "fact2^5-even,3",
        "fact4x4x2-random-4,3",
        "fact3x3x3-random-1,3",
        "fact3x3x3-random-4,3",
        "fact5x5-random-11,3",
        "fact4x3x2-random-12,3",
        "fact2x2x2x2x2x2-random-13,3",
        "fact6x4-random-14,3"
    })
    void agon_isNearTheLimitElsewhere(String name, double ratio) throws Exception {
        assertNearTheLimit(name, ratio);
    }

    private static void assertNearTheLimit(String name, double ratio) throws Exception {
        StructuredInstance instance = StructuredInstance.named(name);
        Summary summary = simulation(instance, REPLICATIONS).run(agon(instance, Space.LINEAR));
        long[] comparisons = summary.comparisons();
        assertThatMean(Sample.drawing(REPLICATIONS, r -> comparisons[r] / instance.limit(DELTA)))
                .as("ratio to the limit on %s", name)
                .isAtMost(ratio);
        assertThatRate(new Counts((int) summary.optimumLost(), REPLICATIONS))
                .as("rejections of the best of %s", name)
                .isAtMost(DELTA);
        // Without the best policy those that are left may be as good as equal; else every experiment comes to its end.
        assertThat(summary.undecided()).isLessThanOrEqualTo(summary.optimumLost());
    }

    /**
     * The best policy is kept where it is hardest: when a factor, or all of them, are worth next to nothing, in ties,
     * with many duels in flight.
     */
    @ParameterizedTest
    @CsvSource({"fact2^5-near,0.5,8", "fact2^5-flat,0,1"})
    void agon_keepsTheBestAmongNearEquals(String name, double ties, int inFlight) throws Exception {
        assertBestIsKept(name, Space.LINEAR, ties, inFlight, NULL_REPLICATIONS);
    }

    @Tag("montecarlo")
    @ParameterizedTest
    @CsvSource({
        "fact2^5-near,LINEAR,0,1",
        "fact2^5-near,LINEAR,0.5,8",
        "fact2^5-flat,LINEAR,0,1",
        "fact2^5-flat,LINEAR,0.3,8",
        "fact2^5-near,AUTO,0,1"
    })
    void agon_keepsTheBestAmongNearEquals_manyTimes(String name, Space space, double ties, int inFlight)
            throws Exception {
        assertBestIsKept(name, space, ties, inFlight, MANY_REPLICATIONS);
    }

    private static void assertBestIsKept(String name, Space space, double ties, int inFlight, int replications)
            throws Exception {
        StructuredInstance instance = StructuredInstance.named(name);
        Summary summary = simulation(instance, replications)
                .in(World.withTies(instance.matrix(), ties))
                .inFlight(inFlight)
                .cappedAt(NULL_CAP)
                .run(agon(instance, space));
        assertThatRate(new Counts((int) summary.optimumLost(), replications))
                .as("rejections of the best of %s", name)
                .isAtMost(DELTA);
        assertThat(summary.optimumLost()).isGreaterThanOrEqualTo(summary.errors());
    }

    /** Power beside it: what is worse by more than next to nothing goes out, 28 of the 32 policies at least. */
    @Test
    void agon_rejectsAllButAFew() throws Exception {
        StructuredInstance instance = StructuredInstance.named("fact2^5-near");
        int[] possible = new int[NULL_REPLICATIONS];
        Summary summary = simulation(instance, NULL_REPLICATIONS)
                .cappedAt(NULL_CAP)
                .run(
                        agon(instance, Space.LINEAR),
                        (rule, done, of) -> {},
                        (replication, procedure) ->
                                possible[replication] = procedure.evidence().possibleCount());
        assertThatRate(Counts.counting(NULL_REPLICATIONS, replication -> possible[replication] <= 4))
                .as("experiments with at most four policies left")
                .isAtLeast(0.9);
        assertThatRate(new Counts((int) summary.optimumLost(), NULL_REPLICATIONS))
                .as("rejections of the best")
                .isAtMost(DELTA);
    }
}
