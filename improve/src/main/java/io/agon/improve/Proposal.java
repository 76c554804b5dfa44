package io.agon.improve;

import java.util.Map;
import java.util.TreeMap;

/**
 * What an optimizer proposes.
 *
 * @param bodies new bodies by the names of components; none when nothing is to change
 * @param reasoning why, in the optimizer's words: untrusted
 * @param nothing why nothing is to change, such as an answer that cannot be read; empty when something is
 */
public record Proposal(Map<String, String> bodies, String reasoning, String nothing) {

    public Proposal {
        bodies = new TreeMap<>(bodies);
    }

    /** New bodies. */
    public static Proposal of(Map<String, String> bodies, String reasoning) {
        return new Proposal(bodies, reasoning, bodies.isEmpty() ? "no body was given" : "");
    }

    /** No change. */
    public static Proposal none(String why, String reasoning) {
        return new Proposal(Map.of(), reasoning, why);
    }
}
