package io.agon.procedure;

import io.agon.evidence.Betting;
import io.agon.preference.Outcome;
import io.agon.sampling.Agon;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the best of some policies by Agon's sampling and evidence, with duels in batches.
 *
 * <p>Guarantee: that of {@link EvidenceStopping}: the verdict is false with probability at most {@code delta}, when
 * each outcome has, given those before it, the mean of its pair.
 *
 * @param stopping when to stop and what to claim
 * @param delta error probability of the verdict, in (0, 1)
 * @param most duels before it ends undecided, at least 1
 * @param batch duels at a time, at most; at least 1. Decisions depend on it
 * @param seed of all decisions
 */
public record Identification(EvidenceStopping stopping, double delta, int most, int batch, long seed) {

    /** Fights the duels of a batch. */
    @FunctionalInterface
    public interface Duels<X extends Exception> {

        /** The outcomes of the batch in its order; only the first ones when there are to be no more duels at all. */
        List<Outcome> fight(List<Dispatch> batch) throws X, InterruptedException;
    }

    /**
     * What came of it.
     *
     * @param verdict about the policies
     * @param chosen the policy to use; when there is no winner the one with the best outcomes so far among the
     *     possible, or among all when none is, without a guarantee
     * @param possible policies that may be the best
     * @param duels that were fought
     */
    public record Found(Verdict verdict, int chosen, List<Integer> possible, long duels) {
        public Found {
            possible = List.copyOf(possible);
        }
    }

    public Identification {
        if (most < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "Finding the best needs at least 1 duel and 1 at a time, but it has %d and %d."
                            .formatted(most, batch));
        }
    }

    /** Finds it among {@code policies}, at least 2. */
    public <X extends Exception> Found among(int policies, Duels<X> duels) throws X, InterruptedException {
        var evidence = new Betting(policies, stopping.rejectionLevel(delta), 0);
        var procedure = new Procedure(new Agon(0), evidence, stopping, delta, seed, Lag.of(batch));
        long fought = 0;
        while (fought < most && !procedure.recommend().decided()) {
            List<Dispatch> next = next(procedure, (int) Math.min(batch, most - fought));
            List<Outcome> outcomes = next.isEmpty() ? List.of() : duels.fight(next);
            for (int n = 0; n < outcomes.size(); n++) {
                procedure.tell(next.get(n).index(), outcomes.get(n));
            }
            fought += outcomes.size();
            if (next.isEmpty() || outcomes.size() < next.size() || fought == most) {
                procedure.settle();
                break;
            }
        }
        return found(procedure, fought);
    }

    private static List<Dispatch> next(Procedure procedure, int most) {
        var batch = new ArrayList<Dispatch>();
        for (var next = procedure.ask(); next.isPresent(); next = procedure.ask()) {
            batch.add(next.get());
            if (batch.size() == most) {
                break;
            }
        }
        return batch;
    }

    private static Found found(Procedure procedure, long fought) {
        Verdict verdict = procedure.recommend();
        int chosen = switch (verdict) {
            case Verdict.Winner it -> it.policy();
            case Verdict.GoodEnough it -> it.policy();
            case Verdict.Undecided it -> strongest(procedure, it.possible());
            case Verdict.NoWinner it ->
                strongest(
                        procedure,
                        IntStream.range(0, procedure.evidence().policies())
                                .boxed()
                                .toList());
        };
        return new Found(verdict, chosen, procedure.evidence().possible(), fought);
    }

    private static int strongest(Procedure procedure, List<Integer> policies) {
        var beliefs = procedure.evidence().beliefs();
        return policies.stream()
                .max(Comparator.comparingDouble(it -> beliefs.strength(it).mean()))
                .orElseThrow();
    }
}
