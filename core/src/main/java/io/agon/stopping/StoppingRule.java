package io.agon.stopping;

import io.agon.evidence.Evidence;
import io.agon.evidence.PairTests;
import io.agon.preference.Ledger;

/**
 * Says when to stop and what to claim: a pure function of what is known. Asked after every delivered outcome; the first
 * verdict that is {@linkplain Verdict#decided decided} is final. An instance serves one experiment, because it may keep
 * caches that follow its ledger.
 */
@FunctionalInterface
public interface StoppingRule {

    /** The verdict on these outcomes. */
    Verdict judge(Ledger ledger, Evidence evidence);

    /**
     * The part of the error probability {@code delta} of the whole verdict at which policies are rejected, that is
     * {@link Evidence#delta}: all of it, unless the rule spends some on other tests.
     */
    default double rejectionLevel(double delta) {
        return delta;
    }

    /** The tests of pairs that this rule reads. */
    default PairTests pairTests() {
        return PairTests.NONE;
    }
}
