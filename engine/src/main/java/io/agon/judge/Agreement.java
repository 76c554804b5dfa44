package io.agon.judge;

import io.agon.judge.Ballot.Choice;
import java.util.Arrays;
import java.util.List;

/**
 * How far two ways of judging the same pairs agree: counts of (what one said, what the other said), each of first,
 * second and tie, by policy.
 *
 * @param counts row: the judge; column: the label or the other judge; 3 x 3 numbers in row order
 */
public record Agreement(List<Long> counts) {

    private static final int KINDS = 3;
    private static final double Z = 1.959963984540054;

    /** Nothing is known. */
    public static final Agreement NONE = new Agreement(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));

    public Agreement {
        counts = List.copyOf(counts);
        if (counts.size() != KINDS * KINDS || counts.stream().anyMatch(it -> it < 0)) {
            throw new IllegalArgumentException("An agreement has 9 counts of at least 0, but here are " + counts);
        }
    }

    /** Collects pairs of verdicts. */
    public static final class Tally {
        private final Long[] counts = new Long[KINDS * KINDS];

        /** With nothing in it. */
        public Tally() {
            Arrays.fill(counts, 0L);
        }

        /** Enters a pair of verdicts, by policy; without effect when one of them is none. */
        public void add(Choice judge, Choice label) {
            if (judge != Choice.NONE && label != Choice.NONE) {
                counts[judge.ordinal() * KINDS + label.ordinal()]++;
            }
        }

        /** What was entered. */
        public Agreement agreement() {
            return new Agreement(List.of(counts));
        }
    }

    private long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** Pairs on which both said the same. */
    public Share share() {
        return new Share(counts.get(0) + counts.get(4) + counts.get(8), total());
    }

    /** Agreement that chance alone would give, from the margins. */
    private double chance() {
        double n = total();
        double chance = 0;
        for (int k = 0; k < KINDS; k++) {
            double row = 0;
            double column = 0;
            for (int i = 0; i < KINDS; i++) {
                row += counts.get(k * KINDS + i);
                column += counts.get(i * KINDS + k);
            }
            chance += row * column / (n * n);
        }
        return chance;
    }

    /** Cohen's kappa: 1 = always the same, 0 = as by chance; NaN when it is not defined. */
    public double kappa() {
        double chance = chance();
        return total() == 0 || chance == 1 ? Double.NaN : (share().rate() - chance) / (1 - chance);
    }

    /** Half the width of the 95 % interval around kappa: Cohen's standard error for many pairs. */
    public double kappaReach() {
        double p = share().rate();
        return Z * Math.sqrt(p * (1 - p) / total()) / (1 - chance());
    }
}
