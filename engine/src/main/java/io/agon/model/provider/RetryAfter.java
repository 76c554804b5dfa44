package io.agon.model.provider;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a provider asks to wait, in all the ways that providers say it. */
final class RetryAfter {

    /** No wait is longer than this, whatever is said: it keeps sums of waits far from overflow. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|us|µs|ns|d|h|m|s)");

    /** The three forms of RFC 9110, 5.6.7: the usual one, RFC 850, and asctime. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1976)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private RetryAfter() {}

    /** What the headers ask for: Retry-After in its forms first, else the reset of a limit that is used up. */
    static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return first(headers, "retry-after-ms")
                .flatMap(it -> number(it, 1e-3))
                .or(() ->
                        first(headers, "retry-after").flatMap(it -> seconds(it).or(() -> date(it, now))))
                .or(() -> reset(headers, now));
    }

    /** A duration such as {@code 6m0s}, {@code 20ms}, {@code 35s} or {@code 1.5} (seconds). */
    static Optional<Duration> duration(String text) {
        Optional<Duration> plain = seconds(text);
        if (plain.isPresent()) {
            return plain;
        }
        Matcher part = PART.matcher(text.strip());
        double seconds = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
            end = part.end();
        }
        return end > 0 && end == text.strip().length() ? Optional.of(ofSeconds(seconds)) : Optional.empty();
    }

    private static Optional<Duration> reset(HttpHeaders headers, Instant now) {
        Optional<Duration> longest = Optional.empty();
        for (String suffix : List.of("-requests", "-tokens", "")) {
            if (first(headers, "x-ratelimit-remaining" + suffix)
                    .filter(RetryAfter::isZero)
                    .isPresent()) {
                longest = longer(longest, first(headers, "x-ratelimit-reset" + suffix), now);
            }
        }
        for (String kind : List.of("requests", "tokens", "input-tokens", "output-tokens")) {
            if (first(headers, "anthropic-ratelimit-" + kind + "-remaining")
                    .filter(RetryAfter::isZero)
                    .isPresent()) {
                longest = longer(longest, first(headers, "anthropic-ratelimit-" + kind + "-reset"), now);
            }
        }
        return longest;
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<String> reset, Instant now) {
        Optional<Duration> other =
                reset.flatMap(it -> moment(it, now).or(() -> duration(it)).or(() -> date(it, now)));
        return other.isEmpty() || one.isPresent() && one.get().compareTo(other.get()) >= 0 ? one : other;
    }

    /** Some write the moment of the reset, in seconds or milliseconds since 1970, where others write a duration. */
    private static Optional<Duration> moment(String text, Instant now) {
        String bare = text.strip();
        if (!NUMBER.matcher(bare).matches() || Double.parseDouble(bare) < 1e9) {
            return Optional.empty();
        }
        double said = Double.parseDouble(bare);
        double seconds = said < 1e11 ? said : said / 1e3;
        return Optional.of(ofSeconds(Math.max(0, seconds - now.toEpochMilli() / 1e3)));
    }

    private static Optional<Duration> seconds(String text) {
        return number(text, 1);
    }

    private static Optional<Duration> number(String text, double unit) {
        String bare = text.strip();
        return NUMBER.matcher(bare).matches()
                ? Optional.of(ofSeconds(Double.parseDouble(bare) * unit))
                : Optional.empty();
    }

    private static Optional<Duration> date(String text, Instant now) {
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(until(LocalDateTime.parse(text.strip(), form).toInstant(ZoneOffset.UTC), now));
            } catch (DateTimeException e) {
                // Not this form; perhaps the next.
            }
        }
        try {
            return Optional.of(until(Instant.parse(text.strip()), now));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration until(Instant then, Instant now) {
        return ofSeconds(Math.max(0, Duration.between(now, then).toMillis() / 1e3));
    }

    private static Duration ofSeconds(double seconds) {
        return seconds >= LONGEST.toSeconds() ? LONGEST : Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static double unit(String name) {
        return switch (name) {
            case "d" -> 86_400;
            case "h" -> 3_600;
            case "m" -> 60;
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "us", "µs" -> 1e-6;
            default -> 1e-9;
        };
    }

    private static boolean isZero(String text) {
        return NUMBER.matcher(text.strip()).matches() && Double.parseDouble(text.strip()) == 0;
    }

    private static Optional<String> first(HttpHeaders headers, String name) {
        return headers.firstValue(name).filter(it -> it.length() <= 64);
    }
}
