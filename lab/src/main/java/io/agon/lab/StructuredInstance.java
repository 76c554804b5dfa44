package io.agon.lab;

import io.agon.limit.CharacteristicTime;
import io.agon.preference.PreferenceMatrix;
import io.agon.structured.FeatureSpace;

/**
 * A linear instance on which the quality of structured rules is stated.
 *
 * @param name as tables print it
 * @param matrix its true means
 * @param features what its policies share
 * @param time what procedures need that may suppose the model
 */
record StructuredInstance(String name, PreferenceMatrix matrix, FeatureSpace features, CharacteristicTime time) {

    /** Relative gap of the certified limit: below what tables print. */
    private static final double GAP = 1e-3;

    /** The one with this name of {@link LinearInstances}. */
    static StructuredInstance named(String name) {
        LinearInstance world = LinearInstances.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no linear instance '%s'.".formatted(name)));
        CharacteristicTime time =
                CharacteristicTime.linear(world.features(), world.beta(), GAP).orElseThrow();
        return new StructuredInstance(name, world.matrix(), world.features(), time);
    }

    /** Comparisons that no procedure that supposes the model can go below on average. */
    double limit(double delta) {
        return time.expectedComparisons(delta);
    }

    /** Experiments in this world. */
    Simulation simulation(Suites.Options options) {
        return options.applied(Simulation.of(
                matrix,
                Simulation.Truth.of(time, options.delta()),
                options.delta(),
                options.replications(),
                options.seed()));
    }
}
