package io.agon.improve.world;

import io.agon.improve.Artifact;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.Optimizer;
import io.agon.improve.Task;
import java.util.function.ToDoubleFunction;

/**
 * A small world whose truth is known, with an optimizer whose effects are known: what loops are tested on.
 *
 * @param description as it is written, with all values
 * @param task what an artifact is for
 * @param start a poor artifact
 * @param optimizer synthetic: it reads what the learning graph shows, and takes its randomness from its turn
 * @param batching that suits it
 * @param credit that suits it
 * @param updates after which it has shown what it shows
 * @param truth the mean score of an artifact over all items, in [0, 1]: exact, or of so many games that its standard
 *     error is below 0.03
 */
public record World(
        String description,
        Task task,
        Artifact start,
        Optimizer optimizer,
        Batching batching,
        CreditHorizon credit,
        int updates,
        ToDoubleFunction<Artifact> truth) {}
