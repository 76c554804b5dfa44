package io.agon.improve.optimizer;

import java.util.Locale;

/** In which form a model is asked for edits. */
public enum Form {
    /** The learning graph as a program, answers in tags: OptoPrimeV2. */
    TRACE,
    /** The learning graph as a program, answers in JSON: OptoPrime. */
    JSON,
    /** The best solutions so far: OPRO. */
    SCORE_HISTORY,
    /** Criticism that goes back edge by edge: TextGrad. */
    CRITICISM,
    /** Reflection on one component at a time: GEPA. */
    REFLECTIVE;

    /** As files write it, such as {@code score-history}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The most calls of a model that an update takes.
     *
     * @param editable components that may be changed
     */
    public int calls(int editable) {
        return switch (this) {
            case TRACE, JSON, SCORE_HISTORY, REFLECTIVE -> 1;
            case CRITICISM -> CriticismOptimizer.CRITICISMS + editable;
        };
    }
}
