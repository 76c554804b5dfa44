package io.agon.improve.run;

import io.agon.improve.Candidate;
import io.agon.improve.Improvement.Certificate;
import java.util.Optional;

/** Says whether what was taken is better than the start. */
@FunctionalInterface
public interface Certifier {

    /**
     * The certificate; empty when none is asked for.
     *
     * @param duels on fresh items, each once; missing when there are no more
     */
    Optional<Certificate> certify(Candidate start, Candidate chosen, Duels duels) throws Exception;
}
