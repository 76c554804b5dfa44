package io.agon.budget;

import java.time.Duration;

/**
 * What is spent and what is promised; asked before each duel. Not safe for use by several threads at once.
 *
 * <p>Guarantee: comparisons spent and reserved never exceed the budget. Money is known only after a call, so it is exceeded by at
 * most the calls in flight; time likewise.
 */
public final class BudgetLedger {

    private final Budget budget;
    private long spent;
    private long reserved;
    private double usd;

    /** With nothing spent. */
    public BudgetLedger(Budget budget) {
        this.budget = budget;
    }

    /** The answer to a request: go, or what is exhausted. */
    public enum Grant {
        /** One comparison is reserved: {@link #spend} or {@link #release} it. */
        GRANTED,
        /** No comparison is left. */
        NO_COMPARISONS,
        /** No money is left. */
        NO_MONEY,
        /** No time is left. */
        NO_TIME
    }

    /** Reserves one comparison when there is budget for it. */
    public Grant reserve(Duration elapsed) {
        Long comparisons = budget.comparisons();
        if (comparisons != null && spent + reserved >= comparisons) {
            return Grant.NO_COMPARISONS;
        }
        Double money = budget.usd();
        if (money != null && usd >= money) {
            return Grant.NO_MONEY;
        }
        Duration time = budget.time();
        if (time != null && elapsed.compareTo(time) >= 0) {
            return Grant.NO_TIME;
        }
        reserved++;
        return Grant.GRANTED;
    }

    /** A reserved comparison was made, and cost this much. */
    public void spend(double cost) {
        take();
        spent++;
        usd += cost;
    }

    /** A reserved comparison was not made. */
    public void release() {
        take();
    }

    private void take() {
        if (reserved == 0) {
            throw new IllegalStateException("Nothing is reserved. Each reservation is spent or released once.");
        }
        reserved--;
    }

    /** Enters what an earlier session of the run spent, whether or not the budget covers it. */
    public void carry(long comparisons, double cost) {
        spent += comparisons;
        usd += cost;
    }

    /** Comparisons made. */
    public long spent() {
        return spent;
    }

    /** US dollars spent. */
    public double usd() {
        return usd;
    }
}
