package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static final StructuredInstance EVEN = StructuredInstance.named("fact2^5-even");

    private static Course course(String rule, Recommendation recommendation, long cap, long... at) throws Exception {
        int best = EVEN.time().winner();
        var course = new Course(8, at, recommendation, best);
        Simulation.of(EVEN.matrix(), 0.05, 8, 1)
                .cappedAt(cap)
                .run(Rules.entrant(rule, Optional.empty(), OptionalDouble.empty()), (name, done, of) -> {}, course);
        return course;
    }

    @Test
    void correctSelection_getsLikelier() throws Exception {
        double[] shares = course("agon", Recommendation.leader(), 100_000, 1, 100, 50_000, 100_000)
                .shares();
        assertThat(shares[0]).isLessThan(0.5);
        assertThat(shares[2]).isEqualTo(1);
        assertThat(shares[3]).as("an experiment that is over keeps its claim").isEqualTo(1);
    }

    @Test
    void pointsBehindTheCap_areNotReached() throws Exception {
        Recommendation certain = procedure -> EVEN.time().winner();
        assertThat(course("round-robin", certain, 50, 10, 50, 51).shares()).containsExactly(1, 1, 0);
    }

    @Test
    void theModel_knowsEarlier() throws Exception {
        double[] fit = course("round-robin", Recommendation.linear(EVEN.features()), 300, 300)
                .shares();
        double[] leader =
                course("round-robin", Recommendation.leader(), 300, 300).shares();
        assertThat(fit[0]).isGreaterThan(leader[0]);
    }
}
