package io.agon.experiment;

import java.util.List;

/**
 * How the levels of one factor stand.
 *
 * @param name of the factor
 * @param levels in the order of their first policy
 */
public record FactorStanding(String name, List<Level> levels) {

    public FactorStanding {
        levels = List.copyOf(levels);
    }

    /**
     * One level. The best policy cannot have it once every policy that has it is rejected; so its p-value is the
     * largest of theirs, and as valid as they are, at any time and without correction for the number of policies.
     *
     * @param level its name
     * @param possible whether the best policy may have it
     * @param pValue anytime-valid p-value of "the best policy has it", in [0, 1]
     */
    public record Level(String level, boolean possible, double pValue) {}
}
