package io.agon.lab.bench;

import io.agon.lab.Instances;
import io.agon.lab.Rules;
import io.agon.lab.World;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Lag;
import io.agon.procedure.Procedure;
import io.agon.procedure.Randomness;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions a second on one core: ask for the next duel, tell its outcome. Experiments on Bradley-Terry policies with
 * random strengths run from their first duel to the verdict, one after the other; making the outcome is counted too.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {

    /** Experiments with Agon's own rule. */
    @State(Scope.Thread)
    public static class WithAgon extends Experiments {
        @Param({"10", "100", "1000"})
        public int policies;

        @Override
        Procedure fresh(long seed) {
            return procedure("agon", policies, seed);
        }

        @Override
        int policies() {
            return policies;
        }
    }

    /** Experiments with the paper's procedure. */
    @State(Scope.Thread)
    public static class WithLlmPo extends Experiments {
        @Param({"10", "100"})
        public int policies;

        @Override
        Procedure fresh(long seed) {
            return procedure("llm-po", policies, seed);
        }

        @Override
        int policies() {
            return policies;
        }
    }

    /** One decision of Agon. */
    @Benchmark
    public long agon(WithAgon experiments) {
        return experiments.decide();
    }

    /** One decision of the paper's procedure. */
    @Benchmark
    public long llmPo(WithLlmPo experiments) {
        return experiments.decide();
    }

    private static Procedure procedure(String rule, int policies, long seed) {
        return Rules.entrant(rule, Optional.empty(), OptionalDouble.empty())
                .factory()
                .create(policies, 0.05, seed, Lag.SEQUENTIAL);
    }

    /** An endless row of experiments. */
    abstract static class Experiments {

        private final Randomness outcomes = Randomness.of(1, "benchmark");
        private @Nullable World world;
        private @Nullable Procedure procedure;
        private long experiment;
        private long duels;

        abstract Procedure fresh(long seed);

        abstract int policies();

        long decide() {
            World judge = world;
            if (judge == null) {
                judge = World.of(
                        Instances.named("bt" + policies() + "-random-1").orElseThrow());
                world = judge;
            }
            Procedure current = procedure;
            Optional<Dispatch> asked = current == null ? Optional.empty() : current.ask();
            if (current == null || asked.isEmpty()) {
                current = fresh(experiment++);
                procedure = current;
                asked = current.ask();
            }
            Dispatch dispatch = asked.orElseThrow();
            current.tell(dispatch.index(), judge.judge(dispatch.duel(), dispatch.index(), outcomes.stream(duels++)));
            return dispatch.index();
        }
    }
}
