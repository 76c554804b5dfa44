package io.agon.budget;

/**
 * The money of one duel: a part of the purse, reserved before the duel was dispatched. Calls reserve from it, and from
 * the purse when retries need more. Safe for use by several threads.
 */
public final class Allotment implements AutoCloseable {

    private final Purse purse;
    private double free;
    private double spent;

    /**
     * Of a reservation that was made.
     *
     * @param held what {@code purse} reserved, in US dollars
     */
    public Allotment(Purse purse, double held) {
        this.purse = purse;
        this.free = held;
    }

    /** For calls that cost nothing that anyone counts. */
    public static Allotment unbounded() {
        return new Allotment(new Purse(null), 0);
    }

    /**
     * Reserves for one try of a call.
     *
     * @throws BudgetSpentException when it is not there
     */
    public synchronized void reserve(double usd) {
        double more = Math.max(0, usd - free);
        if (more > 0 && !purse.reserve(more)) {
            throw new BudgetSpentException(usd, purse.left() + free);
        }
        free += more - usd;
    }

    /** Ends the reservation of one try: so much of it was spent, the rest is free again. */
    public synchronized void settle(double reservation, double actual) {
        free += Math.max(0, reservation - actual);
        spent += actual;
        purse.settle(actual > reservation ? reservation : actual, actual);
    }

    /** Money that was spent without asking. */
    public synchronized void spend(double usd) {
        double covered = Math.min(free, usd);
        free -= covered;
        spent += usd;
        purse.settle(covered, usd);
    }

    /** US dollars that this duel spent. */
    public synchronized double spent() {
        return spent;
    }

    /** Gives the rest back. */
    @Override
    public synchronized void close() {
        purse.settle(free, 0);
        free = 0;
    }
}
