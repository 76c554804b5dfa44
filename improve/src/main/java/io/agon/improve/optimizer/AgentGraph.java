package io.agon.improve.optimizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who works on a query, and who reads whom: the body of a workflow component, such as
 *
 * <pre>
 * 1: solver, small
 * 2: critic, large
 * 1 -> 2
 * </pre>
 *
 * <p>Edges lead from lower to higher numbers, so there are no circles; the agent of the highest number answers.
 *
 * @param agents by number; at least one
 * @param edges from whom to whom, sorted
 */
public record AgentGraph(List<Agent> agents, List<Edge> edges) {

    private static final Pattern AGENT = Pattern.compile("(\\d{1,4}): ([a-z0-9-]+), ([a-z0-9.-]+)");
    private static final Pattern EDGE = Pattern.compile("(\\d{1,4}) -> (\\d{1,4})");

    public AgentGraph {
        agents = List.copyOf(agents);
        edges = List.copyOf(new TreeSet<>(edges));
        if (agents.isEmpty()) {
            throw new IllegalArgumentException("A graph of agents needs at least one agent; name who answers.");
        }
        for (Edge it : edges) {
            if (it.from() < 1 || it.from() >= it.to() || it.to() > agents.size()) {
                throw new IllegalArgumentException(
                        "Edge '%s' must lead from a lower to a higher number of agents 1 to %d; turn it round."
                                .formatted(it, agents.size()));
            }
        }
    }

    /** One of them. */
    public record Agent(String role, String model) {}

    /** Who is read by whom. */
    public record Edge(int from, int to) implements Comparable<Edge> {
        @Override
        public int compareTo(Edge other) {
            return Comparator.comparingInt(Edge::from)
                    .thenComparingInt(Edge::to)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    /** @throws IllegalArgumentException with one line that names the mend */
    public static AgentGraph parse(String text) {
        var agents = new ArrayList<Agent>();
        var edges = new ArrayList<Edge>();
        for (String line :
                text.lines().map(String::strip).filter(it -> !it.isEmpty()).toList()) {
            Matcher agent = AGENT.matcher(line);
            Matcher edge = EDGE.matcher(line);
            if (agent.matches() && Integer.parseInt(agent.group(1)) == agents.size() + 1) {
                agents.add(new Agent(agent.group(2), agent.group(3)));
            } else if (edge.matches()) {
                edges.add(new Edge(Integer.parseInt(edge.group(1)), Integer.parseInt(edge.group(2))));
            } else {
                throw new IllegalArgumentException(
                        "'%s' must be written as 'number: role, model', counted from 1, or as 'number -> number'"
                                .formatted(line.length() > 60 ? line.substring(0, 60) + " ..." : line));
            }
        }
        return new AgentGraph(agents, edges);
    }

    /** Numbers of those whom an agent reads. */
    public List<Integer> readBy(int agent) {
        return edges.stream().filter(it -> it.to() == agent).map(Edge::from).toList();
    }

    /** As it is written. */
    @Override
    public String toString() {
        Stream<String> who = java.util.stream.IntStream.range(0, agents.size())
                .mapToObj(it -> "%d: %s, %s"
                        .formatted(it + 1, agents.get(it).role(), agents.get(it).model()));
        return Stream.concat(who, edges.stream().map(Edge::toString)).collect(Collectors.joining("\n"));
    }
}
