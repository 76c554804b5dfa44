package io.agon.sampling;

import io.agon.preference.Duel;
import java.util.Collections;
import java.util.Iterator;

/** Duels dispatched whose outcomes are not yet delivered, in dispatch order. */
public interface Pending extends Iterable<Duel> {

    /** Nothing is in flight. */
    Pending NONE = new Pending() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Iterator<Duel> iterator() {
            return Collections.emptyIterator();
        }
    };

    /** Number of duels in flight. */
    int size();

    /** Number of duels in flight between {@code i} and {@code j}, in either order of slots. */
    default int count(int i, int j) {
        int count = 0;
        for (Duel duel : this) {
            count += duel.involves(i) && duel.involves(j) ? 1 : 0;
        }
        return count;
    }
}
