package io.agon.improve.optimizer;

import io.agon.improve.Optimizer;

/** The optimizers that ask a model. */
public final class Optimizers {

    private Optimizers() {}

    /** The one that asks in this form. */
    public static Optimizer of(Form form, OptimizerModel model) {
        return switch (form) {
            case TRACE -> new TraceOptimizer(model, TraceOptimizer.AnswerForm.TAGS);
            case JSON -> new TraceOptimizer(model, TraceOptimizer.AnswerForm.JSON);
            case SCORE_HISTORY -> new ScoreHistoryOptimizer(model);
            case CRITICISM -> new CriticismOptimizer(model);
            case REFLECTIVE -> new ReflectiveOptimizer(model);
        };
    }
}
