package io.agon.sampling;

import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sampling rules by the names that users write. */
public enum SamplingRules {
    AGON((policies, delta, gap, seed) -> new Agon(gap)),
    LLM_PO((policies, delta, gap, seed) -> new LlmPo()),
    ROUND_ROBIN((policies, delta, gap, seed) -> new RoundRobin()),
    RANDOM_PAIR((policies, delta, gap, seed) -> new RandomPair()),
    /** Explores one time in ten. */
    EPSILON_GREEDY((policies, delta, gap, seed) -> new EpsilonGreedy(0.1)),
    THOMPSON((policies, delta, gap, seed) -> new Thompson()),
    /** With alpha 0.51, as in the paper. */
    DOUBLE_THOMPSON((policies, delta, gap, seed) -> new DoubleThompson(0.51)),
    /** With alpha 0.51, as in the paper. */
    RUCB((policies, delta, gap, seed) -> new Rucb(0.51)),
    TOP_TWO((policies, delta, gap, seed) -> new TopTwo()),
    KNOCKOUT((policies, delta, gap, seed) -> new Knockout(policies, delta, assumed(gap), seed)),
    /** Told no horizon. */
    SAVAGE((policies, delta, gap, seed) -> new Savage(delta, 0)),
    NOISY_TOURNAMENT((policies, delta, gap, seed) -> new NoisyTournament(policies, delta, assumed(gap), seed));

    /** The gap that rules which need one assume when none is given: five points. */
    public static final double DEFAULT_GAP = 0.05;

    @SuppressWarnings("ImmutableEnumChecker") // factories are constructors: they keep nothing
    private final Factory factory;

    SamplingRules(Factory factory) {
        this.factory = factory;
    }

    /** Makes a rule for one experiment. */
    @FunctionalInterface
    private interface Factory {
        SamplingRule create(int policies, double delta, double gap, long seed);
    }

    /** What users write, such as {@code round-robin}. */
    public String ruleName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A fresh rule for one experiment.
     *
     * @param policies K, at least 2
     * @param delta error probability, in (0, 1)
     * @param gap smallest difference from 1/2 worth detecting, in (0, 1/2); 0 when none is given
     * @param seed of choices that hold for the whole experiment
     */
    public SamplingRule create(int policies, double delta, double gap, long seed) {
        if (policies < 2) {
            throw new IllegalArgumentException(
                    "An experiment needs at least 2 policies, but it has %d.".formatted(policies));
        }
        return factory.create(policies, checkedDelta(delta), gap == 0 ? 0 : checkedGap(gap), seed);
    }

    /**
     * A fresh rule for one experiment under the linear model; rules that make no use of it are as without it.
     *
     * @param space what the policies share
     * @param delta error probability, in (0, 1)
     * @param gap smallest difference from 1/2 worth detecting, in (0, 1/2); 0 when none is given
     * @param seed of choices that hold for the whole experiment
     */
    public SamplingRule create(FeatureSpace space, double delta, double gap, long seed) {
        return switch (this) {
            case AGON -> space.factorial().factors().isPresent() ? new FactorialAgon(space.factorial()) : new Agon(gap);
            case LLM_PO -> new LinearLlmPo(space);
            default -> create(space.policies(), delta, gap, seed);
        };
    }

    /** The rule with this {@link #ruleName}. */
    public static SamplingRules named(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.ruleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no sampling rule '%s'. There are: %s."
                        .formatted(
                                name,
                                Arrays.stream(values())
                                        .map(SamplingRules::ruleName)
                                        .collect(Collectors.joining(", ")))));
    }

    private static double assumed(double gap) {
        return gap == 0 ? DEFAULT_GAP : gap;
    }

    static double checkedDelta(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException(
                    "delta must lie in (0, 1), but it is %s. A confidence of 0.95 is delta 0.05.".formatted(delta));
        }
        return delta;
    }

    static double checkedGap(double gap) {
        if (!(gap > 0 && gap < 0.5)) {
            throw new IllegalArgumentException(
                    "The gap must lie in (0, 0.5), but it is %s. Five points are 0.05.".formatted(gap));
        }
        return gap;
    }
}
