package io.agon.lab;

import io.agon.evidence.Betting;
import io.agon.procedure.Procedure;
import io.agon.sampling.LinearLlmPo;
import io.agon.sampling.SamplingRules;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.FixedBudget;
import io.agon.stopping.GlrStopping;
import io.agon.stopping.LinearGlrStopping;
import io.agon.stopping.StoppingRule;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Complete procedures by name: a registered sampling rule, and a stopping rule that it is combined with. */
public final class Rules {

    /** How to write a stopping rule, for help texts and errors. */
    public static final String STOPPING_FORMS = "e-process, glr, glr-rigorous, glr-linear, budget:N";

    /** The rule that Agon itself uses. */
    public static final String DEFAULT = "agon";

    /** The paper's own, with the stopping that it has there. */
    private static final String PAPERS = "llm-po";

    /** Those that make use of features. */
    private static final Set<String> LINEAR = Set.of(PAPERS);

    private Rules() {}

    /** Names of sampling rules, the default first. */
    public static List<String> names() {
        List<String> names = Arrays.stream(SamplingRules.values())
                .map(SamplingRules::ruleName)
                .collect(Collectors.toCollection(ArrayList::new));
        if (names.remove(DEFAULT)) {
            names.addFirst(DEFAULT);
        }
        return List.copyOf(names);
    }

    /** Whether the rule makes use of what policies share, where they share something. */
    public static boolean linear(String rule) {
        return LINEAR.contains(rule);
    }

    /** Whether the rule stops by evidence, unless told otherwise. */
    static boolean byEvidence(String rule) {
        return !rule.equals(PAPERS);
    }

    /**
     * The procedure with this sampling rule.
     *
     * @param rule one of {@link #names}
     * @param stopping one of {@link #STOPPING_FORMS}; empty = the e-process, and the practical generalised-likelihood
     *     rule for {@code llm-po}, as its paper has it
     * @param gap smallest advantage over 1/2 worth detecting, told to rules that use one
     * @throws IllegalArgumentException with one line when a name is not known
     */
    public static Entrant entrant(String rule, Optional<String> stopping, OptionalDouble gap) {
        return entrant(rule, stopping, gap, Optional.empty());
    }

    /**
     * The same for policies that share these features, if any: the sampling and the usual stopping of a rule that
     * {@linkplain #linear makes use of them} rest on the linear Bradley-Terry model. So does {@code glr-linear} with
     * any rule; without features each policy has a strength of its own.
     */
    public static Entrant entrant(
            String rule, Optional<String> stopping, OptionalDouble gap, Optional<FeatureSpace> features) {
        SamplingRules sampling = SamplingRules.named(rule);
        String usual = byEvidence(rule) ? "e-process" : features.isPresent() ? "glr-linear" : "glr";
        IntFunction<StoppingRule> stop = stopping(stopping.orElse(usual), features);
        return new Entrant(
                rule,
                (policies, delta, seed, lag) -> new Procedure(
                        rule.equals(PAPERS) && features.isPresent()
                                ? new LinearLlmPo(features.get())
                                : sampling.create(policies, delta, gap.orElse(0), seed),
                        new Betting(policies, delta, gap.orElse(0)),
                        stop.apply(policies),
                        delta,
                        seed,
                        lag));
    }

    private static IntFunction<StoppingRule> stopping(String name, Optional<FeatureSpace> features) {
        return switch (name) {
            case "e-process" -> policies -> EvidenceStopping.exact();
            case "glr" -> policies -> new GlrStopping(GlrStopping.Threshold.PRACTICAL);
            case "glr-rigorous" -> policies -> new GlrStopping(GlrStopping.Threshold.RIGOROUS);
            case "glr-linear" ->
                policies -> new LinearGlrStopping(features.orElseGet(() -> FeatureSpace.bradleyTerry(policies)));
            default -> {
                if (name.matches("budget:[1-9]\\d{0,11}")) {
                    long duels = Long.parseLong(name.substring("budget:".length()));
                    yield policies -> new FixedBudget(duels);
                }
                throw new IllegalArgumentException(
                        "There is no stopping rule '%s'. The stopping rules are: %s.".formatted(name, STOPPING_FORMS));
            }
        };
    }
}
