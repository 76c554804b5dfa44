package io.agon.improve.task;

import io.agon.model.Endpoint;
import io.agon.model.Request;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import java.util.random.RandomGenerator;

/** A turn that has randomness and nothing else. */
public record Drawing(RandomGenerator random) implements Turn {

    public static Drawing of(long seed) {
        return new Drawing(Randomness.of(seed, "test").stream(0));
    }

    @Override
    public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading) {
        throw new UnsupportedOperationException("No model is asked here.");
    }

    @Override
    public void spend(double usd) {
        throw new UnsupportedOperationException("Nothing is spent here.");
    }
}
