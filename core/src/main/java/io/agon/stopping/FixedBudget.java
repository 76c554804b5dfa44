package io.agon.stopping;

import io.agon.evidence.Evidence;
import io.agon.evidence.LikelihoodRatio;
import io.agon.preference.Ledger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stops after a number of duels and claims the leader: the maximum likelihood estimate of the optimum.
 *
 * <p>Guarantee: none; the claim is an estimate. It is there to study the probability of correct selection at a budget.
 *
 * @param duels to spend, at least 1; those without an outcome count too, so that the rule always stops
 */
public record FixedBudget(long duels) implements StoppingRule {

    public FixedBudget {
        if (duels < 1) {
            throw new IllegalArgumentException("A fixed budget needs at least 1 duel, but it has %d.".formatted(duels));
        }
    }

    @Override
    public Verdict judge(Ledger ledger, Evidence evidence) {
        if (ledger.comparisons() + ledger.missing() < duels) {
            return new Verdict.Undecided(possibleOrAll(evidence));
        }
        return new Verdict.Winner(new LikelihoodRatio().follow(ledger).leader());
    }

    private static List<Integer> possibleOrAll(Evidence evidence) {
        return evidence.possibleCount() > 0
                ? evidence.possible()
                : IntStream.range(0, evidence.policies()).boxed().toList();
    }
}
