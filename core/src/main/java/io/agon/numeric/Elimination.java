package io.agon.numeric;

/** Square linear systems by Gaussian elimination with partial pivoting; matrices are dense. */
public final class Elimination {

    private Elimination() {}

    /**
     * Replaces {@code b} by the solution of {@code a x = b}; {@code a} is destroyed.
     *
     * @param a its rows
     * @return whether {@code a} is regular in double precision; if not, {@code b} is destroyed too
     */
    public static boolean solve(double[][] a, double[] b) {
        int n = b.length;
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int i = c + 1; i < n; i++) {
                pivot = Math.abs(a[i][c]) > Math.abs(a[pivot][c]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[c];
            a[c] = row;
            double value = b[pivot];
            b[pivot] = b[c];
            b[c] = value;
            if (!(Math.abs(row[c]) > 0 && Math.abs(row[c]) < Double.POSITIVE_INFINITY)) {
                return false;
            }
            for (int i = c + 1; i < n; i++) {
                double[] other = a[i];
                double factor = other[c] / row[c];
                if (factor != 0) {
                    for (int j = c + 1; j < n; j++) {
                        other[j] -= factor * row[j];
                    }
                    b[i] -= factor * value;
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int j = i + 1; j < n; j++) {
                sum -= a[i][j] * b[j];
            }
            b[i] = sum / a[i][i];
        }
        return true;
    }
}
