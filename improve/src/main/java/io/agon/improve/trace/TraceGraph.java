package io.agon.improve.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What feedback that goes back takes along: the nodes it came through, with their neighbours, in order of their levels.
 *
 * <p>One feedback goes back from one target. Nodes are visited by falling level; each gives the same to all its
 * parents, hidden ones among them: what has reached it, and those parents. What reaches a node over several children is
 * united by id. So a parameter learns of every node between it and the target, and of whatever else those were made of.
 *
 * <p>Source: Cheng, Nie and Swaminathan, Trace is the Next AutoDiff (2024), the propagation of minimal subgraphs.
 *
 * @param nodes each once, by rising level; of the same level in the order of {@link Node#ancestry}
 * @param feedback on the target
 */
public record TraceGraph(List<Node<?>> nodes, String feedback) {

    public TraceGraph {
        nodes = List.copyOf(nodes);
    }

    /** Feedback on its way back. */
    public static final class Backward {

        private final Node<?> target;
        private final String feedback;
        private final Set<String> given;
        private final List<Node<?>> order;
        private final Map<String, Integer> places = new HashMap<>();
        private final List<BitSet> reached = new ArrayList<>();

        private Backward(Node<?> target, String feedback, Set<String> given) {
            this.target = target;
            this.feedback = feedback;
            this.given = Set.copyOf(given);
            this.order = new ArrayList<>(target.ancestry());
            order.sort(Comparator.comparingInt(Node::level));
            for (int i = 0; i < order.size(); i++) {
                places.put(order.get(i).id(), i);
                reached.add(new BitSet());
            }
            reached.get(place(target)).set(place(target));
            for (int i = order.size() - 1; i >= 0; i--) {
                pass(i);
            }
        }

        private void pass(int from) {
            Node<?> node = order.get(from);
            if (reached.get(from).isEmpty() || given.contains(node.id())) {
                return;
            }
            BitSet along = (BitSet) reached.get(from).clone();
            node.parents().forEach(it -> along.set(place(it)));
            node.parents().forEach(it -> reached.get(place(it)).or(along));
        }

        private int place(Node<?> node) {
            return places.getOrDefault(node.id(), -1);
        }

        /** What has reached a node; empty when nothing has. */
        public Optional<TraceGraph> at(Node<?> node) {
            int place = place(node);
            return place < 0 || reached.get(place).isEmpty() ? Optional.empty() : Optional.of(of(reached.get(place)));
        }

        private TraceGraph of(BitSet places) {
            List<Node<?>> nodes = new ArrayList<>();
            places.stream().forEach(it -> nodes.add(order.get(it)));
            return new TraceGraph(nodes, feedback);
        }

        /** The union of what has reached the parameters: the target alone when nothing has reached any. */
        public TraceGraph union() {
            var union = new BitSet();
            union.set(place(target));
            for (int i = 0; i < order.size(); i++) {
                if (order.get(i) instanceof Node.Parameter) {
                    union.or(reached.get(i));
                }
            }
            return of(union);
        }

        /**
         * The union, written down. A node counts as an input when it is a root, is given, or was made of something that
         * reaches no parameter's graph.
         */
        public Summary summarize() {
            List<String> graph = new ArrayList<>();
            SequencedMap<String, String> documentation = new LinkedHashMap<>();
            List<Node.Parameter> variables = new ArrayList<>();
            List<Node<?>> inputs = new ArrayList<>();
            List<Node<?>> others = new ArrayList<>();
            var seen = new BitSet();
            for (Node<?> node : union().nodes()) {
                seen.set(place(node));
                boolean output = node.id().equals(target.id());
                if (node instanceof Node.Parameter it) {
                    variables.add(it);
                } else if (node instanceof Node.Made made && inner(node, seen)) {
                    graph.add(made.line());
                    documentation.putIfAbsent(
                            made.operator().name(), made.operator().documentation());
                    if (!output) {
                        others.add(node);
                    }
                } else if (!output) {
                    inputs.add(node);
                }
            }
            return new Summary(graph, documentation, variables, inputs, others, List.of(target), feedback);
        }

        private boolean inner(Node<?> node, BitSet seen) {
            return !given.contains(node.id())
                    && !node.parents().isEmpty()
                    && node.parents().stream().allMatch(it -> seen.get(place(it)));
        }
    }

    /** Lets feedback on a target go back to all that it was made of. */
    public static Backward backward(Node<?> target, String feedback) {
        return backward(target, feedback, Set.of());
    }

    /**
     * The same, but it goes not beyond some nodes.
     *
     * @param given ids of nodes that count as given, whatever they were made of
     */
    public static Backward backward(Node<?> target, String feedback, Set<String> given) {
        return new Backward(target, feedback, given);
    }
}
