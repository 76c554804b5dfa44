package io.agon.sampling;

/** Duels dispatched whose outcomes are not yet delivered. */
public interface Pending {

    /** Nothing is in flight. */
    Pending NONE = new Pending() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public int count(int i, int j) {
            return 0;
        }
    };

    /** Number of duels in flight. */
    int size();

    /** Number of duels in flight between {@code i} and {@code j}, in either order of slots. */
    int count(int i, int j);
}
