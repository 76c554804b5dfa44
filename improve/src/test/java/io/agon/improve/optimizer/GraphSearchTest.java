package io.agon.improve.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.optimizer.AgentGraph.Agent;
import io.agon.improve.optimizer.AgentGraph.Edge;
import io.agon.improve.optimizer.GraphSearch.Found;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class GraphSearchTest {

    private static final List<Agent> AGENTS = List.of(
            new Agent("solver", "small"),
            new Agent("solver", "large"),
            new Agent("critic", "small"),
            new Agent("critic", "large"));
    private static final AgentGraph START = AgentGraph.parse("""
        1: solver, small
        2: solver, small
        3: critic, small
        1 -> 3
        2 -> 3\
        """);
    private static final int PLACES = 4;
    private static final int EVALUATIONS = 6000;
    private static final int SEEDS = 20;

    /**
     * The known mean score of a team. A critic knows the answers of all solvers that reach it, and one of them is right
     * the more often the more there are; it picks that one the more rarely the more it reads; each critic between
     * garbles; every agent costs, a large one more.
     */
    private static double truth(AgentGraph graph) {
        double cost = graph.agents().stream()
                .mapToDouble(it -> it.model().equals("large") ? 0.04 : 0.02)
                .sum();
        int last = graph.agents().size();
        if (!critic(graph, last)) {
            return solves(graph, last) - cost;
        }
        double missed = solvers(graph, last).stream()
                .mapToDouble(it -> 1 - solves(graph, it))
                .reduce(1, (a, b) -> a * b);
        double pick = graph.agents().get(last - 1).model().equals("large") ? 0.95 : 0.85;
        int read = graph.readBy(last).size();
        return (1 - missed) * Math.pow(pick, Math.max(0, read - 1)) * Math.pow(0.9, depth(graph, last) - 1) - cost;
    }

    private static boolean critic(AgentGraph graph, int number) {
        return graph.agents().get(number - 1).role().equals("critic");
    }

    private static double solves(AgentGraph graph, int number) {
        return graph.agents().get(number - 1).model().equals("large") ? 0.5 : 0.4;
    }

    private static Set<Integer> solvers(AgentGraph graph, int number) {
        if (!critic(graph, number)) {
            return Set.of(number);
        }
        var all = new HashSet<Integer>();
        graph.readBy(number).forEach(it -> all.addAll(solvers(graph, it)));
        return all;
    }

    /** Critics on the longest way to an agent, itself counted. */
    private static int depth(AgentGraph graph, int number) {
        return critic(graph, number)
                ? 1
                        + graph.readBy(number).stream()
                                .mapToInt(it -> depth(graph, it))
                                .max()
                                .orElse(0)
                : 0;
    }

    private static void all(List<Agent> agents, Set<AgentGraph> into) {
        if (!agents.isEmpty()) {
            var pairs = new ArrayList<Edge>();
            for (int i = 1; i <= agents.size(); i++) {
                for (int j = i + 1; j <= agents.size(); j++) {
                    pairs.add(new Edge(i, j));
                }
            }
            for (int mask = 0; mask < 1 << pairs.size(); mask++) {
                var edges = new ArrayList<Edge>();
                for (int k = 0; k < pairs.size(); k++) {
                    if ((mask >> k & 1) == 1) {
                        edges.add(pairs.get(k));
                    }
                }
                into.add(new AgentGraph(agents, edges));
            }
        }
        if (agents.size() < PLACES) {
            for (Agent it : AGENTS) {
                var more = new ArrayList<>(agents);
                more.add(it);
                all(more, into);
            }
        }
    }

    private static double best() {
        var all = new HashSet<AgentGraph>();
        all(List.of(), all);
        return all.stream().mapToDouble(GraphSearchTest::truth).max().orElseThrow();
    }

    private static Found found(int seed) throws Exception {
        RandomGenerator noise = Randomness.of(seed, "noise").stream(0);
        return new GraphSearch(PLACES, AGENTS, 20, 1)
                .search(
                        START,
                        it -> truth(it) + 0.2 * noise.nextGaussian(),
                        EVALUATIONS,
                        Randomness.of(seed, "search").stream(0));
    }

    @Test
    void bestTeam_hasNeitherTheLeastNorTheGreatestWidthAndDepth() {
        var all = new HashSet<AgentGraph>();
        all(List.of(), all);
        double best = best();
        List<AgentGraph> winners =
                all.stream().filter(it -> truth(it) > best - 1e-9).toList();

        assertThat(winners).allSatisfy(it -> {
            long solvers =
                    it.agents().stream().filter(a -> a.role().equals("solver")).count();
            assertThat(depth(it, it.agents().size())).isEqualTo(1);
            assertThat(solvers).isBetween(2L, PLACES - 1L);
        });
    }

    @Test
    void likeliestTeam_makesGoodMoreThanHalf_ofWhatTheBestIsAheadOfTheStart() throws Exception {
        double sum = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Found found = found(seed);
            assertThat(found.seen().values().stream().mapToInt(List::size).sum())
                    .isEqualTo(EVALUATIONS);
            assertThat(found.finalists(8))
                    .hasSizeLessThanOrEqualTo(8)
                    .doesNotHaveDuplicates()
                    .startsWith(found.likeliest());
            sum += truth(found.likeliest());
        }
        assertThat(sum / SEEDS).isGreaterThan((truth(START) + best()) / 2);
    }

    @Test
    void sameSeed_givesTheSameSearch() throws Exception {
        assertThat(found(3)).isEqualTo(found(3)).isNotEqualTo(found(4));
    }

    @Test
    void graphs_areReadAsTheyAreWritten_andOthersRefused() {
        var graph = AgentGraph.parse("1: solver, small\n2: critic, large\n1 -> 2");

        assertThat(AgentGraph.parse(graph.toString())).isEqualTo(graph);
        assertThat(graph.readBy(2)).containsExactly(1);
        assertThatThrownBy(() -> AgentGraph.parse("1: solver, small\n2: critic, large\n2 -> 1"))
                .hasMessageContaining("must lead from a lower to a higher number");
        assertThatThrownBy(() -> AgentGraph.parse("2: solver, small")).hasMessageContaining("counted from 1");
        assertThatThrownBy(() -> AgentGraph.parse("")).hasMessageContaining("at least one agent");
    }
}
