package io.agon.improve.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How one text became another, line by line: a shortest edit by a longest common subsequence, found between the lines
 * that both begin and both end with.
 */
public final class Diff {

    /** Products of lines beyond this are not searched: the whole middle counts as replaced. */
    private static final long MOST_CELLS = 4_000_000;

    private Diff() {}

    /** What became of a line. */
    public enum Change {
        /** It stayed. */
        SAME,
        /** It went. */
        REMOVED,
        /** It came. */
        ADDED,
        /** So many lines that stayed are left out; the text says how many. */
        SKIPPED
    }

    /** A line of either text. */
    public record Line(Change change, String text) {}

    /** All lines of both. */
    public static List<Line> of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int head = 0;
        while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(old.size(), now.size()) - head
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        var lines = new ArrayList<Line>();
        add(lines, Change.SAME, old.subList(0, head));
        middle(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail), lines);
        add(lines, Change.SAME, old.subList(old.size() - tail, old.size()));
        return lines;
    }

    /** Only what changed, with so many lines about it. */
    public static List<Line> of(String before, String after, int context) {
        List<Line> all = of(before, after);
        var shown = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).change() != Change.SAME) {
                for (int near = Math.max(0, i - context); near <= Math.min(all.size() - 1, i + context); near++) {
                    shown[near] = true;
                }
            }
        }
        var lines = new ArrayList<Line>();
        int skipped = 0;
        for (int i = 0; i <= all.size(); i++) {
            boolean here = i == all.size() || shown[i];
            // A gap of one line says less than the line itself.
            if (here && skipped == 1) {
                lines.add(all.get(i - 1));
            } else if (here && skipped > 1) {
                lines.add(new Line(Change.SKIPPED, "%,d lines unchanged".formatted(skipped)));
            }
            skipped = here ? 0 : skipped + 1;
            if (here && i < all.size()) {
                lines.add(all.get(i));
            }
        }
        return lines;
    }

    private static void middle(List<String> old, List<String> now, List<Line> lines) {
        if ((long) old.size() * now.size() > MOST_CELLS) {
            add(lines, Change.REMOVED, old);
            add(lines, Change.ADDED, now);
            return;
        }
        var common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                add(lines, Change.SAME, Collections.singletonList(old.get(i++)));
                j++;
            } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
                add(lines, Change.REMOVED, Collections.singletonList(old.get(i++)));
            } else {
                add(lines, Change.ADDED, Collections.singletonList(now.get(j++)));
            }
        }
    }

    private static void add(List<Line> lines, Change change, List<String> texts) {
        texts.forEach(it -> lines.add(new Line(change, it)));
    }
}
