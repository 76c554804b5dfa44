package io.agon.evidence;

/**
 * Which tests of pairs {@link RunningEvidence} keeps beside those of policies. Each costs K^2 numbers of memory and
 * O(1) time an outcome, so they are kept for a stopping rule that reads them only.
 *
 * @param beats whether to test, for each ordered pair, "{@code i} does not beat {@code j}"
 * @param margin in [0, 1/2): when above 0, also test "{@code i} loses to {@code j} by at least the margin"
 */
public record PairTests(boolean beats, double margin) {

    /** No test of pairs. */
    public static final PairTests NONE = new PairTests(false, 0);

    public PairTests {
        if (!(margin >= 0 && margin < 0.5)) {
            throw new IllegalArgumentException(
                    "The margin must lie in [0, 0.5), but it is %s. Five points are 0.05.".formatted(margin));
        }
    }
}
