package io.agon.lab;

import io.agon.evidence.Betting;
import io.agon.evidence.LinearEvidence;
import io.agon.procedure.Procedure;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Complete procedures by name: a registered sampling rule, and a stopping rule that it is combined with. */
public final class Rules {

    /** How to write a stopping rule, for help texts and errors. */
    public static final String STOPPING_FORMS = "e-process, glr, glr-rigorous, budget:N";

    /** The rule that Agon itself uses. */
    public static final String DEFAULT = "agon";

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
     * The same for policies that share these features, if any: claims then rest on the linear Bradley-Terry model. A
     * gap has no meaning there.
     */
    public static Entrant entrant(
            String rule, Optional<String> stopping, OptionalDouble gap, Optional<FeatureSpace> features) {
        SamplingRules sampling = SamplingRules.named(rule);
        Supplier<StoppingRule> stop = stopping(stopping.orElse(rule.equals("llm-po") ? "glr" : "e-process"), features);
        return new Entrant(
                rule,
                (policies, delta, seed, lag) -> new Procedure(
                        features.map(space -> sampling.create(space, delta, gap.orElse(0), seed))
                                .orElseGet(() -> sampling.create(policies, delta, gap.orElse(0), seed)),
                        features.map(space -> LinearEvidence.of(space, delta))
                                .orElseGet(() -> new Betting(policies, delta, gap.orElse(0))),
                        stop.get(),
                        delta,
                        seed,
                        lag));
    }

    /**
     * The procedure with this sampling rule for policies that share these features, which serve to choose comparisons
     * and stakes only: its claims hold without a model.
     */
    public static Entrant auto(String rule, FeatureSpace features) {
        SamplingRules sampling = SamplingRules.named(rule);
        return new Entrant(
                rule,
                (policies, delta, seed, lag) -> new Procedure(
                        sampling.create(policies, delta, 0, seed),
                        new Betting(features, delta, 0),
                        EvidenceStopping.exact(),
                        delta,
                        seed,
                        lag));
    }

    private static Supplier<StoppingRule> stopping(String name, Optional<FeatureSpace> features) {
        return switch (name) {
            case "e-process" -> EvidenceStopping::exact;
            case "glr" ->
                () -> features.<StoppingRule>map(LinearGlrStopping::new)
                        .orElseGet(() -> new GlrStopping(GlrStopping.Threshold.PRACTICAL));
            case "glr-rigorous" -> () -> new GlrStopping(GlrStopping.Threshold.RIGOROUS);
            default -> {
                if (name.matches("budget:[1-9]\\d{0,11}")) {
                    long duels = Long.parseLong(name.substring("budget:".length()));
                    yield () -> new FixedBudget(duels);
                }
                throw new IllegalArgumentException(
                        "There is no stopping rule '%s'. The stopping rules are: %s.".formatted(name, STOPPING_FORMS));
            }
        };
    }
}
