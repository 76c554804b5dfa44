package io.agon.improve.world;

import io.agon.improve.Problem;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a learning graph shows to a synthetic optimizer, and nothing else. */
final class Shown {

    private static final Pattern SCORE = Pattern.compile("(?i)score[^0-9\\-\\n]*(-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?)");

    private Shown() {}

    /** Values of a type that operators made, by run, in level order. */
    static <T> List<List<T>> made(Problem problem, Class<T> type) {
        Summary learning = problem.learning();
        Map<String, List<T>> byRun = new LinkedHashMap<>();
        Stream.concat(learning.others().stream(), learning.outputs().stream())
                .filter(node -> node instanceof Node.Made && type.isInstance(node.value()))
                .distinct()
                .sorted(Comparator.comparingInt(Node::level))
                .forEach(node -> byRun.computeIfAbsent(run(node.id()), it -> new ArrayList<>())
                        .add(type.cast(node.value())));
        return List.copyOf(byRun.values());
    }

    /** The mean of the scores that the feedback names; empty when it names none. */
    static OptionalDouble score(Problem problem) {
        Matcher scores = SCORE.matcher(problem.learning().feedback());
        return scores.results()
                .mapToDouble(it -> Double.parseDouble(it.group(1)))
                .average();
    }

    private static String run(String id) {
        int end = id.lastIndexOf('/');
        return end < 0 ? "" : id.substring(0, end);
    }
}
