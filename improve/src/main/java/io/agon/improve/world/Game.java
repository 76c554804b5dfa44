package io.agon.improve.world;

import java.util.List;
import java.util.random.RandomGenerator;

/** A small game that is played by a table from situations to actions. */
interface Game {

    /** What a policy distinguishes. */
    List<String> situations();

    /** What it can do. */
    List<String> actions();

    /** What is told to optimizers. */
    String objective();

    /** A game from the start. */
    Play begin(RandomGenerator random);

    /** A game that is going on. */
    interface Play {

        /** What is the case now. */
        String situation();

        /** Does something; gives the reward of this step. */
        double act(String action);

        /** The final score in [0, 1]. */
        double score();
    }
}
