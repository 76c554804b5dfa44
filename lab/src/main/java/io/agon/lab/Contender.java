package io.agon.lab;

import io.agon.config.Settings.Space;
import io.agon.structured.FeatureSpace;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An entrant of the study, and what it makes of the features of the policies.
 *
 * @param rule sampling rule, as {@link Rules} names it
 * @param stopping as {@link Rules} names it; empty for the usual one
 * @param space what it is told and what it supposes
 * @param features of the policies
 */
record Contender(String rule, Optional<String> stopping, Space space, FeatureSpace features) {

    static Contender of(String rule, Space space, FeatureSpace features) {
        return new Contender(rule, Optional.empty(), space, features);
    }

    static Contender of(String rule, String stopping, Space space, FeatureSpace features) {
        return new Contender(rule, Optional.of(stopping), space, features);
    }

    Entrant entrant() {
        return switch (space) {
            case UNSTRUCTURED -> Rules.entrant(rule, stopping, OptionalDouble.empty());
            case AUTO -> Rules.auto(rule, features);
            case LINEAR, BRADLEY_TERRY -> Rules.entrant(rule, stopping, OptionalDouble.empty(), Optional.of(features));
        };
    }

    /** What it would take: under the model the best of the fit. */
    Recommendation recommendation() {
        return switch (space) {
            case UNSTRUCTURED, AUTO -> Recommendation.leader();
            case LINEAR, BRADLEY_TERRY -> Recommendation.linear(features);
        };
    }

    /** The space as experiment files name it. */
    String spaceName() {
        return space.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it solves a program at nearly every decision, which takes milliseconds. */
    boolean slow() {
        return rule.equals("llm-po") && space == Space.LINEAR;
    }
}
