package io.agon.lab.bench;

import io.agon.model.Decoding;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Request;
import io.agon.model.llama.LlamaProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * Tokens a second of the tiny language model of the examples on one core: whole calls, each beginning a text with a
 * short prompt; the tokens of the reply are counted, those of the prompt are read in the same time.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TinyLlmBenchmark {

    /** The model and how its tokens are drawn. */
    @State(Scope.Thread)
    public static class Story {
        /** Of a reply; with 500 the mean text that is attended to is half the context. */
        @Param({"50", "500"})
        public int tokens;

        @Param({"greedy", "temperature", "nucleus"})
        public String drawing = "greedy";

        private @Nullable Model model;
        private long seed;

        long tell() throws ModelException, InterruptedException {
            Model ready = model;
            if (ready == null) {
                String root = System.getProperty("agon.root", "..");
                ready = new LlamaProvider()
                        .open(
                                ModelId.parse("local:stories260K.bin"),
                                ModelOptions.in(Path.of(root, "examples", "tiny-llm")));
                model = ready;
            }
            Request request = Request.of(List.of(Message.user("Once upon a time")), decoding());
            return ready.complete(request, seed++, "benchmark")
                    .usage()
                    .orElseThrow()
                    .output();
        }

        private Decoding decoding() {
            return switch (drawing) {
                case "greedy" -> Decoding.greedy(tokens);
                case "temperature" -> new Decoding(1.0, null, null, tokens, List.of());
                default -> new Decoding(1.0, 0.9, 40, tokens, List.of());
            };
        }
    }

    /** Counts tokens beside calls. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Output {
        public long outputTokens;
    }

    /** One reply. */
    @Benchmark
    public void reply(Story story, Output output) throws ModelException, InterruptedException {
        output.outputTokens += story.tell();
    }
}
