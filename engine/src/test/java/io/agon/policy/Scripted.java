package io.agon.policy;

import io.agon.model.Endpoint;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Price;
import io.agon.model.Reply;
import io.agon.model.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A turn whose replies are written down by step; remembers what was asked. */
final class Scripted implements Turn {

    private final Map<String, String> replies;
    private final List<String> steps = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();

    Scripted(Map<String, String> replies) {
        this.replies = replies;
    }

    /** An endpoint at a dollar per million tokens in and two out; nobody may ask it. */
    static Endpoint endpoint(String name) {
        Model model = new Model() {
            @Override
            public ModelId id() {
                return new ModelId("test", name);
            }

            @Override
            public Reply complete(Request request, long seed, String key) {
                throw new AssertionError("not to be asked");
            }
        };
        return new Endpoint(model, Optional.of(new Price(1, 1, 2)));
    }

    List<String> steps() {
        return steps;
    }

    List<Request> requests() {
        return requests;
    }

    String last(String step) {
        return requests.get(steps.indexOf(step)).messages().getLast().text();
    }

    List<Message> messages(String step) {
        return requests.get(steps.indexOf(step)).messages();
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(1);
    }

    @Override
    public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading) throws ModelException {
        steps.add(step);
        requests.add(request);
        String text = replies.getOrDefault(step, "");
        return reading.read(new Reply(
                text,
                text.equals("REFUSED") ? Reply.Finish.REFUSED : Reply.Finish.STOP,
                Optional.empty(),
                "served",
                Optional.empty()));
    }

    @Override
    public void spend(double usd) {
        throw new AssertionError("nothing to spend");
    }
}
