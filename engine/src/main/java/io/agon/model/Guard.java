package io.agon.model;

import dev.failsafe.RateLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before one provider, for all calls of the process: tries again what may succeed, slows down when asked to,
 * lets a failing provider rest, and keeps to rates. Safe for any number of threads; waiting is fair, ends when the
 * thread is interrupted, and costs a virtual thread nothing.
 *
 * <ul>
 *   <li>Time-outs, broken connections, malformed replies and HTTP 5xx are tried again, after a time drawn evenly
 *       between 0 and a bound that doubles (full jitter), or as long as the provider asks.
 *   <li>A provider that asks to slow down (HTTP 429) is tried again as long as patience lasts, and fewer calls are made
 *       at once. It is not failing.
 *   <li>Refused, unusable and rejected replies are not tried again: drawing until a reply pleases would change what a
 *       policy's replies are distributed like.
 * </ul>
 *
 * <p>Timing decides when a call is made, never what an experiment concludes; so jitter may be random.
 */
public final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final String name;
    private final Limits limits;
    private final Window window;
    private final Circuit circuit;
    private final @Nullable RateLimiter<Object> requests;
    private final @Nullable RateLimiter<Object> tokens;

    private long calls;
    private long tries;
    private int underWay;
    private final Map<String, Long> faults = new TreeMap<>();
    private int failures;
    private @Nullable ModelException failure;

    /**
     * For one provider.
     *
     * @param name for people, without secrets
     */
    public Guard(String name, Limits limits) {
        this.name = name;
        this.limits = limits;
        this.window = new Window(limits.inFlight());
        this.circuit = new Circuit(limits.failures(), limits.rest());
        this.requests = perMinute(limits.requestsPerMinute());
        this.tokens = perMinute(limits.tokensPerMinute());
    }

    /**
     * What it saw so far.
     *
     * @param name of the provider
     * @param calls begun
     * @param tries of them
     * @param inFlight tries under way now
     * @param limit tries that may be under way at once now
     * @param resting whether the provider rests after failures
     * @param faults by their words, how many
     */
    public record State(
            String name, long calls, long tries, int inFlight, int limit, boolean resting, Map<String, Long> faults) {

        public State {
            faults = java.util.Collections.unmodifiableMap(new TreeMap<>(faults));
        }
    }

    /** What it saw so far. */
    public synchronized State state() {
        return new State(name, calls, tries, underWay, window.limit(), !circuit.isClosed(), faults);
    }

    /** Whether the provider rests, and it is not yet time to try it again. */
    public boolean resting() {
        return circuit.rests();
    }

    /**
     * A provider that does not answer.
     *
     * @param name of the provider
     * @param failures of tries since it last answered, at least 1
     * @param why the last one failed, for people
     * @param unreachable whether the last one found no connection, and no try is under way that may
     */
    public record Trouble(String name, int failures, String why, boolean unreachable) {}

    /** Empty when the last try was answered, whatever was said. */
    public synchronized Optional<Trouble> trouble() {
        return failure == null
                ? Optional.empty()
                : Optional.of(new Trouble(
                        name,
                        failures,
                        String.valueOf(failure.getMessage()),
                        failure.fault() instanceof Fault.Disconnected && underWay == 0));
    }

    private synchronized void heard(@Nullable ModelException failed) {
        failures = failed == null ? 0 : failures + 1;
        failure = failed;
    }

    /** One try of a call. */
    @FunctionalInterface
    public interface Try<T> {
        /** Asks once. */
        T ask() throws ModelException, InterruptedException;
    }

    /**
     * Asks until there is a reply, or trying again is of no use.
     *
     * @param estimate tokens of the request and its reply
     */
    public <T> T call(long estimate, Try<T> once) throws ModelException, InterruptedException {
        count(1, 0, 0);
        Waits waits = new Waits(limits);
        ModelException failed = null;
        while (true) {
            try {
                return tryOnce(estimate, once, waits);
            } catch (ModelException e) {
                count(e.fault());
                if (e.fault() instanceof Fault.Resting && failed != null) {
                    throw failed; // this call was asked: it did not merely find its provider resting
                }
                failed = e;
                Optional<Duration> wait = waits.before(e.fault());
                LOG.debug("{}: {}; {}", name, e.fault().words(), wait.isPresent() ? "tried again" : "given up");
                if (wait.isEmpty()) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(wait.get().toNanos());
            }
        }
    }

    private <T> T tryOnce(long estimate, Try<T> once, Waits waits) throws ModelException, InterruptedException {
        keepToRates(estimate);
        Circuit.Pass pass = Circuit.Pass.FREE;
        Circuit.End end = Circuit.End.UNKNOWN;
        long epoch = 0;
        boolean entered = false;
        try {
            while (!entered) {
                long before = System.nanoTime();
                pass = circuit.enter(before + waits.leftForRest().toNanos());
                waits.rested(System.nanoTime() - before);
                if (pass == Circuit.Pass.NONE) {
                    throw new ModelException(new Fault.Resting(), name);
                }
                epoch = window.enter();
                entered = pass == Circuit.Pass.PROBE || circuit.isClosed();
                if (!entered) {
                    window.leave(); // it began to rest while this call waited for its place
                }
            }
            count(0, 1, 1);
            try {
                T reply = once.ask();
                end = Circuit.End.ALIVE;
                window.succeeded();
                heard(null);
                return reply;
            } catch (ModelException e) {
                end = fails(e.fault()) ? Circuit.End.FAILED : Circuit.End.ALIVE;
                heard(end == Circuit.End.FAILED ? e : null);
                if (e.fault() instanceof Fault.Limited) {
                    window.slowDown(epoch);
                }
                throw e;
            } finally {
                count(0, 0, -1);
            }
        } finally {
            if (pass != Circuit.Pass.NONE) {
                circuit.end(pass, end);
            }
            if (entered) {
                window.leave();
            }
        }
    }

    private void keepToRates(long estimate) throws InterruptedException {
        if (requests != null) {
            requests.acquirePermit();
        }
        if (tokens != null) {
            tokens.acquirePermits((int) Math.clamp(estimate, 1, Integer.MAX_VALUE));
        }
    }

    private static boolean fails(Fault fault) {
        return switch (fault) {
            case Fault.Unavailable unavailable -> true;
            case Fault.TimedOut timedOut -> true;
            case Fault.Disconnected disconnected -> true;
            case Fault.Malformed malformed -> true;
            case Fault.Limited limited -> false;
            case Fault.Unusable unusable -> false;
            case Fault.Refused refused -> false;
            case Fault.Resting resting -> false;
            case Fault.Rejected rejected -> false;
        };
    }

    private synchronized void count(int callsMore, int triesMore, int underWayMore) {
        calls += callsMore;
        tries += triesMore;
        underWay += underWayMore;
    }

    private synchronized void count(Fault fault) {
        faults.merge(fault.words(), 1L, Long::sum);
    }

    private static @Nullable RateLimiter<Object> perMinute(@Nullable Integer many) {
        return many == null
                ? null
                : RateLimiter.smoothBuilder(many, Duration.ofMinutes(1)).build();
    }

    /** How long one call waited, and how long it may yet. */
    private static final class Waits {

        private final Limits limits;
        private Duration limited = Duration.ZERO;
        private Duration resting = Duration.ZERO;
        private int failures;
        private int slowdowns;

        Waits(Limits limits) {
            this.limits = limits;
        }

        Duration leftForRest() {
            return limits.patience().minus(resting);
        }

        void rested(long nanos) {
            resting = resting.plusNanos(nanos);
        }

        /** How long to wait before the next try; empty when there is none. */
        Optional<Duration> before(Fault fault) {
            if (fault instanceof Fault.Limited asked) {
                return afterSlowdown(asked);
            }
            failures++;
            if (!fails(fault) || failures >= limits.tries()) {
                return Optional.empty();
            }
            Duration jitter = jitter(failures);
            if (fault instanceof Fault.Unavailable trouble && trouble.after().isPresent()) {
                Duration after = trouble.after().get();
                return after.compareTo(limits.patience()) > 0 ? Optional.empty() : Optional.of(after.plus(jitter));
            }
            return Optional.of(jitter);
        }

        private Optional<Duration> afterSlowdown(Fault.Limited asked) {
            slowdowns++;
            Duration jitter = jitter(slowdowns);
            Duration wait =
                    asked.after().map(it -> it.plus(jitter.dividedBy(4))).orElse(jitter);
            limited = limited.plus(wait);
            return limited.compareTo(limits.patience()) > 0 ? Optional.empty() : Optional.of(wait);
        }

        private Duration jitter(int round) {
            double bound = Math.min(
                    limits.longestBackoff().toNanos(),
                    limits.backoff().toNanos() * Math.pow(2, Math.min(round - 1, 40)));
            return Duration.ofNanos((long) (bound * ThreadLocalRandom.current().nextDouble()));
        }
    }
}
