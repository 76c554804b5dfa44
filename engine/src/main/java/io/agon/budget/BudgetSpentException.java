package io.agon.budget;

/**
 * There is no money for a call. Policies and judges let it pass: it ends the run, not the comparison, which is fought
 * again when there is more money.
 */
public final class BudgetSpentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final double asked;

    BudgetSpentException(double asked, double left) {
        super("A call may cost $%.6f, but only $%.6f of the budget are left.".formatted(asked, left));
        this.asked = asked;
    }

    /** The most that the call may cost, in US dollars. */
    public double asked() {
        return asked;
    }
}
