package io.agon.structured;

/**
 * The best weights for given scores: maximises {@code sum_e w_e s_e - rho / 2 sum_e w_e^2 / m_e} over the simplex,
 * which is {@code w_e = m_e (s_e - level)_+ / rho}.
 *
 * @param level above which a score gets weight; with {@code rho = 0} the largest score
 * @param value of the maximum
 */
record WaterFilling(double level, double value) {

    /** The maximum, in a few passes over the scores: Newton's method on the level, exact after finitely many steps. */
    static WaterFilling of(double[] scores, double[] multiplicity, double rho) {
        int best = 0;
        for (int e = 1; e < scores.length; e++) {
            best = scores[e] > scores[best] ? e : best;
        }
        if (rho == 0) {
            return new WaterFilling(scores[best], scores[best]);
        }
        double level = scores[best] - rho / multiplicity[best];
        double value = 0;
        while (true) {
            double poured = 0;
            double width = 0;
            value = 0;
            for (int e = 0; e < scores.length; e++) {
                double above = scores[e] - level;
                if (above > 0) {
                    poured += multiplicity[e] * above;
                    width += multiplicity[e];
                    value += multiplicity[e] * above * above / 2;
                }
            }
            double rise = (poured - rho) / width;
            if (!(rise > 1e-15 * Math.abs(scores[best]))) {
                // The dual of the maximum: an upper bound at any level.
                return new WaterFilling(level, level + value / rho);
            }
            level += rise;
        }
    }
}
