package io.agon.improve.accept;

import io.agon.improve.Acceptance;
import io.agon.improve.Acceptance.Decision;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.Supply;
import java.util.Locale;

/** Makes rules of acceptance. */
public final class AcceptanceRules {

    private AcceptanceRules() {}

    /**
     * The rule for one loop. Only {@link AcceptanceRule.LlmPo} has a guarantee: the others announce what means on few
     * items show by luck.
     *
     * @param supply where duels have their items: no decision needs more of them than there are
     */
    public static Acceptance of(AcceptanceRule rule, Supply supply) {
        return switch (rule) {
            case AcceptanceRule.Always() ->
                (champion, challenger, trials) -> new Decision(true, false, "always accepted", 0, 0, Double.NaN);
            case AcceptanceRule.StrictOnBatch(double threshold) ->
                (champion, challenger, trials) ->
                        byMeans(trials.batch(champion), trials.batch(challenger), threshold, "the batch");
            case AcceptanceRule.Validation() ->
                (champion, challenger, trials) ->
                        byMeans(trials.validation(champion), trials.validation(challenger), 0, "the validation items");
            case AcceptanceRule.LlmPo(double delta, int duels) ->
                new LlmPoAcceptance(new AcceptanceRule.LlmPo(
                        delta, Math.min(duels, supply.size().orElse(duels))));
        };
    }

    private static Decision byMeans(double champion, double challenger, double threshold, String where) {
        double lead = challenger - champion;
        boolean higher = lead > threshold;
        String reason = String.format(
                Locale.ROOT,
                "mean score on %s %.4f against %.4f%s",
                where,
                challenger,
                champion,
                threshold == 0 ? "" : ", threshold " + threshold);
        return new Decision(higher, higher, reason, 0, 0, lead);
    }
}
