package io.agon.preference;

/**
 * One comparison to be made: {@code first} answers in the first slot, {@code second} in the second.
 *
 * @param first index of a policy, at least 0
 * @param second index of another policy, at least 0
 */
public record Duel(int first, int second) {

    public Duel {
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException(
                    "The policies of a duel (%d, %d) must be indices of at least 0.".formatted(first, second));
        }
        if (first == second) {
            throw new IllegalArgumentException(
                    "A duel needs two different policies, but both are %d. Maybe the candidate list repeats one."
                            .formatted(first));
        }
    }

    /** The same two policies with the slots swapped. */
    public Duel swapped() {
        return new Duel(second, first);
    }

    /** Whether {@code policy} takes part. */
    public boolean involves(int policy) {
        return policy == first || policy == second;
    }
}
