package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Optimizer;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.Trace;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Price;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.model.Usage;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A hill that a model looks at for money; another call of it proposes steps. */
final class PaidHill implements Task {

    /** US dollars of a call. */
    static final double PRICE = 0.0003;

    private static final Operator LOOKED = new Operator("looked", "How near a model says the numbers are.");

    private final Hill hill;
    private final Endpoint endpoint;

    PaidHill(Items items, Provider provider) {
        this.hill = Hill.of(items, 0);
        this.endpoint = new Endpoint(provider, Optional.of(new Price(10, 10, 0)));
    }

    /** The process dies: nothing catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Replies by request and seed; remembers what it answered, and dies or fails at some calls. */
    static final class Provider implements Model {

        private final List<String> answered = new ArrayList<>();
        private int calls;

        /** Number of the call at which the process dies, from 0; -1 for none. */
        int killed = -1;

        /** Whether calls with such a text fail. */
        java.util.function.Predicate<String> failing = it -> false;

        /** Keys of the calls that were answered. */
        synchronized List<String> answered() {
            return List.copyOf(answered);
        }

        @Override
        public ModelId id() {
            return new ModelId("test", "hill");
        }

        @Override
        public synchronized Reply complete(Request request, long seed, String key) throws ModelException {
            if (calls++ == killed) {
                throw new Killed();
            }
            String text = request.messages().getLast().text();
            if (failing.test(text)) {
                throw new ModelException(new Fault.Unavailable(503, Optional.empty()), "out of order");
            }
            answered.add(key);
            var random = new SplittableRandom(seed);
            String reply = text.equals("step")
                    ? random.nextInt(4) + " " + (random.nextBoolean() ? 1 : -1)
                    : String.valueOf(random.nextDouble(0.2));
            return new Reply(reply, Reply.Finish.STOP, Optional.of(new Usage(30, 0, 1)), "hill", Optional.empty());
        }
    }

    @Override
    public String description() {
        return "climb a hill for money";
    }

    @Override
    public String objective() {
        return hill.objective();
    }

    @Override
    public Items items() {
        return hill.items();
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws Exception {
        var trace = new Trace("item " + item);
        var numbers = artifact.component("numbers").node();
        double luck = Double.parseDouble(asked(turn, numbers.value() + " on " + item));
        double score = 0.8 * hill.score(artifact, item) + luck;
        var output = trace.op(LOOKED, Trace.arguments("numbers", numbers), List.of(), () -> score);
        return new Run(item, List.of(new Moment(output, score, "")), score, Optional.empty(), "");
    }

    /** Asks for each step. */
    Optimizer optimizer() {
        return (problem, turn) -> {
            int[] step = Arrays.stream(asked(turn, "step").split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            return Hill.step(problem, step[0], step[1]);
        };
    }

    private String asked(Turn turn, String text) throws ModelException, InterruptedException {
        return turn.ask(
                endpoint,
                Request.of(List.of(Message.user(text)), Decoding.greedy(1)),
                "look",
                Reply::text);
    }
}
