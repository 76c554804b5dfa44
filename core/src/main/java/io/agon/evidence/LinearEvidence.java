package io.agon.evidence;

import io.agon.structured.FeatureSpace;
import java.util.List;

/** Which evidence Agon uses for claims that rest on the linear model: strengths are {@code x_k' beta}. */
public final class LinearEvidence {

    private LinearEvidence() {}

    /** Weight of the running likelihood beside direct bets. */
    private static final double LIKELIHOOD = 0.2;

    /**
     * Fresh evidence: mirrored bets for factors, otherwise the average of direct bets and the running likelihood;
     * direct bets alone when there are as many features as differences between policies, so that they share nothing.
     *
     * @param space what the policies share
     * @param delta error probability at which policies are going to be rejected, in (0, 1)
     */
    public static EProcess of(FeatureSpace space, double delta) {
        FeatureSpace factorial = space.factorial();
        if (factorial.factors().isPresent()) {
            return new MirroredBetting(factorial, delta);
        }
        if (space.rank() == space.policies() - 1) {
            return new Betting(space, delta, 0);
        }
        return new AverageEvidence(
                List.of(
                        new Betting(space, (1 - LIKELIHOOD) * delta, 0),
                        new RunningLikelihood(space, LIKELIHOOD * delta)),
                1 - LIKELIHOOD,
                LIKELIHOOD);
    }
}
