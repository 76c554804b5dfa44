package io.agon.experiment;

import io.agon.config.Settings.Space;
import io.agon.evidence.Betting;
import io.agon.evidence.LinearEvidence;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.sampling.SamplingRules;
import io.agon.stopping.EvidenceStopping;
import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Binds the three rules of a run together; a fresh procedure for each run and each replay. */
@FunctionalInterface
public interface ProcedureFactory {

    /**
     * Agon's own: bets as evidence, stopping by evidence, any registered sampling rule. In the spaces {@code LINEAR}
     * and {@code BRADLEY_TERRY} claims rest on the model; in all others they hold without one.
     */
    ProcedureFactory STANDARD = design -> {
        EvidenceStopping stopping = new EvidenceStopping(design.margin(), design.strict(), design.strict());
        double level = stopping.rejectionLevel(design.delta());
        SamplingRules rule = SamplingRules.named(design.rule());
        Optional<FeatureSpace> model = design.space() == Space.AUTO ? Optional.empty() : design.features();
        return new Procedure(
                model.map(space -> rule.create(space, design.delta(), design.gap(), design.seed()))
                        .orElseGet(() -> rule.create(design.policies(), design.delta(), design.gap(), design.seed())),
                model.map(space -> LinearEvidence.of(space, level))
                        .orElseGet(() -> design.features()
                                .map(space -> new Betting(space, level, design.gap()))
                                .orElseGet(() -> new Betting(design.policies(), level, design.gap()))),
                stopping,
                design.delta(),
                design.seed(),
                design.lag());
    };

    /** A fresh procedure; the same design gives one that decides the same. */
    Procedure create(Design design);

    /** Names of the sampling rules of {@link #STANDARD}. */
    static Set<String> rules() {
        return Arrays.stream(SamplingRules.values())
                .map(SamplingRules::ruleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * All that shapes the decisions of a run.
     *
     * @param rule sampling rule, by its registered name
     * @param policies K, at least 2
     * @param delta error probability, in (0, 1/2)
     * @param margin in [0, 0.5)
     * @param strict whether to doubt that an optimal policy exists
     * @param gap smallest advantage worth detecting; 0 for any
     * @param seed of all decisions
     * @param lag how far behind a decision its newest outcome is
     * @param space what may be assumed: with {@code AUTO} and features, claims hold without them
     * @param features of the policies, where the space has a use for them; empty otherwise
     */
    record Design(
            String rule,
            int policies,
            double delta,
            double margin,
            boolean strict,
            double gap,
            long seed,
            Lag lag,
            Space space,
            Optional<FeatureSpace> features) {

        /** A design that knows nothing of what policies share. */
        Design(String rule, int policies, double delta, double margin, boolean strict, double gap, long seed, Lag lag) {
            this(rule, policies, delta, margin, strict, gap, seed, lag, Space.AUTO, Optional.empty());
        }

        /** The features that a procedure for this space has a use for, when the policies share this. */
        static Optional<FeatureSpace> features(Space space, Optional<FeatureSpace> shared, int policies) {
            return switch (space) {
                case UNSTRUCTURED -> Optional.empty();
                case BRADLEY_TERRY -> Optional.of(FeatureSpace.bradleyTerry(policies));
                case AUTO, LINEAR -> shared;
            };
        }

        /** The same design with another rule, seed and lag, knowing nothing of what policies share. */
        Design unshared(String rule, long seed, Lag lag) {
            return new Design(rule, policies, delta, margin, strict, gap, seed, lag);
        }
    }
}
