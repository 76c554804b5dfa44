package io.agon.judge;

import io.agon.budget.BudgetSpentException;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;

/**
 * A judge to whom it may matter which answer is shown first: shows them in the order of the duel's slots, or in both
 * orders. Every look is kept as a ballot, also one that failed.
 *
 * <p>Guarantee: who is in the first slot is a fair coin of the sampling rule, so in the order of slots a judge that
 * favours a place favours no policy. Both orders are one outcome, their mean. Two equal answers are a tie without a
 * look: in a fair order nothing else can be said of them.
 */
public final class ShowingJudge implements Judge {

    private final String name;
    private final Look look;
    private final Order order;
    private final double audit;

    /** In which orders two answers are shown. */
    public enum Order {
        /** In the order of the duel's slots, which a fair coin decided. */
        RANDOM,
        /** In both, and the mean is the outcome. */
        BOTH
    }

    /**
     * A judge.
     *
     * @param name in ballots and reports
     * @param order in which answers are shown
     * @param audit share of duels, in [0, 1], that are also shown in the swapped order, for the record only; without
     *     effect with {@link Order#BOTH}. Which duels follows from query and answers, so that a duel that is fought
     *     again is treated alike
     */
    public ShowingJudge(String name, Look look, Order order, double audit) {
        if (!(audit >= 0 && audit <= 1)) {
            throw new IllegalArgumentException(
                    "audit is %s, but it is a share of duels, from 0 to 1; 0.05 is usual.".formatted(audit));
        }
        this.name = name;
        this.look = look;
        this.order = order;
        this.audit = audit;
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) throws Exception {
        if (first.text().equals(second.text())) {
            return Outcome.TIE;
        }
        Outcome straight = look(query, first, second, false, hearing);
        if (straight instanceof Outcome.Missing) {
            return straight;
        }
        if (order == Order.BOTH) {
            Outcome other = look(query, first, second, true, hearing);
            return other instanceof Outcome.Missing ? other : Outcome.of((straight.value() + other.value()) / 2);
        }
        if (audited(query, first, second)) {
            audit(query, first, second, hearing);
        }
        return straight;
    }

    private boolean audited(Query query, Answer.Given first, Answer.Given second) {
        return audit > 0 && Seal.share("audit", name, query.id(), first.text(), second.text()) < audit;
    }

    /** For the record: the outcome is had, whatever becomes of this look. */
    private void audit(Query query, Answer.Given first, Answer.Given second, Hearing hearing)
            throws InterruptedException {
        try {
            var unused = look(query, first, second, true, hearing);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // its ballot says that it failed; without money there is none
        }
    }

    /** From the side of {@code first}, whoever is shown first. */
    private Outcome look(Query query, Answer.Given first, Answer.Given second, boolean swapped, Hearing hearing)
            throws Exception {
        boolean counted = !swapped || order == Order.BOTH;
        Outcome outcome;
        try {
            outcome = swapped
                    ? look.at(query, second.text(), first.text(), hearing)
                    : look.at(query, first.text(), second.text(), hearing);
        } catch (InterruptedException | BudgetSpentException e) {
            throw e; // it did not look
        } catch (Exception e) {
            hearing.record(new Ballot(name, swapped, Ballot.Choice.NONE, counted));
            throw e;
        }
        hearing.record(new Ballot(name, swapped, Ballot.Choice.of(outcome), counted));
        return swapped ? outcome.swapped() : outcome;
    }

    @Override
    public double worstCase(Query query, long answerBytes) {
        return look.worstCase(query, answerBytes) * (order == Order.BOTH || audit > 0 ? 2 : 1);
    }

    @Override
    public boolean resting() {
        return look.resting();
    }
}
