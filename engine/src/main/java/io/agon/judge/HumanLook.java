package io.agon.judge;

import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A person compares two answers, blind. What was skipped is not asked again in the same process. */
public final class HumanLook implements Look {

    private final HumanVoter voter;
    private final Set<String> skipped = ConcurrentHashMap.newKeySet();

    /** A look of this person. */
    public HumanLook(HumanVoter voter) {
        this.voter = voter;
    }

    @Override
    public Outcome at(Query query, String first, String second, Hearing hearing) throws InterruptedException {
        String question = Seal.of("question", query.id(), first, second);
        if (!skipped.contains(question)) {
            switch (voter.vote(query, first, second)) {
                case FIRST:
                    return Outcome.WIN;
                case SECOND:
                    return Outcome.LOSS;
                case TIE:
                    return Outcome.TIE;
                case NONE:
                    skipped.add(question);
            }
        }
        return new Outcome.Missing("skipped");
    }
}
