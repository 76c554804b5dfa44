package io.agon.evidence;

/** When a policy is rejected. */
final class Rejection {

    private Rejection() {}

    /**
     * Natural logarithm of the e-value that rejects.
     *
     * @param delta error probability, in (0, 1)
     */
    static double threshold(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException(
                    "delta must lie in (0, 1), but it is %s. A confidence of 0.95 is delta 0.05.".formatted(delta));
        }
        return -Math.log(delta);
    }
}
