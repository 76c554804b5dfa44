package io.agon.improve.accept;

import io.agon.evidence.MeanBound;
import io.agon.evidence.MeanEvidence;
import io.agon.evidence.MeanInterval;
import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.Supply;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Certifies what was chosen against the start, on fresh items: each at most once, in an order that the seed fixes.
 *
 * <p>Guarantee: the claim is false with probability at most its level, and so is the interval, each by itself: the
 * claim is one-sided ({@link MeanBound}), so it can be made while the interval, which is not, still holds 0. Both are
 * true of two means at once ({@link MeanEvidence}): of the population that the fresh items are a random sample of, and,
 * without any population, of these items when the order is random. The {@code k}-th different artifact that is
 * certified on the same fresh items has level {@code delta 4/5 (1/5)^(k-1)}; these sum to {@code delta}, so raising a
 * budget until a certificate comes gains nothing. Assumptions: nothing before but earlier certificates has looked at
 * the fresh items; what is missing does not depend on who would have won, and above a tenth missing nothing is claimed.
 * When duels end early, what is claimed rests on those that were fought.
 *
 * @param rule delta and queries
 * @param fresh items
 * @param seed of their order
 * @param number of the certificate of an artifact, from 1: which different one it is; asked before the first item is
 *     looked at
 */
public record Certifier(CertificateRule rule, Supply fresh, long seed, ToIntFunction<Artifact> number) {

    private static final double MISSING = 0.1;
    private static final double FIRST = 0.8;

    /** The first on its fresh items, and the only one. */
    public Certifier(CertificateRule rule, Supply fresh, long seed) {
        this(rule, fresh, seed, chosen -> 1);
    }

    /** The level of the certificate of this number, from 1. */
    public static double level(double delta, int number) {
        return Math.max(delta * FIRST * Math.pow(1 - FIRST, number - 1), Double.MIN_NORMAL);
    }

    /**
     * Whether anything can be claimed at all on so many queries: whether one that wins all of them would be certified.
     */
    public static boolean possible(double delta, int queries) {
        return LlmPoAcceptance.possible(level(delta, 1), queries);
    }

    /** The certificate; empty when none is wanted, and when the chosen artifact is the start. */
    public Optional<Certificate> certify(Candidate start, Candidate chosen, Duels duels) throws Exception {
        if (rule.queries() == 0
                || chosen.artifact().hash().equals(start.artifact().hash())) {
            return Optional.empty();
        }
        int which = number.applyAsInt(chosen.artifact());
        List<Duels.Meeting> meetings = fresh.first(rule.queries(), seed).stream()
                .map(item -> new Duels.Meeting(chosen, start, item))
                .toList();
        return Optional.of(certificate(which, meetings.size(), duels.fight(meetings)));
    }

    private Certificate certificate(int which, int horizon, List<Outcome> outcomes) {
        double level = level(rule.delta(), which);
        var bound = new MeanBound(level, Math.max(1, horizon));
        var interval = new MeanInterval(level, Math.max(1, horizon));
        double sum = 0;
        int missing = 0;
        for (Outcome it : outcomes) {
            bound.observe(it);
            interval.observe(it);
            boolean gone = it instanceof Outcome.Missing;
            sum += gone ? 0 : it.value();
            missing += gone ? 1 : 0;
        }
        int answered = outcomes.size() - missing;
        String reason = reason(answered, missing);
        boolean complete = reason.isEmpty();
        double atLeast = complete ? 2 * bound.atLeast() - 1 : -1;
        return new Certificate(
                complete && atLeast >= 0,
                which,
                rule.delta(),
                level,
                answered,
                missing,
                2 * sum / answered - 1,
                atLeast,
                complete ? 2 * interval.low() - 1 : -1,
                complete ? 2 * interval.high() - 1 : 1,
                reason);
    }

    private static String reason(int answered, int missing) {
        int all = answered + missing;
        if (missing > MISSING * all) {
            return String.format(Locale.ROOT, "too many are missing, %,d of %,d", missing, all);
        }
        return all == 0 ? "no query was answered" : "";
    }
}
