package io.agon.procedure;

import io.agon.evidence.EProcess;
import io.agon.evidence.Evidence;
import io.agon.evidence.RunningEvidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import io.agon.sampling.Pending;
import io.agon.sampling.SamplingRule;
import io.agon.stopping.StoppingRule;
import io.agon.stopping.Verdict;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An adaptive experiment as three verbs: {@link #ask} for the next duel, {@link #tell} its outcome, {@link #recommend}.
 *
 * <p>Outcomes may be told in any order; they are <em>delivered</em> to ledger and evidence in dispatch order, so that
 * fast answers cannot bias the sequence. Decision {@code n} (from 0) uses exactly the outcomes {@code 0 .. n -
 * lag.at(n)}, whether or not later ones are already known: the same seed, lag and outcomes give the same duels whatever
 * the timing. It uses more of them, in dispatch order, as long as the sampling rule {@linkplain SamplingRule#waits
 * waits}. A rule may commit several duels at once, a {@linkplain SamplingRule#block block}: then those are the next
 * ones, without a decision in between. With {@link Lag#SEQUENTIAL} the procedure is fully sequential. Not safe for use
 * by several threads at once.
 */
public final class Procedure {

    private final SamplingRule samplingRule;
    private final StoppingRule stoppingRule;
    private final double delta;
    private final RunningLedger ledger;
    private final RunningEvidence evidence;
    private final Randomness randomness;
    private final Randomness instead;
    private final Lag lag;
    private final InFlight inFlight = new InFlight();
    private final Map<Long, Outcome> early = new HashMap<>();
    private final ArrayDeque<Duel> committed = new ArrayDeque<>();
    private final Map<Long, List<Duel>> blocks = new HashMap<>();
    private long dispatched;
    private boolean settled;
    private Verdict verdict;

    /**
     * A new experiment.
     *
     * @param samplingRule fresh, because it may keep caches
     * @param process fresh evidence against each policy
     * @param stoppingRule when to stop and what to claim; fresh, because it may keep caches
     * @param delta error probability of the verdict, in (0, 1); the stopping rule says how much of it rejections may
     *     spend
     * @param seed of all decisions
     * @param lag how far behind a decision its newest outcome is; {@link Lag#of} the number of duels to keep in flight
     */
    public Procedure(
            SamplingRule samplingRule, EProcess process, StoppingRule stoppingRule, double delta, long seed, Lag lag) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException(
                    "delta must lie in (0, 1), but it is %s. A confidence of 0.95 is delta 0.05.".formatted(delta));
        }
        this.samplingRule = samplingRule;
        this.stoppingRule = stoppingRule;
        this.ledger = new RunningLedger(process.policies());
        this.delta = delta;
        this.evidence = new RunningEvidence(process, stoppingRule.rejectionLevel(delta), stoppingRule.pairTests());
        this.randomness = Randomness.of(seed, "sampling");
        this.instead = Randomness.of(seed, "instead of resting policies");
        this.lag = lag;
        this.verdict = stoppingRule.judge(ledger, evidence);
    }

    /**
     * The next duel to dispatch; empty when the verdict is decided, or when an outcome that it needs is not yet told.
     */
    public Optional<Dispatch> ask() {
        return ask(policy -> false);
    }

    /**
     * The same while some policies cannot be compared, say because their provider is down: where the rule would choose
     * one of them, two possible policies that can be compared meet instead, drawn uniformly. Who rests may depend on
     * all that happened, but not on outcomes to come; so the verdict holds as ever. The duels of a block that was begun
     * are not replaced.
     *
     * @param resting whether a policy cannot be compared now
     * @return also empty when fewer than two possible policies can
     */
    public Optional<Dispatch> ask(IntPredicate resting) {
        if (settled) {
            throw new IllegalStateException("This procedure was settled: no further duel can be asked for.");
        }
        long newest = dispatched - lag.at(dispatched);
        deliverUpTo(newest);
        while (delivered() > newest && inFlight.size() > 0 && samplingRule.waits(ledger, evidence, inFlight)) {
            newest = delivered();
            deliverUpTo(newest);
        }
        if (verdict.decided() || delivered() <= newest) {
            return Optional.empty();
        }
        if (committed.isEmpty()) {
            List<Duel> block = block(resting);
            if (block.isEmpty()) {
                return Optional.empty();
            }
            committed.addAll(block);
            blocks.put(dispatched, block);
        }
        Duel duel = committed.remove();
        inFlight.add(duel);
        return Optional.of(new Dispatch(dispatched++, duel));
    }

    private List<Duel> block(IntPredicate resting) {
        List<Duel> block = samplingRule.block(ledger, evidence, inFlight, randomness.stream(dispatched));
        if (block.stream().noneMatch(duel -> resting.test(duel.first()) || resting.test(duel.second()))) {
            return List.copyOf(block);
        }
        int[] awake = IntStream.range(0, evidence.policies())
                .filter(k -> evidence.possible(k) && !resting.test(k))
                .toArray();
        if (awake.length < 2) {
            return List.of();
        }
        RandomGenerator random = instead.stream(dispatched);
        int first = random.nextInt(awake.length);
        int second = random.nextInt(awake.length - 1);
        return List.of(new Duel(awake[first], awake[second < first ? second : second + 1]));
    }

    /** The outcome of the duel with this dispatch index; each is told once. */
    public void tell(long index, Outcome outcome) {
        if (index < delivered() || index >= dispatched || early.putIfAbsent(index, outcome) != null) {
            throw new IllegalArgumentException(
                    "Duel %d is not in flight: it was never dispatched, or its outcome was told before."
                            .formatted(index));
        }
    }

    /**
     * Delivers every outcome whose predecessors are told, also those behind the lag; after it no duel can be asked for.
     */
    public void settle() {
        settled = true;
        deliverUpTo(dispatched - 1);
    }

    /** What may be claimed from the outcomes delivered so far; final once it is decided. */
    public Verdict recommend() {
        return verdict;
    }

    /** Error probability of the verdict, in (0, 1): the confidence is {@code 1 - delta}. */
    public double delta() {
        return delta;
    }

    /** The outcomes delivered so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** What they say. */
    public Evidence evidence() {
        return evidence;
    }

    /** After how many delivered duels {@code policy} was rejected; -1 when it is possible. */
    public long rejectedAt(int policy) {
        return evidence.rejectedAt(policy);
    }

    /** Duels dispatched whose outcomes are not yet delivered. */
    public Pending pending() {
        return inFlight;
    }

    private long delivered() {
        return dispatched - inFlight.size();
    }

    private void deliverUpTo(long last) {
        while (delivered() <= last && !verdict.decided()) {
            Outcome outcome = early.remove(delivered());
            if (outcome == null) {
                return;
            }
            List<Duel> block = blocks.remove(delivered());
            if (block != null) {
                evidence.begin(block);
            }
            Duel duel = inFlight.remove();
            ledger.add(duel, outcome);
            evidence.observe(duel, outcome);
            verdict = stoppingRule.judge(ledger, evidence);
        }
    }

    private static final class InFlight implements Pending {
        private final ArrayDeque<Duel> duels = new ArrayDeque<>();

        void add(Duel duel) {
            duels.add(duel);
        }

        Duel remove() {
            return duels.remove();
        }

        @Override
        public int size() {
            return duels.size();
        }

        @Override
        public Iterator<Duel> iterator() {
            return duels.iterator();
        }
    }
}
