package io.agon.config;

import io.agon.budget.Budget;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The key {@code experiment}.
 *
 * @param space what may be assumed about preferences
 * @param confidence of the answer, in (0.5, 1)
 * @param margin how much worse than the best a policy may be and still be good enough, in [0, 0.5); 0 = only the best
 *     will do
 * @param strict whether to doubt that one policy beats all others: the winner is then shown to beat each one directly
 * @param gap smallest advantage over 1/2 worth detecting, in (0, 0.5); a promise that lets Agon stop sooner
 * @param budget what may be spent
 * @param concurrency duels in flight; empty = 1 for recorded data, which wait for nothing, 8 otherwise
 * @param seed of everything random
 * @param rule sampling rule, by its registered name
 * @param reuse which answers and verdicts are bought once and used again
 */
public record Settings(
        Space space,
        double confidence,
        double margin,
        boolean strict,
        OptionalDouble gap,
        Budget budget,
        OptionalInt concurrency,
        long seed,
        String rule,
        Reuse reuse) {

    /** What may be assumed about preferences. */
    public enum Space {
        /** What policies share, if anything, helps to choose duels; every claim holds without it. */
        AUTO("auto"),
        /** Nothing, beyond that a best policy exists. */
        UNSTRUCTURED("unstructured"),
        /** Each policy has a strength, and the difference of two is the log-odds of a win: claims rest on it. */
        BRADLEY_TERRY("bradley-terry"),
        /** The same, and strengths are linear in factors or features: claims rest on it. */
        LINEAR("linear");

        private final String word;

        Space(String word) {
            this.word = word;
        }

        /** As experiment files and reports write it. */
        public String word() {
            return word;
        }

        /** The space that is written so. */
        public static Optional<Space> named(String word) {
            return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
        }
    }

    /** Comparisons when the file names no budget. */
    public static final long DEFAULT_COMPARISONS = 10_000;

    public static final Settings DEFAULT = new Settings(
            Space.AUTO,
            0.95,
            0,
            false,
            OptionalDouble.empty(),
            Budget.ofComparisons(DEFAULT_COMPARISONS),
            OptionalInt.empty(),
            1,
            "agon",
            Reuse.NOTHING);

    /** Error probability: {@code 1 - confidence}, free of binary dust (0.05 for 0.95). */
    public double delta() {
        return java.math.BigDecimal.ONE
                .subtract(java.math.BigDecimal.valueOf(confidence))
                .doubleValue();
    }

    /** {@link #concurrency}, or its default. */
    public int concurrency(boolean instant) {
        return concurrency.orElse(instant ? 1 : 8);
    }
}
