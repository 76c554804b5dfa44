package io.agon.improve;

import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.LearningLoop.LoopBudget;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The choices of a loop in plain words, by name: different choices have different words. */
final class Choices {

    private Choices() {}

    static SequencedMap<String, String> of(LearningLoop loop) {
        var choices = new LinkedHashMap<String, String>();
        choices.put(
                "start", loop.start().components().stream().map(Choices::words).collect(Collectors.joining(", ")));
        choices.put("editable", String.join(", ", loop.editable()));
        choices.put("credit", words(loop.credit()));
        choices.put("batch", words(loop.batching()));
        choices.put(
                "feedback",
                loop.feedback().isEmpty()
                        ? "none"
                        : loop.feedback().stream().map(Choices::words).collect(Collectors.joining(", ")));
        choices.put("memory", loop.memory() == 0 ? "none" : "the last " + count(loop.memory(), "round"));
        choices.put("search", words(loop.search()));
        choices.put("accept", words(loop.acceptance()));
        choices.put("select", words(loop.selection()));
        choices.put(
                "certify",
                loop.certificate().queries() == 0
                        ? "not asked for"
                        : "against the start on at most %s, error at most %s"
                                .formatted(
                                        count(loop.certificate().queries(), "fresh item"),
                                        number(loop.certificate().delta())));
        choices.put("optimizer", loop.optimizer());
        choices.put("budget", words(loop.budget()));
        choices.put("seed", String.valueOf(loop.seed()));
        return choices;
    }

    private static String words(Component it) {
        return "%s (%s, %s)"
                .formatted(it.name(), low(it.kind()), count(it.body().length(), "character"));
    }

    private static String words(CreditHorizon it) {
        String trace = it.traceSteps().isEmpty()
                ? "all steps are traced"
                : "%s in a row %s traced"
                        .formatted(
                                count(it.traceSteps().getAsInt(), "step"),
                                it.traceSteps().getAsInt() == 1 ? "is" : "are");
        return trace
                + switch (it.feedback()) {
                    case STEPS -> ", feedback is about these";
                    case RUN -> ", feedback is about the whole run";
                };
    }

    private static String words(Batching it) {
        return String.join(
                ", ",
                count(it.size(), "item"),
                switch (it.template()) {
                    case INTERACTIVE -> "each by itself";
                    case BATCH -> "side by side";
                    case EPISODIC -> "step by step";
                },
                switch (it.order()) {
                    case DATASET -> "in their own order";
                    case SHUFFLED -> "shuffled";
                    case CURRICULUM -> "those that the start does best first";
                },
                it.replacement() ? "with replacement" : "without replacement");
    }

    private static String words(Feedback feedback) {
        return switch (feedback) {
            case Feedback.Score it -> "score";
            case Feedback.Staged it ->
                it.stages().stream()
                        .map(stage -> "below %s \"%s\"".formatted(number(stage.below()), stage.text()))
                        .collect(Collectors.joining(
                                ", ", "words by score (", ", otherwise \"%s\")".formatted(it.otherwise())));
            case Feedback.Improvement it -> "whether the score rose";
            case Feedback.Reference it -> "reference answer";
            case Feedback.Notes it -> "notes";
        };
    }

    private static String words(SearchRule search) {
        return switch (search) {
            case SearchRule.Sequential it -> "sequential: the champion, one proposal at a time";
            case SearchRule.BestOfN it ->
                "best of n: %s of the champion%s"
                        .formatted(count(it.proposals(), "proposal"), validated(it.validations()));
            case SearchRule.Beam it ->
                "beam: the best %d, %s of each%s"
                        .formatted(it.width(), count(it.proposals(), "proposal"), validated(it.validations()));
            case SearchRule.Ucb it ->
                "UCB: the highest upper confidence bound of at most %s, c %s%s"
                        .formatted(count(it.memory(), "candidate"), number(it.c()), validated(it.validations()));
            case SearchRule.Priority it ->
                "priority by %s: %s a step, %s of each%s"
                        .formatted(
                                switch (it.by()) {
                                    case MEAN -> "mean score";
                                    case TIME -> "age, the newest first";
                                    case UCB -> "upper confidence bound";
                                },
                                count(it.candidates(), "candidate"),
                                count(it.proposals(), "proposal"),
                                validated(it.validations()));
            case SearchRule.Pareto it ->
                "Pareto: drawn from those that are best on some item; a child must beat its parent on the batch%s"
                        .formatted(validated(it.validations()));
        };
    }

    private static String validated(int items) {
        return items == 0 ? ", scored on the batch" : ", scored on " + count(items, "validation item");
    }

    private static String words(AcceptanceRule rule) {
        return switch (rule) {
            case AcceptanceRule.Always it -> "always";
            case AcceptanceRule.StrictOnBatch it ->
                "when the mean score on the batch is higher"
                        + (it.threshold() == 0 ? "" : " by more than " + number(it.threshold()));
            case AcceptanceRule.Validation it -> "when the mean score on the validation items is higher";
            case AcceptanceRule.LlmPo it ->
                "when duels show that it is better, error at most %s over all rounds, at most %s a decision"
                        .formatted(number(it.delta()), count(it.duels(), "duel"));
        };
    }

    private static String words(SelectionRule rule) {
        return switch (rule) {
            case SelectionRule.Last it -> "the champion";
            case SelectionRule.BestValidation it -> "the highest mean score on the validation items";
            case SelectionRule.LlmPo it ->
                "the winner of an experiment among at most %s, error at most %s, at most %s"
                        .formatted(count(it.candidates(), "candidate"), number(it.delta()), count(it.duels(), "duel"));
        };
    }

    private static String words(LoopBudget it) {
        List<String> bounds = new ArrayList<>();
        bounds.add(count(it.updates(), "update"));
        it.evaluations().ifPresent(most -> bounds.add(count(most, "evaluation")));
        it.usd().ifPresent(most -> bounds.add("$" + number(most)));
        it.minutes().ifPresent(most -> bounds.add(number(most) + (most == 1 ? " minute" : " minutes")));
        return String.join(", ", bounds);
    }

    private static String low(Enum<?> it) {
        return it.name().toLowerCase(Locale.ROOT);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** As it was given, without an empty fraction. */
    private static String number(double it) {
        String text = BigDecimal.valueOf(it).toPlainString();
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
