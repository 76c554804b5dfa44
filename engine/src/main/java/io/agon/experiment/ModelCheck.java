package io.agon.experiment;

import io.agon.config.Settings.Space;
import io.agon.evidence.GoodnessOfFit;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.FeatureSpace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the data reject the model that the claims of a run rest on. Models with many features are not checked. */
final class ModelCheck {

    /** The check fits the model time and again, at a cost that grows with the cube of this. */
    private static final int MOST_FEATURES = 40;

    private static final double LEVEL = 0.05;

    private final Space space;
    private final @Nullable GoodnessOfFit fit;

    ModelCheck(ProcedureFactory.Design design) {
        space = design.space();
        boolean model = space == Space.LINEAR || space == Space.BRADLEY_TERRY;
        Optional<FeatureSpace> features = model ? design.features() : Optional.empty();
        fit = features.filter(it -> it.rank() <= MOST_FEATURES)
                .map(GoodnessOfFit::new)
                .orElse(null);
    }

    /** Enters the next outcome in dispatch order. */
    void add(Duel duel, Outcome outcome) {
        if (fit != null) {
            fit.observe(duel, outcome);
        }
    }

    /** What to tell the user when the data reject the model. */
    Optional<String> rejection() {
        return fit == null || fit.pValue() > LEVEL
                ? Optional.empty()
                : Optional.of(
                        "The data reject that %s (p = %.2g), on which the answer rests: write experiment.space: auto for one that does not."
                                .formatted(
                                        space == Space.LINEAR ? "strengths add up" : "preferences follow strengths",
                                        fit.pValue()));
    }
}
