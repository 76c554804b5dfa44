package io.agon.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Throughput under heavy-tailed latencies, by discrete events: lognormal with p99 = 20 x median. Seed 1. In 40,000
 * duels the share varies by less than 0.02 between seeds.
 */
class LagTest {

    private static final double SIGMA = Math.log(20) / 2.3263478740408408;

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 32})
    void throughputInTheLongRun_isAboveFourFifths(int concurrency) {
        assertThat(throughput(concurrency, Lag.of(concurrency), 40_000)).isGreaterThan(0.8);
    }

    @Test
    void throughputAtSixteen_growsWithTheRun() {
        assertThat(throughput(16, Lag.of(16), 500)).isGreaterThan(0.4);
        assertThat(throughput(16, Lag.of(16), 10_000)).isGreaterThan(0.8);
        assertThat(throughput(16, Lag.fixed(16), 40_000)).isLessThan(0.3);
    }

    @Test
    void lag_growsByOneInFourUpToTheMost() {
        var lag = Lag.of(16);
        assertThat(lag).isEqualTo(new Lag(32, 384));
        assertThat(lag.at(0)).isEqualTo(32);
        assertThat(lag.at(403)).isEqualTo(132);
        assertThat(lag.at(1_000_000)).isEqualTo(384);
        assertThat(Lag.of(1)).isEqualTo(Lag.SEQUENTIAL);
        assertThat(Lag.of(2)).isEqualTo(new Lag(4, 6));
    }

    @Test
    void lagsThatShrink_areRefused() {
        assertThatThrownBy(() -> new Lag(5, 4)).hasMessageContaining("5");
        assertThatThrownBy(() -> Lag.fixed(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> Lag.of(0)).hasMessageContaining("concurrency");
    }

    private record Flight(double end, int index) {}

    /** Share of the throughput of {@code concurrency} calls that are always in flight. */
    private static double throughput(int concurrency, Lag lag, int duels) {
        var random = new SplittableRandom(1);
        var flights = new PriorityQueue<Flight>((a, b) -> Double.compare(a.end(), b.end()));
        var told = new HashSet<Integer>();
        int dispatched = 0;
        int delivered = 0;
        double now = 0;
        double work = 0;
        while (delivered < duels) {
            while (flights.size() < concurrency && delivered > dispatched - lag.at(dispatched) && dispatched < duels) {
                double latency = Math.exp(SIGMA * random.nextGaussian());
                work += latency;
                flights.add(new Flight(now + latency, dispatched++));
            }
            Flight next = flights.remove();
            now = next.end();
            told.add(next.index());
            while (told.remove(delivered)) {
                delivered++;
            }
        }
        return work / (concurrency * now);
    }
}
