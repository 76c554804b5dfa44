package io.agon.improve;

import io.agon.policy.Turn;
import io.agon.preference.Outcome;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What an artifact is for. Called from several threads at once. A run is a function of artifact, item and the turn's
 * randomness: the loop runs each artifact once on an item, and uses that again.
 */
public interface Task {

    /** What it is, in a line, for reports. */
    String description();

    /** What an optimizer is told to reach. */
    String objective();

    /** Its items. */
    Items items();

    /**
     * Runs an artifact. What the artifact does wrong is in the run; an exception says that there is none, such as a
     * provider that does not answer: it is tried again, and never counts against the artifact.
     */
    Run run(Artifact artifact, long item, Turn turn) throws Exception;

    /**
     * A duel on one item, from the side of the first: by scores, or by what a judge says of the answers.
     *
     * @throws Exception when there is no verdict
     */
    default Outcome duel(Run first, Run second, Turn turn) throws Exception {
        return Outcome.of((1 + first.score() - second.score()) / 2);
    }

    /** Why a component cannot have this body; empty when it can. Signatures are checked here. */
    default Optional<String> refusal(Component component, String body) {
        return Optional.empty();
    }

    /** The most that one run costs without retries, in US dollars. */
    default double worstCase(Artifact artifact, long item) {
        return 0;
    }

    /**
     * What reports compare the chosen artifact with besides its start, on the same fresh items, by name: such as a rule
     * of the textbook. They take no part in the loop.
     */
    default SequencedMap<String, Rival> rivals() {
        return new LinkedHashMap<>();
    }

    /** Does what an artifact does, and is none. */
    @FunctionalInterface
    interface Rival {
        /** Like {@link Task#run}. */
        Run run(long item, Turn turn) throws Exception;
    }
}
