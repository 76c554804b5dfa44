package io.agon.lab;

import io.agon.procedure.Procedure;
import io.agon.stopping.Verdict;
import io.agon.structured.BradleyTerryFit;
import io.agon.structured.Contrasts;
import io.agon.structured.FeatureSpace;
import java.util.List;

/** Which policy to take when one has to be taken now, whether or not anything may be claimed. */
@FunctionalInterface
public interface Recommendation {

    /** The policy; -1 when the procedure says that there is none. */
    int of(Procedure procedure);

    /** What is claimed; before that, of the policies still possible the one believed strongest. */
    static Recommendation leader() {
        return procedure -> {
            Verdict verdict = procedure.recommend();
            return switch (verdict) {
                case Verdict.Undecided undecided -> strongest(undecided.possible(), procedure);
                case Verdict.Winner winner -> winner.policy();
                case Verdict.GoodEnough good -> good.policy();
                case Verdict.NoWinner none -> -1;
            };
        };
    }

    private static int strongest(List<Integer> possible, Procedure procedure) {
        int best = possible.getFirst();
        for (int k : possible) {
            double strength = procedure.evidence().beliefs().strength(k).mean();
            best = strength > procedure.evidence().beliefs().strength(best).mean() ? k : best;
        }
        return best;
    }

    /** What is claimed; before that, the best of the linear Bradley-Terry fit. */
    static Recommendation linear(FeatureSpace space) {
        Contrasts contrasts = Contrasts.of(space.reduced());
        Recommendation claim = leader();
        return procedure -> procedure.recommend().decided()
                ? claim.of(procedure)
                : BradleyTerryFit.of(contrasts, procedure.ledger()).best();
    }
}
