package io.agon.judge;

import io.agon.budget.BudgetSpentException;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.List;

/**
 * Several judges decide together. A member without a verdict makes the outcome missing, whatever the others say: were
 * it kept where the others agree already, what is missing would depend on who would have won.
 */
public final class Jury implements Judge {

    private final List<Judge> members;
    private final Rule rule;

    /** How several verdicts become one outcome. */
    public enum Rule {
        /** The mean of their values. */
        MEAN,
        /** What more than half of the members say; a tie when no side has that many. */
        MAJORITY
    }

    /** At least two members, asked in this order. */
    public Jury(List<Judge> members, Rule rule) {
        if (members.size() < 2) {
            throw new IllegalArgumentException(
                    "A jury needs at least 2 members, but it has %d.".formatted(members.size()));
        }
        this.members = List.copyOf(members);
        this.rule = rule;
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) throws Exception {
        var votes = new int[3];
        double sum = 0;
        for (Judge member : members) {
            Outcome outcome = verdict(member, query, first, second, hearing);
            if (outcome instanceof Outcome.Missing it) {
                return it;
            }
            sum += outcome.value();
            votes[outcome.value() > 0.5 ? 0 : outcome.value() < 0.5 ? 1 : 2]++;
        }
        if (rule == Rule.MEAN) {
            return Outcome.of(sum / members.size());
        }
        for (int i = 0; i < votes.length; i++) {
            if (2 * votes[i] > members.size()) {
                return i == 0 ? Outcome.WIN : i == 1 ? Outcome.LOSS : Outcome.TIE;
            }
        }
        return Outcome.TIE;
    }

    private static Outcome verdict(Judge member, Query query, Answer.Given first, Answer.Given second, Hearing hearing)
            throws InterruptedException {
        try {
            return member.judge(query, first, second, hearing);
        } catch (InterruptedException | BudgetSpentException e) {
            throw e;
        } catch (Exception e) {
            return new Outcome.Missing(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    @Override
    public double worstCase(Query query, long answerBytes) {
        return members.stream()
                .mapToDouble(it -> it.worstCase(query, answerBytes))
                .sum();
    }

    @Override
    public boolean resting() {
        return members.stream().anyMatch(Judge::resting);
    }
}
