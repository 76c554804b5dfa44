package io.agon.improve;

import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import io.agon.improve.LearningLoop.Feedback;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What an optimizer is told of runs, in words. An error is always told, and first.
 *
 * @param parts in order
 * @param scope what feedback is about
 * @param episodic whether steps are told apart
 */
record FeedbackText(List<Feedback> parts, Scope scope, boolean episodic) {

    /** Of a run of which a window is shown that begins at step {@code start}, from 0. */
    String of(Run run, int start, List<Moment> window) {
        boolean part = part(run, window);
        List<String> said = new ArrayList<>();
        run.error().ifPresent(it -> said.add("The run stopped with an error: " + it));
        for (Feedback feedback : parts) {
            switch (feedback) {
                case Feedback.Score it ->
                    said.add(part ? rewards(start, window) : "Score: %s of 1.".formatted(number(run.score())));
                case Feedback.Staged it -> said.add(staged(it, figure(run, window)));
                case Feedback.Reference it ->
                    run.reference()
                            .filter(answer -> run.score() < 1)
                            .ifPresent(answer -> said.add("Expected answer: " + answer));
                case Feedback.Notes it -> notes(part ? start : 0, part ? window : run.moments(), said);
                case Feedback.Improvement it -> {
                    // Said of all runs together.
                }
            }
        }
        return said.stream().filter(it -> !it.isBlank()).collect(Collectors.joining("\n"));
    }

    /** With what is said of all runs together. */
    String whole(String runs, double figure, OptionalDouble before) {
        if (before.isEmpty() || !parts.contains(new Feedback.Improvement())) {
            return runs;
        }
        String line =
                figure > before.getAsDouble() ? "Improved" : figure < before.getAsDouble() ? "Got worse" : "Unchanged";
        return "%s%s since the round before: %s, now %s."
                .formatted(runs.isEmpty() ? "" : runs + "\n", line, number(before.getAsDouble()), number(figure));
    }

    /** What feedback is about: the score, or the sum of the rewards of a window that is not the whole. */
    double figure(Run run, List<Moment> window) {
        return part(run, window) ? window.stream().mapToDouble(Moment::reward).sum() : run.score();
    }

    private boolean part(Run run, List<Moment> window) {
        return scope == Scope.STEPS && window.size() < run.moments().size();
    }

    private static String rewards(int start, List<Moment> window) {
        if (window.size() == 1) {
            return "Reward of step %d: %s."
                    .formatted(start + 1, number(window.getFirst().reward()));
        }
        return "Rewards of steps %d to %d: %s; in sum %s."
                .formatted(
                        start + 1,
                        start + window.size(),
                        window.stream().map(it -> number(it.reward())).collect(Collectors.joining(", ")),
                        number(window.stream().mapToDouble(Moment::reward).sum()));
    }

    private static String staged(Feedback.Staged staged, double figure) {
        return staged.stages().stream()
                .filter(it -> figure < it.below())
                .findFirst()
                .map(Feedback.Stage::text)
                .orElse(staged.otherwise());
    }

    private void notes(int start, List<Moment> moments, List<String> said) {
        for (int i = 0; i < moments.size(); i++) {
            String note = moments.get(i).note();
            if (!note.isBlank()) {
                said.add(episodic ? "Step %d: %s".formatted(start + i + 1, note) : note);
            }
        }
    }

    /** At most four digits after the point. */
    private static String number(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(4, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                : Double.toString(value);
    }
}
