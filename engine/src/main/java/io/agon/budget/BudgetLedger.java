package io.agon.budget;

import java.time.Duration;

/**
 * Comparisons and time: what is spent and what is promised; asked before each duel. Money is the business of
 * {@link Purse}. Not safe for use by several threads at once.
 *
 * <p>Guarantee: comparisons spent and reserved never exceed the budget. Time is exceeded by at most the duels in
 * flight.
 */
public final class BudgetLedger {

    private final Budget budget;
    private long spent;
    private long reserved;

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
        /** No time is left. */
        NO_TIME
    }

    /** Reserves one comparison when there is budget for it. */
    public Grant reserve(Duration elapsed) {
        Long comparisons = budget.comparisons();
        if (comparisons != null && spent + reserved >= comparisons) {
            return Grant.NO_COMPARISONS;
        }
        Duration time = budget.time();
        if (time != null && elapsed.compareTo(time) >= 0) {
            return Grant.NO_TIME;
        }
        reserved++;
        return Grant.GRANTED;
    }

    /** Reserves a comparison that an earlier session of the run dispatched, whether or not the budget covers it. */
    public void force() {
        reserved++;
    }

    /** A reserved comparison was made. */
    public void spend() {
        take();
        spent++;
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

    /** Enters a comparison of an earlier session of the run, whether or not the budget covers it. */
    public void carry() {
        spent++;
    }

    /** Comparisons made. */
    public long spent() {
        return spent;
    }
}
