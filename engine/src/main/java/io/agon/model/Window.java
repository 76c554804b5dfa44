package io.agon.model;

import java.util.concurrent.Semaphore;

/**
 * How many calls may be under way at once, learned from the provider: additive increase, multiplicative decrease, as in
 * TCP. Waiting is first come, first served.
 *
 * <p>Guarantee: the limit stays between 1 and the largest; it shrinks at most once for the calls that were under way
 * together, so that a burst of refusals counts as one sign.
 */
final class Window {

    /** Half, as TCP does, gives up more than a model server needs: its limit does not move with its load. */
    private static final double DECREASE = 0.7;

    private final int largest;
    private final Places places;
    private double limit;
    private int underWay;
    private long epoch;

    Window(int largest) {
        this.largest = largest;
        this.limit = largest;
        this.places = new Places(largest);
    }

    /** The fair semaphore of the library, which may also lose places: then it waits for more calls to end. */
    private static final class Places extends Semaphore {

        private static final long serialVersionUID = 1;

        Places(int places) {
            super(places, true);
        }

        void take(int count) {
            reducePermits(count);
        }
    }

    /** Waits for a place; the answer is the epoch of the call, for {@link #slowDown}. */
    long enter() throws InterruptedException {
        places.acquire();
        synchronized (this) {
            underWay++;
            return epoch;
        }
    }

    /** Gives the place back. */
    void leave() {
        synchronized (this) {
            underWay--;
        }
        places.release();
    }

    /** A call succeeded while it held its place: a little more, when the limit is what held others back. */
    synchronized void succeeded() {
        if (limit < largest && underWay >= (int) limit) {
            set(Math.min(largest, limit + 1 / limit));
        }
    }

    /** The provider asked a call of this epoch to slow down. */
    synchronized void slowDown(long of) {
        if (of == epoch) {
            epoch++;
            set(Math.max(1, Math.min(limit, underWay) * DECREASE));
        }
    }

    private void set(double next) {
        int change = (int) next - (int) limit;
        limit = next;
        if (change > 0) {
            places.release(change);
        } else {
            places.take(-change);
        }
    }

    /** Calls that may be under way at once. */
    synchronized int limit() {
        return (int) limit;
    }
}
