package io.agon.stopping;

import io.agon.evidence.Evidence;
import io.agon.preference.Ledger;

/**
 * Says when to stop and what to claim: a pure function of what is known. Asked after every delivered outcome; the first
 * verdict that is {@linkplain Verdict#decided decided} is final.
 */
@FunctionalInterface
public interface StoppingRule {

    Verdict judge(Ledger ledger, Evidence evidence);
}
