package io.agon.improve.accept;

import io.agon.evidence.MeanEvidence;
import io.agon.improve.Acceptance;
import io.agon.improve.Candidate;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.preference.Outcome;
import java.util.Locale;

/**
 * Accepts a challenger when duels on fresh queries show that it beats the champion: the mean of its outcomes is above
 * 1/2, which for duels by score says that its mean score is higher.
 *
 * <p>Guarantee: with probability {@code 1 - delta} no challenger is accepted that is not better than the champion which
 * it replaces, over all rounds ({@link AlphaWealth}), however the challengers are found. Assumptions: queries are drawn
 * freshly for each decision, so that an outcome has, given all that happened before, the mean of the pair; what is
 * missing does not depend on who would have won. Of an endless supply "better" is about the simulator. Of a finite one,
 * which a decision goes through in random order, each item at most once, it is about these items and the answers that
 * are recorded for them ({@link MeanEvidence} has the second null). Then the records can be better by luck; how much of
 * that is found out stands in docs/concepts/improvement.md.
 *
 * <p>A decision ends early in vain when more than a tenth of its duels are missing for good, or when it can hardly end
 * otherwise: when a challenger whose lead is {@value #DOUBT} standard errors above the one that was seen would not
 * reach the level in the duels that are left. This takes nothing from the guarantee, and what it costs of power stands
 * in docs/concepts/improvement.md.
 */
public final class LlmPoAcceptance implements Acceptance {

    private static final double DOUBT = 2.5;
    private static final int LEAST = 20;
    private static final double MISSING = 0.1;
    private static final double SMALLEST_LEVEL = 1e-12;

    private final AlphaWealth wealth;
    private final int duels;

    /**
     * A rule for one loop.
     *
     * @param rule level and duels, at least 1
     */
    public LlmPoAcceptance(AcceptanceRule.LlmPo rule) {
        if (rule.duels() < 1) {
            throw new IllegalArgumentException(
                    "A decision needs at least 1 duel, but it has %d.".formatted(rule.duels()));
        }
        wealth = new AlphaWealth(rule.delta());
        duels = rule.duels();
    }

    /** Whether anything can be shown at this level in so many duels: by one who wins all of them. */
    public static boolean possible(double level, int duels) {
        var evidence = new MeanEvidence(0.5, level, Math.max(1, duels));
        for (int i = 0; i < duels; i++) {
            evidence.observe(Outcome.WIN);
        }
        return evidence.logValue() >= -Math.log(level);
    }

    @Override
    public Decision decide(Candidate champion, Candidate challenger, Trials trials) throws Exception {
        double level = wealth.stake(trials.challenges());
        if (level < SMALLEST_LEVEL) {
            wealth.settle(0);
            return new Decision(false, false, "no error probability is left to spend", 0, 0, Double.NaN);
        }
        double threshold = -Math.log(level);
        var evidence = new MeanEvidence(0.5, level, duels);
        int missing = 0;
        while (true) {
            long asked = evidence.count() + missing;
            boolean complete = missing <= MISSING * asked;
            if (evidence.logValue() >= threshold && complete) {
                return decision(true, "shown to be better", evidence, missing, level);
            }
            if (asked == duels) {
                return decision(
                        false, complete ? "not shown to be better" : "too many are missing", evidence, missing, level);
            }
            if (missing > MISSING * duels) {
                return decision(false, "too many are missing", evidence, missing, level);
            }
            if (evidence.count() >= LEAST && growth(evidence) * (duels - asked) < threshold - evidence.logValue()) {
                return decision(
                        false, "hardly to be shown better in the duels that are left", evidence, missing, level);
            }
            Outcome outcome = trials.duel();
            evidence.observe(outcome);
            missing += outcome instanceof Outcome.Missing ? 1 : 0;
        }
    }

    /** Nats a duel, to second order, were the lead as large as it can well be. */
    private static double growth(MeanEvidence evidence) {
        double lead = 2 * evidence.mean() - 1 + DOUBT * 2 * Math.sqrt(evidence.variance() / evidence.count());
        double square = 4 * evidence.variance() + Math.pow(2 * evidence.mean() - 1, 2);
        double stake = Math.clamp(lead / square, 0, 0.95);
        return stake * (lead - stake * square / 2);
    }

    private Decision decision(boolean accepted, String what, MeanEvidence evidence, int missing, double level) {
        wealth.settle(evidence.logValue());
        double lead = 2 * evidence.mean() - 1;
        String reason = String.format(
                Locale.ROOT,
                "%s: lead %+.4f in %d duels%s, e-value %.3g of %.3g; %.4f of the error probability is left",
                what,
                lead,
                evidence.count(),
                missing > 0 ? " (%d missing)".formatted(missing) : "",
                Math.exp(evidence.logValue()),
                1 / level,
                wealth.left());
        return new Decision(accepted, accepted, reason, evidence.count(), level, lead);
    }
}
