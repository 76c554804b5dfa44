package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.List;

/**
 * One e-process per policy {@code k}: evidence against {@code H_k}, "{@code k} is the optimal policy".
 *
 * <p>Guarantee: each value is nonnegative, starts at 1, and when {@code H_k} is true its expectation is at most 1 at
 * every stopping time; so {@code P(it ever reaches 1/delta) <= delta} (Ville). Assumptions: outcomes are observed in
 * dispatch order; given all earlier ones, the mean of an outcome is {@code mu} of its pair; what is missing does not
 * depend on who would have won. A factor depends on its own outcome and on earlier ones only, never on time or on how
 * fast an answer came.
 */
public interface EProcess {

    /** Number of policies, K. */
    int policies();

    /** Natural logarithm of the present value for {@code policy}, at least negative infinity. */
    double logValue(int policy);

    /** What its bets rest on: a function of the outcomes observed so far. */
    Beliefs beliefs();

    /**
     * The next duels to be observed, of which the first comes now, were committed as a block: which they are depends on
     * outcomes before all of them only.
     */
    default void begin(List<Duel> block) {}

    /** Enters the next outcome in dispatch order; a missing one changes nothing. */
    void observe(Duel duel, Outcome outcome);
}
