package io.agon.improve.optimizer;

import io.agon.improve.optimizer.AgentGraph.Agent;
import io.agon.improve.optimizer.AgentGraph.Edge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Searches graphs of agents by policy gradient. Each place holds one of several agents, or none, by a categorical
 * distribution; each edge between two places is there by a Bernoulli distribution. In each round graphs are drawn and
 * evaluated, and the logits move by {@code rate * (score - baseline) * (drawn - probability)}, where the baseline of a
 * graph is the mean score of the others of its round. Edges of empty places are drawn by nobody and do not move.
 *
 * <p>Choices are drawn independently, so the search can end in a local optimum: on the known teams of the tests it
 * makes good about two thirds of what the best team is ahead of the start. What is found is no claim:
 * {@link Found#finalists} are a finite set, for an experiment that can make one.
 *
 * <p>Source: Agent-REINFORCE (arXiv 2511.00086) for the probabilistic graph; the update here is Williams' numeric
 * REINFORCE, not the paper's edits by a language model, and the baseline is Agon's.
 *
 * @param places at most as many agents, at least 1
 * @param agents that a place can hold, at least 1
 * @param samples graphs of a round, at least 2
 * @param rate of learning, above 0
 */
public record GraphSearch(int places, List<Agent> agents, int samples, double rate) {

    /** Beyond this a logit does not go: every choice goes on being tried, which leads out of many local optima. */
    private static final double BOUND = 2.5;

    private static final double LEAN = 2;

    public GraphSearch {
        agents = List.copyOf(agents);
        if (places < 1 || agents.isEmpty() || samples < 2 || !(rate > 0)) {
            throw new IllegalArgumentException(
                    "A search of graphs needs 1 place, 1 agent, 2 samples and a rate above 0 at least, but it has %d, %d,"
                            + " %d and %s; raise them."
                            .formatted(places, agents.size(), samples, rate));
        }
    }

    /** Evaluates a graph, with noise if need be: higher is better. */
    @FunctionalInterface
    public interface Evaluation {
        /** One score, finite. */
        double score(AgentGraph graph) throws Exception;
    }

    /**
     * What came of a search.
     *
     * @param seen all graphs that were drawn, with their scores
     * @param likeliest the graph of the likeliest choices
     */
    public record Found(Map<AgentGraph, List<Double>> seen, AgentGraph likeliest) {

        /**
         * The likeliest graph, and those that were drawn most often: their scores are known best, and the search drew
         * them because they were good. At most so many.
         */
        public List<AgentGraph> finalists(int most) {
            var finalists = new ArrayList<AgentGraph>();
            finalists.add(likeliest);
            seen.entrySet().stream()
                    .filter(it -> !it.getKey().equals(likeliest))
                    .sorted(Comparator.comparingInt(it -> -it.getValue().size()))
                    .map(Map.Entry::getKey)
                    .limit(most - 1L)
                    .forEach(finalists::add);
            return List.copyOf(finalists);
        }
    }

    /** A draw: an agent for each place, {@code agents.size()} for none, and edges between places. */
    private record Draw(int[] chosen, boolean[][] edges) {
        boolean present(int place, int none) {
            return chosen[place] != none;
        }
    }

    /**
     * Searches within a budget, from a family of graphs: choices alone pay seldom where only a team pays, and without a
     * team to begin with the search tends to end with a single agent.
     *
     * @param start a graph of the family, of at most as many agents as there are places; its choices begin with a logit
     *     of {@value #LEAN}, all others with 0
     * @param evaluations at most so many
     */
    public Found search(AgentGraph start, Evaluation evaluation, int evaluations, RandomGenerator random)
            throws Exception {
        var places = new double[this.places][agents.size() + 1];
        var edges = new double[this.places][this.places];
        lean(start, places, edges);
        var seen = new LinkedHashMap<AgentGraph, List<Double>>();
        for (int round = 0; round < evaluations / samples; round++) {
            var draws = new ArrayList<Draw>();
            var scores = new double[samples];
            for (int i = 0; i < samples; i++) {
                Draw draw = draw(places, edges, random);
                AgentGraph graph = graph(draw);
                scores[i] = evaluation.score(graph);
                seen.computeIfAbsent(graph, it -> new ArrayList<>()).add(scores[i]);
                draws.add(draw);
            }
            double sum = Arrays.stream(scores).sum();
            double[][] before = Arrays.stream(places).map(GraphSearch::softmax).toArray(double[][]::new);
            double[][] likely = Arrays.stream(edges)
                    .map(row -> Arrays.stream(row).map(GraphSearch::sigmoid).toArray())
                    .toArray(double[][]::new);
            for (int i = 0; i < samples; i++) {
                double advantage = scores[i] - (sum - scores[i]) / (samples - 1);
                learn(places, edges, before, likely, draws.get(i), rate * advantage);
            }
        }
        return new Found(seen, graph(likeliest(places, edges)));
    }

    private void lean(AgentGraph start, double[][] places, double[][] edges) {
        if (start.agents().size() > places.length || !agents.containsAll(start.agents())) {
            throw new IllegalArgumentException(
                    "The search cannot start from a graph of %d agents: it has %d places for %s."
                            .formatted(start.agents().size(), places.length, agents));
        }
        for (int i = 0; i < start.agents().size(); i++) {
            places[i][agents.indexOf(start.agents().get(i))] = LEAN;
        }
        start.edges().forEach(it -> edges[it.from() - 1][it.to() - 1] = LEAN);
    }

    private void learn(
            double[][] places, double[][] edges, double[][] before, double[][] likely, Draw draw, double step) {
        int none = agents.size();
        for (int i = 0; i < places.length; i++) {
            for (int k = 0; k <= none; k++) {
                places[i][k] = held(places[i][k] + step * ((draw.chosen()[i] == k ? 1 : 0) - before[i][k]));
            }
            for (int j = i + 1; j < places.length; j++) {
                if (draw.present(i, none) && draw.present(j, none)) {
                    edges[i][j] = held(edges[i][j] + step * ((draw.edges()[i][j] ? 1 : 0) - likely[i][j]));
                }
            }
        }
    }

    private static double held(double logit) {
        return Math.clamp(logit, -BOUND, BOUND);
    }

    /** An empty graph is drawn again. */
    private Draw draw(double[][] places, double[][] edges, RandomGenerator random) {
        while (true) {
            int[] chosen = Arrays.stream(places)
                    .mapToInt(it -> drawn(softmax(it), random))
                    .toArray();
            var there = new boolean[places.length][places.length];
            for (int i = 0; i < places.length; i++) {
                for (int j = i + 1; j < places.length; j++) {
                    there[i][j] = random.nextDouble() < sigmoid(edges[i][j]);
                }
            }
            if (Arrays.stream(chosen).anyMatch(it -> it != agents.size())) {
                return new Draw(chosen, there);
            }
        }
    }

    private Draw likeliest(double[][] places, double[][] edges) {
        int[] chosen = Arrays.stream(places).mapToInt(GraphSearch::highest).toArray();
        if (Arrays.stream(chosen).allMatch(it -> it == agents.size())) {
            chosen[0] = highest(Arrays.copyOf(places[0], agents.size()));
        }
        var there = new boolean[places.length][places.length];
        for (int i = 0; i < places.length; i++) {
            for (int j = i + 1; j < places.length; j++) {
                there[i][j] = edges[i][j] > 0;
            }
        }
        return new Draw(chosen, there);
    }

    private AgentGraph graph(Draw draw) {
        int[] numbers = new int[places];
        var present = new ArrayList<Agent>();
        for (int i = 0; i < places; i++) {
            if (draw.present(i, agents.size())) {
                present.add(agents.get(draw.chosen()[i]));
                numbers[i] = present.size();
            }
        }
        var edges = new ArrayList<Edge>();
        for (int i = 0; i < places; i++) {
            for (int j = i + 1; j < places; j++) {
                if (draw.edges()[i][j] && numbers[i] > 0 && numbers[j] > 0) {
                    edges.add(new Edge(numbers[i], numbers[j]));
                }
            }
        }
        return new AgentGraph(present, edges);
    }

    private static int highest(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .max(Comparator.comparingDouble(it -> values[it]))
                .orElseThrow();
    }

    private static int drawn(double[] probabilities, RandomGenerator random) {
        double rest = random.nextDouble();
        for (int k = 0; k < probabilities.length - 1; k++) {
            rest -= probabilities[k];
            if (rest < 0) {
                return k;
            }
        }
        return probabilities.length - 1;
    }

    private static double[] softmax(double[] logits) {
        double[] weights = Arrays.stream(logits).map(Math::exp).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(it -> it / sum).toArray();
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
