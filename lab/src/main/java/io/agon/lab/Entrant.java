package io.agon.lab;

import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;

/**
 * A complete procedure that takes part in a simulation: sampling, evidence and stopping together.
 *
 * @param name as tables print it
 * @param factory makes a fresh procedure for every replication
 */
public record Entrant(String name, Factory factory) {

    public Entrant {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An entrant needs a name: tables print it.");
        }
    }

    /** Makes procedures. */
    @FunctionalInterface
    public interface Factory {

        /**
         * A fresh procedure.
         *
         * @param policies K, at least 2
         * @param delta error probability, in (0, 1)
         * @param seed of its decisions
         * @param lag of {@link Procedure}
         */
        Procedure create(int policies, double delta, long seed, Lag lag);
    }
}
