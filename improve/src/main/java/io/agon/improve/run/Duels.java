package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.preference.Outcome;
import java.util.List;

/** Fights duels for selection and certificate. */
@FunctionalInterface
public interface Duels {

    /**
     * Outcomes from the side of the first candidate, in the order asked for; one without a verdict is
     * {@link Outcome.Missing}. Only the first ones when there are to be no more, say because money is spent.
     */
    List<Outcome> fight(List<Meeting> meetings) throws Exception;

    /** Two candidates meet on an item. */
    record Meeting(Candidate first, Candidate second, long item) {}
}
