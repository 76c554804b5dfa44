package io.agon.budget;

import org.jspecify.annotations.Nullable;

/**
 * The money of a run: the worst case is reserved before a call, what it cost is settled after. Safe for use by several
 * threads.
 *
 * <p>Guarantee: if no call costs more than was reserved for it, what is spent never exceeds the limit.
 */
public final class Purse {

    private final double limit;
    private double spent;
    private double reserved;

    /** With nothing spent; null is without bound. */
    public Purse(@Nullable Double limit) {
        this.limit = limit == null ? Double.POSITIVE_INFINITY : limit;
    }

    /** Reserves this much when it is there, in US dollars; always when it is nothing and not all is spent. */
    public synchronized boolean reserve(double usd) {
        if (spent >= limit || spent + reserved + usd > limit) {
            return false;
        }
        reserved += usd;
        return true;
    }

    /** Ends a reservation: so much of the money was spent. */
    public synchronized void settle(double reservation, double actual) {
        reserved = Math.max(0, reserved - reservation);
        spent += actual;
    }

    /** Enters what an earlier session of the run spent, whether or not the budget covers it. */
    public synchronized void carry(double usd) {
        spent += usd;
    }

    /** US dollars spent. */
    public synchronized double spent() {
        return spent;
    }

    /** US dollars neither spent nor reserved, at least 0; infinite without a limit. */
    public synchronized double left() {
        return Math.max(0, limit - spent - reserved);
    }
}
