package io.agon.improve.file;

import io.agon.experiment.Estimate;
import io.agon.improve.Artifact;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.file.ImproveSpec.OptimizerSource;
import io.agon.improve.task.AnswerTask;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a loop takes at most, in runs of artifacts and calls of the model that proposes. Runs that are used again make
 * it less, and so do decisions that fall early; retries make it more.
 *
 * @param proposals calls of the model that proposes; 0 without one
 * @param learning runs for batches and validation
 * @param accepting runs for duels of acceptance
 * @param selecting runs for duels of selection
 * @param certifying runs for the certificate
 * @param answers what all these runs take of a model that answers, as prompts are at the start: an estimate; empty
 *     where no model answers
 */
public record Forecast(
        long proposals, long learning, long accepting, long selecting, long certifying, Optional<Estimate> answers) {

    static Forecast of(Improving it) {
        LearningLoop loop = it.loop();
        long updates = loop.budget().updates();
        OptionalInt most = it.task().items().validation().size();
        long validated = Math.min(validations(loop), most.orElse(Integer.MAX_VALUE));
        boolean again =
                loop.acceptance() instanceof AcceptanceRule.StrictOnBatch || loop.search() instanceof SearchRule.Pareto;
        long learning = Math.min(
                updates * (loop.batching().atOnce() * (again ? 2L : 1L) + validated) + validated,
                loop.budget().evaluations().orElse(Long.MAX_VALUE));
        long accepting = loop.acceptance() instanceof AcceptanceRule.LlmPo rule ? updates * rule.duels() * 2L : 0;
        long selecting = loop.selection() instanceof SelectionRule.LlmPo rule ? rule.duels() * 2L : 0;
        long fresh = Math.min(
                loop.certificate().queries(), it.task().items().fresh().size().orElse(Integer.MAX_VALUE));
        long certifying = fresh * (2 + it.task().rivals().size());
        long proposals = switch (it.spec().optimizer()) {
            case OptimizerSource.Llm source ->
                updates * source.form().calls(loop.editable().size());
            case OptimizerSource.Replay source -> 0;
            case OptimizerSource.Synthetic source -> 0;
            case OptimizerSource.Phrases source -> 0;
        };
        Artifact start = loop.start();
        Optional<Estimate> answers = it.task() instanceof AnswerTask task
                ? Optional.of(task.estimate(start, (double) learning + accepting + selecting + certifying))
                : Optional.empty();
        return new Forecast(proposals, learning, accepting, selecting, certifying, answers);
    }

    private static long validations(LearningLoop loop) {
        int searching = switch (loop.search()) {
            case SearchRule.Sequential it -> 0;
            case SearchRule.BestOfN it -> it.validations();
            case SearchRule.Beam it -> it.validations();
            case SearchRule.Ucb it -> it.validations();
            case SearchRule.Priority it -> it.validations();
            case SearchRule.Pareto it -> it.validations();
        };
        boolean all = loop.acceptance() instanceof AcceptanceRule.Validation
                || loop.selection() instanceof SelectionRule.BestValidation;
        return all ? Integer.MAX_VALUE : searching;
    }

    /** All runs. */
    public long runs() {
        return learning + accepting + selecting + certifying;
    }
}
