package io.agon.judge;

import io.agon.model.Endpoint;
import io.agon.model.Request;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Duel;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A bout outside a run: nothing is kept, and there are no models to ask. */
record LoneBout(Duel duel, Query query, RandomGenerator random) implements Bout {

    @Override
    public Hearing turn(int policy) {
        return hearing();
    }

    @Override
    public Hearing hearing() {
        var own = new SplittableRandom(random.nextLong());
        return new Hearing() {
            @Override
            public RandomGenerator random() {
                return own;
            }

            @Override
            public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading) {
                throw new IllegalStateException("Outside a run there is nobody to pay for a call to a model.");
            }

            @Override
            public void spend(double usd) {}

            @Override
            public void record(Ballot ballot) {}
        };
    }

    @Override
    public Optional<Answer.Given> find(int policy) {
        return Optional.empty();
    }

    @Override
    public void keep(int policy, Answer.Given answer) {}
}
