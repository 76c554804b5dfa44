package io.agon.numeric;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Two-person zero-sum games, solved as a linear program. */
public final class MatrixGame {

    private static final long MILLIS_AT_MOST = 60_000;

    private MatrixGame() {}

    /**
     * A mixed strategy of the row player that maximises the smallest expected payoff over the columns.
     *
     * @param payoff to the row player: row {@code i} against column {@code j}; scaled to about 1
     * @return probabilities of the rows, adding up to 1; one of several when the game has several
     */
    public static double[] maximinStrategy(double[][] payoff) {
        int rows = payoff.length;
        var model = new ExpressionsBasedModel();
        model.options.time_abort = MILLIS_AT_MOST;
        Variable value = model.newVariable("value").weight(1.0);
        var share = new Variable[rows];
        Expression total = model.newExpression("total").level(1.0);
        for (int i = 0; i < rows; i++) {
            share[i] = model.newVariable("share " + i).lower(0.0);
            total.set(share[i], 1.0);
        }
        for (int j = 0; j < payoff[0].length; j++) {
            Expression column = model.newExpression("column " + j).lower(0.0);
            column.set(value, -1.0);
            for (int i = 0; i < rows; i++) {
                column.set(share[i], payoff[i][j]);
            }
        }
        Optimisation.Result result = model.maximise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException(
                    "The linear program of a game with %d rows ended as %s.".formatted(rows, result.getState()));
        }
        var strategy = new double[rows];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            strategy[i] = Math.max(0, result.doubleValue(i + 1));
            sum += strategy[i];
        }
        for (int i = 0; i < rows; i++) {
            strategy[i] /= sum;
        }
        return strategy;
    }
}
