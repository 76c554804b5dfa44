package io.agon.improve.world;

import io.agon.model.Endpoint;
import io.agon.model.Request;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import java.util.random.RandomGenerator;

/** A turn that has randomness and nothing else. */
record Dice(RandomGenerator random) implements Turn {

    static Dice of(long seed) {
        return new Dice(Randomness.of(seed, "dice").stream(0));
    }

    @Override
    public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading) {
        throw new AssertionError("worlds ask no model");
    }

    @Override
    public void spend(double usd) {
        throw new AssertionError("worlds cost nothing");
    }
}
