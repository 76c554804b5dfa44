package io.agon.improve.optimizer;

import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.trace.Summary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs as models are shown them that see no graph: what came in, and what came out. */
final class Shown {

    private Shown() {}

    /** A part each; their inputs are those of the learning graph, so that nothing beyond its horizon is shown. */
    static String runs(Summary learning, List<Run> runs) {
        int values = learning.inputs().size()
                + runs.stream().mapToInt(it -> it.moments().size()).sum();
        var parts = new ArrayList<String>();
        for (int i = 0; i < runs.size(); i++) {
            parts.add("<run id=\"%d\">\n%s\n</run>".formatted(i, run(learning, runs.get(i), Markup.share(values))));
        }
        return String.join("\n", parts);
    }

    private static String run(Summary learning, Run run, int longest) {
        Set<String> own = new HashSet<>();
        for (Moment moment : run.moments().reversed()) {
            if (!own.contains(moment.output().id())) {
                moment.output().ancestry().forEach(it -> own.add(it.id()));
            }
        }
        var lines = new ArrayList<String>();
        learning.inputs().stream()
                .filter(it -> own.contains(it.id()))
                .forEach(it -> lines.add(Markup.node(it, longest)));
        for (Moment moment : run.moments()) {
            lines.add(Markup.tagged("output", Markup.cut(moment.output().value(), longest)));
        }
        return String.join("\n", lines);
    }
}
