package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.policy.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * The rivals of a task in the guise of candidates, so that they meet the chosen one as the start does: on the same
 * fresh items, with the same care for money and for what is missing.
 */
final class Rivals {

    private final Task task;
    private final Map<Artifact, Task.Rival> all = new LinkedHashMap<>();
    private final SequencedMap<String, Candidate> candidates = new LinkedHashMap<>();

    Rivals(Task task) {
        this.task = task;
        task.rivals().forEach((name, rival) -> {
            var guise = new Artifact(List.of(new Component("rival", Component.Kind.CONFIG, "", "", "", name)));
            all.put(guise, rival);
            candidates.put(name, new Candidate(-1, OptionalInt.empty(), 0, guise, ""));
        });
    }

    /** By name. */
    SequencedMap<String, Candidate> candidates() {
        return candidates;
    }

    /** A run of an artifact of the task, or of a rival. */
    Run run(Artifact artifact, long item, Turn turn) throws Exception {
        Task.Rival rival = all.get(artifact);
        return rival == null ? task.run(artifact, item, turn) : rival.run(item, turn);
    }
}
