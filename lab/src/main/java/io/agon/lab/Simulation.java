package io.agon.lab;

import io.agon.limit.CharacteristicTime;
import io.agon.preference.Outcome;
import io.agon.preference.PreferenceMatrix;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.procedure.Randomness;
import io.agon.stopping.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Replicated experiments in a {@link World} whose truth is known.
 *
 * <p>Replication {@code r} draws its decisions, its outcomes and its delays from streams of (seed, r): the same figures
 * at any number of threads, and every entrant meets the same luck at the same place.
 *
 * @param truth means of the world
 * @param known what is known of it
 * @param world who decides
 * @param delta error probability, in (0, 1/2)
 * @param replications at least 1
 * @param seed of everything random
 * @param cap comparisons after which a replication is given up as undecided, at least 1
 * @param concurrency duels in flight at most, at least 1, under the lag of {@link Lag#of}; above 1 with log-normal
 *     latencies whose 99th percentile is 20 times their median. What is in flight when the verdict falls is counted
 * @param threads at least 1
 */
public record Simulation(
        PreferenceMatrix truth,
        Truth known,
        World world,
        double delta,
        int replications,
        long seed,
        long cap,
        int concurrency,
        int threads) {

    /** Standard deviation of the logarithm of a latency: {@code exp(1.288 * 2.326) = 20}. */
    private static final double LATENCY_SPREAD = 1.288;

    /** Told after every replication, by one thread at a time. */
    @FunctionalInterface
    public interface Listener {
        void done(String rule, int replications, int of);
    }

    /** Looks at experiments while they run: each on one thread, several experiments at the same time. */
    @FunctionalInterface
    public interface Observer {

        /**
         * Before each duel, and when the experiment is over.
         *
         * @param replication which experiment, from 0
         * @param procedure to be read only
         */
        void look(int replication, Procedure procedure);
    }

    public Simulation {
        require(delta > 0 && delta < 0.5, "delta must lie in (0, 0.5), but it is " + delta + ".");
        require(replications >= 1, "There must be at least 1 replication, but there are " + replications + ".");
        require(cap >= 1, "The cap on comparisons must be at least 1, but it is " + cap + ".");
        require(concurrency >= 1, "There must be at least 1 duel in flight, but there are " + concurrency + ".");
        require(threads >= 1, "There must be at least 1 thread, but there are " + threads + ".");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Wins and losses by {@code truth}, one duel at a time, on all processors. */
    public static Simulation of(PreferenceMatrix truth, double delta, int replications, long seed) {
        return of(truth, Truth.of(truth, delta), delta, replications, seed);
    }

    /** The same, where the limit is not that of the unstructured space. */
    public static Simulation of(PreferenceMatrix truth, Truth known, double delta, int replications, long seed) {
        return new Simulation(
                truth,
                known,
                World.of(truth),
                delta,
                replications,
                seed,
                known.cap(),
                1,
                Runtime.getRuntime().availableProcessors());
    }

    /** This simulation with other outcomes of the same means. */
    public Simulation in(World other) {
        return new Simulation(truth, known, other, delta, replications, seed, cap, concurrency, threads);
    }

    /** This simulation with another cap on comparisons. */
    public Simulation cappedAt(long comparisons) {
        return new Simulation(truth, known, world, delta, replications, seed, comparisons, concurrency, threads);
    }

    /** This simulation with this many duels in flight. */
    public Simulation inFlight(int duels) {
        return new Simulation(truth, known, world, delta, replications, seed, cap, duels, threads);
    }

    /** This simulation on this many threads. */
    public Simulation on(int processors) {
        return new Simulation(truth, known, world, delta, replications, seed, cap, concurrency, processors);
    }

    /** What {@code entrant} does, over all replications. */
    public Summary run(Entrant entrant, Listener listener) throws InterruptedException {
        return run(entrant, listener, (replication, procedure) -> {});
    }

    /** As above, looked at meanwhile. */
    public Summary run(Entrant entrant, Listener listener, Observer observer) throws InterruptedException {
        var results = new Replication[replications];
        int workers = Math.min(threads, replications);
        try (var pool = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("simulation-", 0).factory())) {
            try {
                var done = new ExecutorCompletionService<Replication>(pool);
                for (int r = 0; r < replications; r++) {
                    int index = r;
                    done.submit(() -> replicate(entrant, index, observer));
                }
                for (int r = 0; r < replications; r++) {
                    Replication replication = done.take().get();
                    results[replication.index()] = replication;
                    listener.done(entrant.name(), r + 1, replications);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } finally {
                pool.shutdownNow();
            }
        }
        return summary(entrant.name(), List.of(results));
    }

    /** As above, telling nobody how far it is. */
    public Summary run(Entrant entrant) throws InterruptedException {
        return run(entrant, (rule, done, of) -> {});
    }

    private record Replication(int index, long comparisons, Verdict verdict, boolean lost, double time, long nanos) {
        boolean undecided() {
            return !verdict.decided();
        }
    }

    private record Flight(double lands, Dispatch dispatch, Outcome outcome) {}

    private Replication replicate(Entrant entrant, int index, Observer observer) throws InterruptedException {
        RandomGenerator seeds = Randomness.of(seed, "replication").stream(index);
        Procedure procedure = entrant.factory().create(truth.size(), delta, seeds.nextLong(), Lag.of(concurrency));
        Randomness outcomes = Randomness.of(seeds.nextLong(), "outcome");
        Randomness latencies = Randomness.of(seeds.nextLong(), "latency");
        var flights = new PriorityQueue<Flight>(Comparator.comparingDouble(Flight::lands));
        double now = 0;
        long dispatched = 0;
        long start = System.nanoTime();
        while (!procedure.recommend().decided()) {
            Optional<Dispatch> asked =
                    dispatched < cap && flights.size() < concurrency ? procedure.ask() : Optional.empty();
            if (asked.isPresent()) {
                observer.look(index, procedure);
                Dispatch dispatch = asked.get();
                Outcome outcome = world.judge(dispatch.duel(), dispatch.index(), outcomes.stream(dispatch.index()));
                dispatched++;
                if (concurrency == 1) {
                    now++;
                    procedure.tell(dispatch.index(), outcome);
                } else {
                    double latency = latency(latencies.stream(dispatch.index()));
                    flights.add(new Flight(now + latency, dispatch, outcome));
                }
                if ((dispatched & 0xFFF) == 0 && Thread.interrupted()) {
                    throw new InterruptedException("simulation stopped");
                }
            } else if (!flights.isEmpty() && !procedure.recommend().decided()) {
                Flight landed = flights.remove();
                now = landed.lands();
                procedure.tell(landed.dispatch().index(), landed.outcome());
            } else {
                break;
            }
        }
        if (!procedure.recommend().decided()) {
            procedure.settle();
        }
        observer.look(index, procedure);
        long nanos = System.nanoTime() - start;
        Verdict verdict = procedure.recommend();
        OptionalInt optimum = known.optimum();
        boolean lost = optimum.isPresent() && procedure.rejectedAt(optimum.getAsInt()) >= 0;
        return new Replication(index, dispatched, verdict, lost, now, nanos);
    }

    /** Log-normal, in units of its mean. */
    private static double latency(RandomGenerator random) {
        return Math.exp(LATENCY_SPREAD * random.nextGaussian() - LATENCY_SPREAD * LATENCY_SPREAD / 2);
    }

    private Summary summary(String rule, List<Replication> results) {
        long[] comparisons =
                results.stream().mapToLong(Replication::comparisons).toArray();
        long[] sorted = comparisons.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double squares =
                Arrays.stream(sorted).mapToDouble(x -> (x - mean) * (x - mean)).sum();
        OptionalInt optimum = known.optimum();
        Double errorRate = null;
        Double errorRateError = null;
        if (optimum.isPresent()) {
            long errors = results.stream()
                    .filter(r -> isFalse(r.verdict(), optimum.getAsInt()))
                    .count();
            errorRate = (double) errors / n;
            errorRateError = Math.sqrt(errorRate * (1 - errorRate) / n);
        }
        long nanos = results.stream().mapToLong(Replication::nanos).sum();
        return new Summary(
                rule,
                mean,
                Math.sqrt(squares / (n - 1) / n),
                (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
                sorted[(int) Math.ceil(0.95 * n) - 1],
                known.limit() == null ? null : Double.valueOf(mean / known.limit()),
                errorRate,
                errorRateError,
                results.stream().filter(Replication::undecided).count(),
                results.stream().filter(Replication::lost).count(),
                results.stream().mapToDouble(Replication::time).average().orElseThrow(),
                nanos / 1e3 / Math.max(1, Arrays.stream(sorted).sum()),
                claims(results),
                comparisons);
    }

    private boolean isFalse(Verdict verdict, int optimum) {
        return switch (verdict) {
            case Verdict.Winner winner -> winner.policy() != optimum;
            case Verdict.GoodEnough good -> truth.get(good.policy(), optimum) < 0.5 - good.margin();
            case Verdict.NoWinner noWinner -> true;
            case Verdict.Undecided undecided -> false;
        };
    }

    private Map<String, Integer> claims(List<Replication> results) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Replication result : results) {
            String claim = switch (result.verdict()) {
                case Verdict.Winner winner -> truth.names().get(winner.policy());
                case Verdict.GoodEnough good -> truth.names().get(good.policy()) + " (good enough)";
                case Verdict.NoWinner noWinner -> "no winner";
                case Verdict.Undecided undecided -> "undecided";
            };
            counts.merge(claim, 1, Integer::sum);
        }
        var ordered = new ArrayList<>(counts.entrySet());
        ordered.sort(
                Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        Map<String, Integer> claims = new LinkedHashMap<>();
        ordered.forEach(entry -> claims.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(claims);
    }

    /**
     * What is known of a true matrix.
     *
     * @param winner the Condorcet winner; empty when there is none
     * @param optimum the winner; when several policies are unbeaten (no mean below 1/2), the first of them
     * @param limit comparisons that any procedure with error probability delta needs on average; null without a winner
     */
    public record Truth(
            OptionalInt winner,
            OptionalInt optimum,
            @Nullable Double limit) {

        /** What is known of {@code truth}, with the limit for {@code delta}. */
        public static Truth of(PreferenceMatrix truth, double delta) {
            OptionalInt winner = truth.condorcetWinner();
            return new Truth(
                    winner,
                    winner.isPresent() ? winner : firstUnbeaten(truth),
                    winner.isPresent() ? Double.valueOf(limit(truth, delta)) : null);
        }

        /** What is known where there is a winner, with the limit that this time implies for {@code delta}. */
        public static Truth of(CharacteristicTime time, double delta) {
            OptionalInt winner = OptionalInt.of(time.winner());
            return new Truth(winner, winner, time.expectedComparisons(delta));
        }

        /** A generous bound on comparisons: 200 times the limit, and 100,000 where there is no limit. */
        public long cap() {
            return limit == null ? 100_000 : (long) Math.min(100_000_000.0, Math.max(100_000.0, 200 * limit));
        }

        private static double limit(PreferenceMatrix truth, double delta) {
            return CharacteristicTime.unstructured(truth).orElseThrow().expectedComparisons(delta);
        }

        private static OptionalInt firstUnbeaten(PreferenceMatrix truth) {
            for (int i = 0; i < truth.size(); i++) {
                boolean unbeaten = true;
                for (int j = 0; j < truth.size(); j++) {
                    unbeaten &= truth.get(i, j) >= 0.5;
                }
                if (unbeaten) {
                    return OptionalInt.of(i);
                }
            }
            return OptionalInt.empty();
        }
    }
}
