package io.agon.improve.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A learning graph, written down for an optimizer: what of the workflow led from parameters to the output.
 *
 * @param graph one line {@code y = op(a=x)} a node, in level order
 * @param documentation of each operator, by name
 * @param variables parameters that feedback has reached
 * @param inputs other roots, and nodes that count as given
 * @param others inner nodes, in level order
 * @param outputs the nodes that feedback was given to
 * @param feedback on the outputs
 */
public record Summary(
        List<String> graph,
        SequencedMap<String, String> documentation,
        List<Node.Parameter> variables,
        List<Node<?>> inputs,
        List<Node<?>> others,
        List<Node<?>> outputs,
        String feedback) {

    public Summary {
        graph = List.copyOf(graph);
        documentation = new LinkedHashMap<>(documentation);
        variables = List.copyOf(variables);
        inputs = List.copyOf(inputs);
        others = List.copyOf(others);
        outputs = List.copyOf(outputs);
    }
}
