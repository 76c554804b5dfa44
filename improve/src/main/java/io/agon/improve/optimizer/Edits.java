package io.agon.improve.optimizer;

import io.agon.improve.Component;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Edits that a model suggests, of which those are kept that may be made: of components that may be changed, to a text
 * that is new, is not empty, and keeps the signature as far as can be seen. Why others were dropped is said.
 */
final class Edits {

    private final Problem problem;
    private final Map<String, String> bodies = new TreeMap<>();
    private final List<String> dropped = new ArrayList<>();

    Edits(Problem problem) {
        this.problem = problem;
    }

    /** Takes or drops a suggestion; a later one for the same component replaces an earlier one. */
    void suggest(String name, String value) {
        if (!problem.editable().contains(name)) {
            dropped.add("'%s' may not be changed".formatted(name.strip()));
            return;
        }
        Component component = problem.artifact().component(name);
        String body = component.kind() == Component.Kind.PROMPT ? value.strip() : unfenced(value.strip());
        if (body.isEmpty()) {
            dropped.add("the new %s is empty".formatted(name));
        } else if (body.equals(component.body().strip())) {
            dropped.add("%s is as it was".formatted(name));
        } else if (!component.sameSignature(body)) {
            dropped.add("the new %s does not keep %s".formatted(name, component.signature()));
        } else {
            bodies.put(name, body);
        }
    }

    private static String unfenced(String text) {
        int start = text.indexOf('\n');
        return text.startsWith("```") && text.endsWith("```") && start > 0 && start < text.length() - 3
                ? text.substring(start, text.length() - 3).strip()
                : text;
    }

    /** What is left, where other suggestions came to nothing before they got here. */
    Proposal proposal(String reasoning, List<String> nothing) {
        dropped.addAll(nothing);
        return proposal(reasoning);
    }

    /** What is left. */
    Proposal proposal(String reasoning) {
        String why = String.join("; ", dropped);
        if (bodies.isEmpty()) {
            return Proposal.none(why.isEmpty() ? "the answer suggests nothing" : why, reasoning);
        }
        return Proposal.of(bodies, why.isEmpty() ? reasoning : "%s\n(dropped: %s)".formatted(reasoning, why));
    }
}
