package io.agon.experiment;

/**
 * How one policy stands.
 *
 * @param id its name
 * @param possible whether it may still be the best
 * @param rejectedAt after how many delivered duels it was rejected; -1 when it is possible
 * @param pValue anytime-valid p-value of "it is the best", in [0, 1]
 * @param comparisons outcomes in which it took part
 * @param missing duels of it that ended without an outcome
 * @param winRate mean outcome from its side over those comparisons, an adaptive average and no ranking; NaN before the first
 */
public record Standing(
        String id,
        boolean possible,
        long rejectedAt,
        double pValue,
        long comparisons,
        long missing,
        double winRate) {}
