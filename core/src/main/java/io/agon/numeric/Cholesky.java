package io.agon.numeric;

/** Symmetric positive definite systems by Cholesky's method; matrices are square, dense, flat and row by row. */
public final class Cholesky {

    private Cholesky() {}

    /**
     * Replaces the lower triangle of {@code a} by {@code L} with {@code L L' = a}; the upper one is not read.
     *
     * @return whether {@code a} is positive definite in double precision; if not, it is left half done
     */
    public static boolean factor(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            int row = i * n;
            for (int j = 0; j <= i; j++) {
                int other = j * n;
                double sum = a[row + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[row + k] * a[other + k];
                }
                if (j < i) {
                    a[row + j] = sum / a[other + j];
                } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                    a[row + i] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /** Replaces {@code b} by the solution {@code x} of {@code L x = b}. */
    public static void forward(double[] factor, int n, double[] b) {
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * n + k] * b[k];
            }
            b[i] = sum / factor[i * n + i];
        }
    }

    /** Replaces {@code b} by the solution {@code x} of {@code L L' x = b}. */
    public static void solve(double[] factor, int n, double[] b) {
        forward(factor, n, b);
        backward(factor, n, b);
    }

    /** Replaces {@code b} by the solution {@code x} of {@code L' x = b}. */
    public static void backward(double[] factor, int n, double[] b) {
        for (int i = n - 1; i >= 0; i--) {
            double x = b[i] / factor[i * n + i];
            b[i] = x;
            for (int k = 0; k < i; k++) {
                b[k] -= factor[i * n + k] * x;
            }
        }
    }
}
