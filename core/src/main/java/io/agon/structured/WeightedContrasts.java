package io.agon.structured;

/**
 * How often each of some contrasts is compared, in a world of known strengths: the data of a design, or of an
 * experiment seen from its own fit. Contrasts are turned so that the log-odds are never positive.
 */
final class WeightedContrasts {

    final int dimension;
    final int size;
    /** One row of differences for each contrast. */
    final double[] z;
    /** Log-odds of each in the known world, at most 0. */
    final double[] logOdds;
    /** Probability of each in the known world, at most 1/2. */
    final double[] probability;
    /** How much of each: at least 0. */
    final double[] weight;
    /** Precision of a normal prior about the known world. */
    final double ridge;

    /**
     * Weights 0.
     *
     * @param chosen indices of contrasts
     * @param strengths of the policies in the known world
     * @param ridge at least 0
     */
    WeightedContrasts(Contrasts contrasts, int[] chosen, double[] strengths, double ridge) {
        dimension = contrasts.space().dimension();
        size = chosen.length;
        z = new double[size * dimension];
        logOdds = new double[size];
        probability = new double[size];
        weight = new double[size];
        this.ridge = ridge;
        for (int e = 0; e < size; e++) {
            int contrast = chosen[e];
            double difference = strengths[contrasts.first(contrast, 0)] - strengths[contrasts.second(contrast, 0)];
            contrasts.difference(contrast, difference > 0 ? -1 : 1, z, e * dimension);
            logOdds[e] = -Math.abs(difference);
            double odds = Math.exp(logOdds[e]);
            probability[e] = odds / (1 + odds);
        }
    }

    /** The Fisher information of these comparisons in the known world, with the prior's precision. */
    double[] information() {
        double[] information = new double[dimension * dimension];
        for (int e = 0; e < size; e++) {
            add(information, e, weight[e] * probability[e] * (1 - probability[e]));
        }
        for (int c = 0; c < dimension; c++) {
            information[c * dimension + c] += ridge;
        }
        return information;
    }

    /** Adds {@code amount} times the square of row {@code e} to the lower triangle of {@code matrix}. */
    void add(double[] matrix, int e, double amount) {
        int row = e * dimension;
        for (int a = 0; a < dimension; a++) {
            double za = amount * z[row + a];
            if (za != 0) {
                int at = a * dimension;
                for (int b = 0; b <= a; b++) {
                    matrix[at + b] += za * z[row + b];
                }
            }
        }
    }

    double dot(int e, double[] vector) {
        double sum = 0;
        for (int c = 0, row = e * dimension; c < dimension; c++) {
            sum += z[row + c] * vector[c];
        }
        return sum;
    }
}
