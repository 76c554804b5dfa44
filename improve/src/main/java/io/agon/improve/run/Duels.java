package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.preference.Outcome;
import java.util.Optional;

/** Duels between candidates, on one item after another. */
@FunctionalInterface
public interface Duels {

    /** On the next item, from the side of the first; empty when there are no more items. */
    Optional<Outcome> next(Candidate first, Candidate second) throws Exception;
}
