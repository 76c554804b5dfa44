package io.agon.improve.accept;

import io.agon.evidence.MeanEvidence;
import io.agon.evidence.MeanInterval;
import io.agon.improve.Candidate;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.Supply;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Certifies what was chosen against the start, on fresh items: each at most once, in an order that the seed fixes.
 *
 * <p>Guarantee: the claim is false with probability at most {@code delta}, and so is the interval, each by itself: the
 * claim is one-sided, so it can be made while the interval, which is not, still holds 0. Both are true of two means at
 * once ({@link MeanEvidence}): of the population that the fresh items are a random sample of, and, without any
 * population, of these items when the order is random. Assumptions: nothing before has looked at the fresh items; what
 * is missing does not depend on who would have won, and above a tenth missing nothing is claimed. When duels end early,
 * what is claimed rests on those that were fought.
 *
 * @param rule delta and queries
 * @param fresh items
 * @param seed of their order
 */
public record Certifier(CertificateRule rule, Supply fresh, long seed) {

    private static final double MISSING = 0.1;

    /** The certificate; empty when none is wanted, and when the chosen artifact is the start. */
    public Optional<Certificate> certify(Candidate start, Candidate chosen, Duels duels) throws Exception {
        if (rule.queries() == 0
                || chosen.artifact().hash().equals(start.artifact().hash())) {
            return Optional.empty();
        }
        List<Outcome> outcomes = duels.fight(fresh.first(rule.queries(), seed).stream()
                .map(item -> new Duels.Meeting(chosen, start, item))
                .toList());
        var evidence = new MeanEvidence(0.5);
        var interval = new MeanInterval(rule.delta());
        for (Outcome it : outcomes) {
            evidence.observe(it);
            interval.observe(it);
        }
        long missing = outcomes.size() - evidence.count();
        boolean better = evidence.maxLogValue() >= -Math.log(rule.delta()) && missing <= MISSING * outcomes.size();
        return Optional.of(new Certificate(
                better,
                1,
                rule.delta(),
                rule.delta(),
                evidence.count(),
                missing,
                2 * evidence.mean() - 1,
                2 * interval.low() - 1,
                2 * interval.low() - 1,
                2 * interval.high() - 1,
                ""));
    }
}
