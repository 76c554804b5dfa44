package io.agon.evidence;

import io.agon.structured.FeatureSpace;

/** Which evidence Agon uses for claims that rest on the linear model: strengths are {@code x_k' beta}. */
public final class LinearEvidence {

    private LinearEvidence() {}

    /**
     * Fresh evidence.
     *
     * @param space what the policies share
     * @param delta error probability at which policies are going to be rejected, in (0, 1)
     */
    public static EProcess of(FeatureSpace space, double delta) {
        return space.factors().isPresent()
                ? new MirroredBetting(space, delta)
                : new Betting(space.policies(), delta, 0);
    }
}
