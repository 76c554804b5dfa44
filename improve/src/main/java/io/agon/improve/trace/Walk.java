package io.agon.improve.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Goes through a graph without recursion: an episode may be thousands of nodes deep. */
final class Walk {

    private Walk() {}

    private record Step(Node<?> node, Iterator<Node<?>> parents) {}

    /** See {@link Node#ancestry}. */
    static List<Node<?>> from(Node<?> end) {
        // Entered at once, and again when its parents are through: its place is that of the second time.
        SequencedMap<String, Node<?>> found = new LinkedHashMap<>();
        Deque<Step> open = new ArrayDeque<>();
        found.put(end.id(), end);
        open.push(new Step(end, end.parents().iterator()));
        while (!open.isEmpty()) {
            Step step = open.element();
            if (!step.parents().hasNext()) {
                found.putLast(step.node().id(), step.node());
                open.pop();
                continue;
            }
            Node<?> parent = step.parents().next();
            Node<?> known = found.putIfAbsent(parent.id(), parent);
            if (known == null) {
                open.push(new Step(parent, parent.parents().iterator()));
            } else if (known != parent && !known.equals(parent)) {
                throw new IllegalArgumentException(
                        "Two different nodes are called '%s'; give the trace of each run its own label."
                                .formatted(parent.id()));
            }
        }
        return List.copyOf(found.values());
    }
}
