package io.agon.preference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Cycles of a relation "beats" among policies. */
public final class Cycles {

    private Cycles() {}

    /** Whether {@code i} beats {@code j}; never both ways. */
    @FunctionalInterface
    public interface Beats {
        boolean test(int i, int j);
    }

    /**
     * A cycle: each member beats the next, the last beats the first. It is the shortest one through some policy that no
     * policy outside a cycle or below one leads to, so a cycle at the top is found before one among losers; a function
     * of the relation.
     *
     * @param size number of policies, K; O(K^2) time
     * @return at least three members, the lowest index first; empty when there is no cycle
     */
    public static List<Integer> find(int size, Beats beats) {
        var beatenBy = new int[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                beatenBy[j] += i != j && beats.test(i, j) ? 1 : 0;
            }
        }
        boolean[] left = withoutUnbeaten(beatenBy, beats);
        int start = 0;
        while (start < size && !left[start]) {
            start++;
        }
        if (start == size) {
            return List.of();
        }
        var visited = new boolean[size];
        int member = start;
        while (!visited[member]) {
            visited[member] = true;
            member = predecessor(member, left, beats);
        }
        return shortestThrough(member, left, beats);
    }

    /** Removes policies that nobody left beats until each one left is beaten by one left. */
    private static boolean[] withoutUnbeaten(int[] beatenBy, Beats beats) {
        var left = new boolean[beatenBy.length];
        Arrays.fill(left, true);
        var queue = new ArrayDeque<Integer>();
        for (int i = 0; i < left.length; i++) {
            if (beatenBy[i] == 0) {
                queue.add(i);
            }
        }
        while (!queue.isEmpty()) {
            int i = queue.remove();
            left[i] = false;
            for (int j = 0; j < left.length; j++) {
                if (i != j && beats.test(i, j) && --beatenBy[j] == 0) {
                    queue.add(j);
                }
            }
        }
        return left;
    }

    private static int predecessor(int member, boolean[] left, Beats beats) {
        for (int i = 0; i < left.length; i++) {
            if (left[i] && i != member && beats.test(i, member)) {
                return i;
            }
        }
        throw new IllegalStateException("The relation changed while it was searched for a cycle.");
    }

    private static List<Integer> shortestThrough(int origin, boolean[] left, Beats beats) {
        var from = new int[left.length];
        Arrays.fill(from, -1);
        var queue = new ArrayDeque<Integer>();
        queue.add(origin);
        while (!queue.isEmpty()) {
            int i = queue.remove();
            for (int j = 0; j < left.length; j++) {
                if (left[j] && i != j && beats.test(i, j)) {
                    if (j == origin) {
                        return path(origin, i, from);
                    }
                    if (from[j] < 0) {
                        from[j] = i;
                        queue.add(j);
                    }
                }
            }
        }
        throw new IllegalStateException("The relation changed while it was searched for a cycle.");
    }

    private static List<Integer> path(int origin, int last, int[] from) {
        var cycle = new ArrayList<Integer>();
        for (int i = last; i != origin; i = from[i]) {
            cycle.add(i);
        }
        cycle.add(origin);
        Collections.reverse(cycle);
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return List.copyOf(cycle);
    }
}
