package io.agon.lab;

import io.agon.procedure.Procedure;
import java.util.Arrays;

/**
 * The probability of correct selection against comparisons: at given numbers of comparisons, in how many experiments
 * the {@link Recommendation} is the best policy. An experiment that is over keeps what it claimed.
 */
public final class Course implements Simulation.Observer {

    private final long[] at;
    private final Recommendation recommendation;
    private final int best;
    private final boolean[][] correct;
    private final int[] filled;

    /**
     * To be filled by one run.
     *
     * @param replications of the run
     * @param at numbers of comparisons, at least 1, increasing
     * @param best the policy that is best in truth
     */
    public Course(int replications, long[] at, Recommendation recommendation, int best) {
        this.at = at.clone();
        this.recommendation = recommendation;
        this.best = best;
        correct = new boolean[replications][at.length];
        filled = new int[replications];
    }

    @Override
    public void look(int replication, Procedure procedure) {
        boolean over = procedure.recommend().decided();
        int from = filled[replication];
        int to = from;
        while (to < at.length && (over || at[to] <= procedure.ledger().comparisons())) {
            to++;
        }
        if (to > from) {
            Arrays.fill(correct[replication], from, to, recommendation.of(procedure) == best);
            filled[replication] = to;
        }
    }

    /** Share of experiments that would take the best policy at the given points, as far as they were run. */
    public double[] shares() {
        double[] shares = new double[at.length];
        Arrays.setAll(
                shares,
                point -> Arrays.stream(correct).filter(row -> row[point]).count() / (double) correct.length);
        return shares;
    }
}
