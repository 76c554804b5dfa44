package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.List;

/**
 * Asks judges in order until one prefers an answer: a cheap check first, and where it finds a tie an LLM. The last
 * one's verdict stands whatever it is; a judge that fails ends the chain without outcome.
 */
public final class Chain implements Judge {

    private final List<Judge> judges;

    /** At least two, asked in this order. */
    public Chain(List<Judge> judges) {
        if (judges.size() < 2) {
            throw new IllegalArgumentException(
                    "A chain needs at least 2 judges, but it has %d.".formatted(judges.size()));
        }
        this.judges = List.copyOf(judges);
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) throws Exception {
        Outcome outcome = Outcome.TIE;
        for (Judge judge : judges) {
            outcome = judge.judge(query, first, second, hearing);
            if (outcome.value() != 0.5) { // also when it is missing
                return outcome;
            }
        }
        return outcome;
    }

    @Override
    public double worstCase(Query query, long answerBytes) {
        return judges.stream()
                .mapToDouble(it -> it.worstCase(query, answerBytes))
                .sum();
    }

    @Override
    public boolean resting() {
        return judges.stream().anyMatch(Judge::resting);
    }
}
