package io.agon.experiment;

import io.agon.procedure.Procedure;
import java.util.OptionalDouble;

/** Binds the three rules of a run together; a fresh procedure for each run and each replay. */
@FunctionalInterface
public interface ProcedureFactory {

    /** A fresh procedure; the same arguments give one that decides the same. */
    Procedure create(Design design);

    /**
     * All that shapes the decisions of a run.
     *
     * @param rule sampling rule, by its registered name
     * @param policies K, at least 2
     * @param delta error probability, in (0, 1/2)
     * @param margin in [0, 0.5)
     * @param gap smallest advantage worth detecting
     * @param seed of all decisions
     * @param lag at least 1
     */
    record Design(String rule, int policies, double delta, double margin, OptionalDouble gap, long seed, int lag) {}
}
