package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses the next duel: a function of what is known and of the randomness given. Asking changes nothing that a caller
 * can see: the same arguments give the same duel. An instance serves one experiment, because it may keep caches that
 * follow its ledger.
 */
@FunctionalInterface
public interface SamplingRule {

    /**
     * The duel to dispatch next.
     *
     * @param ledger outcomes delivered so far
     * @param evidence what they say, {@code evidence.policies() == ledger.policies()}
     * @param pending duels dispatched whose outcomes are not in the ledger
     * @param random this decision's own stream
     */
    Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random);

    /**
     * The duels to dispatch next, committed together: all of them are dispatched, in this order, whatever the outcomes
     * of the first ones. By default one, the {@link #next}.
     *
     * @return at least one duel
     */
    default List<Duel> block(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        return List.of(next(ledger, evidence, pending, random));
    }

    /**
     * Whether to hear the next outcome first, because what is in flight may be all that is needed. Asked only while
     * something is in flight.
     *
     * @param ledger outcomes delivered so far
     * @param evidence what they say
     * @param pending duels dispatched whose outcomes are not in the ledger, at least one
     */
    default boolean waits(Ledger ledger, Evidence evidence, Pending pending) {
        return false;
    }
}
