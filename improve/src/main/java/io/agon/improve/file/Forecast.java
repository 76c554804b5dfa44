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
import java.util.stream.Stream;

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
 * @param proposing what the proposals take, as the first one would be: an estimate; empty where no model proposes, and
 *     where the first one could not be made up
 * @param judgeUsd the most that a judge of all duels costs without retries, in US dollars
 */
public record Forecast(
        long proposals,
        long learning,
        long accepting,
        long selecting,
        long certifying,
        Optional<Estimate> answers,
        Optional<Estimate> proposing,
        double judgeUsd) {

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
        int supply = it.task().items().acceptance().size().orElse(Integer.MAX_VALUE); // each once in a decision
        long accepting = loop.acceptance() instanceof AcceptanceRule.LlmPo rule
                ? updates * Math.min(rule.duels(), supply) * 2L
                : 0;
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
            case OptimizerSource.Snippets source -> 0;
        };
        Artifact start = loop.start();
        Optional<Estimate> answers = it.task() instanceof AnswerTask task
                ? Optional.of(task.estimate(start, (double) learning + accepting + selecting + certifying))
                : Optional.empty();
        long duels =
                accepting / 2 + selecting / 2 + fresh * (1 + it.task().rivals().size());
        double judging = it.task() instanceof AnswerTask task ? task.judging(start) * duels : 0;
        Optional<Estimate> proposing =
                proposals == 0 ? Optional.empty() : Rehearsal.of(it).map(first -> first.estimate(updates));
        return new Forecast(proposals, learning, accepting, selecting, certifying, answers, proposing, judging);
    }

    /** Answers and proposals together; empty where no model is asked. */
    public Optional<Estimate> models() {
        return Stream.of(answers, proposing).flatMap(Optional::stream).reduce(Estimate::plus);
    }

    private static long validations(LearningLoop loop) {
        return scored(loop.acceptance(), loop.selection()) ? Integer.MAX_VALUE : validations(loop.search());
    }

    /** Whether children are scored on validation items. */
    static boolean validates(AcceptanceRule acceptance, SelectionRule selection, SearchRule search) {
        return scored(acceptance, selection) || validations(search) > 0;
    }

    private static boolean scored(AcceptanceRule acceptance, SelectionRule selection) {
        return acceptance instanceof AcceptanceRule.Validation || selection instanceof SelectionRule.BestValidation;
    }

    /** Items on which a search has each child scored. */
    private static int validations(SearchRule search) {
        return switch (search) {
            case SearchRule.Sequential it -> 0;
            case SearchRule.BestOfN it -> it.validations();
            case SearchRule.Beam it -> it.validations();
            case SearchRule.Ucb it -> it.validations();
            case SearchRule.Priority it -> it.validations();
            case SearchRule.Pareto it -> it.validations();
        };
    }

    /** All runs. */
    public long runs() {
        return learning + accepting + selecting + certifying;
    }
}
