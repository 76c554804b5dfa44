package io.agon.judge;

import io.agon.budget.Allotment;
import io.agon.model.Call;
import io.agon.model.Endpoint;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Price;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.model.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A model that replies by a function of the request, and a hearing that asks it without a run. */
public final class Scripted implements Model {

    private final Function<Request, String> script;
    public final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    public Scripted(Function<Request, String> script) {
        this.script = script;
    }

    @Override
    public ModelId id() {
        return ModelId.parse("scripted:model");
    }

    @Override
    public Reply complete(Request request, long seed, String key) {
        requests.add(request);
        return new Reply(
                script.apply(request),
                Reply.Finish.STOP,
                Optional.of(new Usage(request.inputBound() / 4, 0, 8)),
                "model-1",
                Optional.empty());
    }

    public Endpoint endpoint() {
        return new Endpoint(this, Optional.of(new Price(1, 1, 1)));
    }

    /** Keeps ballots; every call is made. */
    public static final class Bench implements Hearing {
        public final List<Ballot> ballots = new ArrayList<>();

        @Override
        public RandomGenerator random() {
            return new SplittableRandom(1);
        }

        @Override
        public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading)
                throws ModelException, InterruptedException {
            return switch (endpoint.complete(request, 1, step, Allotment.unbounded())
                    .result()) {
                case Call.Result.Failed it -> throw it.cause();
                case Call.Result.Replied it -> reading.read(it.reply());
            };
        }

        @Override
        public void spend(double usd) {}

        @Override
        public void record(Ballot ballot) {
            ballots.add(ballot);
        }
    }
}
