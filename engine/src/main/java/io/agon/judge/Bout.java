package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.policy.Turn;
import io.agon.preference.Duel;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One attempt at one duel on one query, and what its fighters and its judge may use. */
public interface Bout {

    /** Who meets whom, in which slots. */
    Duel duel();

    /** What both answer. */
    Query query();

    /** This attempt's own stream, for arenas that draw outcomes. */
    RandomGenerator random();

    /** The turn of one of the two policies. */
    Turn turn(int policy);

    /** The turn of the judge. */
    Hearing hearing();

    /** The answer that {@code policy} gave in this duel before, in this process or in one that died. */
    Optional<Answer.Given> find(int policy);

    /** Keeps the answer of {@code policy}: it is not asked for twice. */
    void keep(int policy, Answer.Given answer);

    /** A bout outside a run: nothing is kept, and there are no models to ask. */
    static Bout alone(Duel duel, Query query, RandomGenerator random) {
        return new LoneBout(duel, query, random);
    }
}
