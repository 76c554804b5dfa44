package io.agon.lab.bench;

import io.agon.limit.CharacteristicTime;
import io.agon.structured.FeatureSpace;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for the limit of a linear Bradley-Terry space, to a relative gap of 1e-4. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class LimitBenchmark {

    /** The full factorial of five two-level factors, and random policies with random coefficients. */
    @State(Scope.Thread)
    public static class Instance {
        @Param({"fact2^5", "200x10", "1000x20"})
        public String name = "";

        private double[][] features = {};
        private double[] beta = {};

        /** Makes features and coefficients: strengths have a standard deviation of about 1. */
        @Setup
        public void make() {
            if (name.equals("fact2^5")) {
                beta = new double[] {0.8, 0.6, 0.4, 0.3, 0.2};
                features = new double[32][5];
                for (int k = 0; k < 32; k++) {
                    for (int c = 0; c < 5; c++) {
                        features[k][c] = k >> c & 1;
                    }
                }
                return;
            }
            int policies = Integer.parseInt(name.substring(0, name.indexOf('x')));
            int dimension = Integer.parseInt(name.substring(name.indexOf('x') + 1));
            var random = new SplittableRandom(5);
            features = new double[policies][dimension];
            for (double[] row : features) {
                Arrays.setAll(row, c -> random.nextGaussian());
            }
            beta = new double[dimension];
            Arrays.setAll(beta, c -> random.nextGaussian());
            double norm = Math.sqrt(Arrays.stream(beta).map(b -> b * b).sum());
            Arrays.setAll(beta, c -> beta[c] / norm);
        }
    }

    /** One limit. */
    @Benchmark
    public double linear(Instance instance) {
        return CharacteristicTime.linear(FeatureSpace.of(instance.features), instance.beta, 1e-4)
                .orElseThrow()
                .value();
    }
}
