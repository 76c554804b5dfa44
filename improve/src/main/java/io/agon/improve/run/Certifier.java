package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.improve.Improvement.Certificate;
import java.util.Optional;

/** Says whether what was taken is better than the start. */
@FunctionalInterface
public interface Certifier {

    /** The certificate; empty when none is wanted, and when the chosen artifact is the start. */
    Optional<Certificate> certify(Candidate start, Candidate chosen, Duels duels) throws Exception;
}
