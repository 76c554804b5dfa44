package io.agon.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:30Z");

    @Test
    void seconds_areRead() {
        assertThat(of("Retry-After", "7")).contains(Duration.ofSeconds(7));
        assertThat(of("retry-after", " 0.25 ")).contains(Duration.ofMillis(250));
        assertThat(of("retry-after-ms", "1500")).contains(Duration.ofMillis(1500));
        assertThat(of("Retry-After", "9".repeat(40))).contains(Duration.ofDays(365));
    }

    @Test
    void dates_areRead_inAllThreeForms() {
        assertThat(of("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")).contains(Duration.ofSeconds(7));
        assertThat(of("Retry-After", "Sunday, 06-Nov-94 08:49:37 GMT")).contains(Duration.ofSeconds(7));
        assertThat(of("Retry-After", "Sun Nov  6 08:49:37 1994")).contains(Duration.ofSeconds(7));
        assertThat(of("Retry-After", "Sun, 06 Nov 1994 08:49:00 GMT")).contains(Duration.ZERO);
    }

    @Test
    void nonsense_saysNothing() {
        assertThat(of("Retry-After", "soon")).isEmpty();
        assertThat(of("Retry-After", "-1")).isEmpty();
        assertThat(of("Retry-After", "")).isEmpty();
        assertThat(of("Retry-After", "NaN")).isEmpty();
    }

    @Test
    void limitUsedUp_isWaitedFor() {
        assertThat(of(
                        "x-ratelimit-remaining-requests",
                        "0",
                        "x-ratelimit-reset-requests",
                        "6m0s",
                        "x-ratelimit-remaining-tokens",
                        "0",
                        "x-ratelimit-reset-tokens",
                        "20ms"))
                .contains(Duration.ofMinutes(6));
        assertThat(of("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "1h2m3.5s"))
                .contains(Duration.ofMillis(3_723_500));
        assertThat(of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "784111777000"))
                .contains(Duration.ofSeconds(7));
        assertThat(of(
                        "anthropic-ratelimit-tokens-remaining",
                        "0",
                        "anthropic-ratelimit-tokens-reset",
                        "1994-11-06T08:49:37Z"))
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void limitNotUsedUp_saysNothing() {
        assertThat(of("x-ratelimit-remaining-requests", "3", "x-ratelimit-reset-requests", "6m0s"))
                .isEmpty();
    }

    private static Optional<Duration> of(String... pairs) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.put(pairs[i], List.of(pairs[i + 1]));
        }
        return RetryAfter.of(HttpHeaders.of(headers, (name, value) -> true), NOW);
    }
}
