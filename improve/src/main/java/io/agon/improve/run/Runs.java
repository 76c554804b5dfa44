package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.improve.Run;
import io.agon.improve.Supply;
import io.agon.improve.Task;
import io.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Runs of artifacts: each artifact once on an item, and that run is used again. Runs on items of an endless supply that
 * come for one duel are not remembered; they would come out the same.
 */
final class Runs {

    private final Task task;
    private final Work work;
    private final Map<Key, Attempted<Run>> kept = new HashMap<>();

    /** An artifact, by its hash, on an item. */
    private record Key(String artifact, long item) {
        String place() {
            return "run of %s on item %d".formatted(artifact, item);
        }
    }

    Runs(Task task, Work work) {
        this.task = task;
        this.work = work;
    }

    /** Those of these items that the artifact did not run on. */
    List<Long> fresh(Artifact artifact, List<Long> items) {
        String hash = artifact.hash();
        return items.stream()
                .distinct()
                .filter(it -> !kept.containsKey(new Key(hash, it)))
                .toList();
    }

    /** Runs on items, which are remembered; one an item, in their order. */
    List<Attempted<Run>> of(Artifact artifact, List<Long> items) throws InterruptedException, Ended {
        String hash = artifact.hash();
        kept.putAll(made(Map.of(hash, artifact), fresh(artifact, items).stream()
                .map(it -> new Key(hash, it))
                .toList()));
        return items.stream().map(it -> kept.get(new Key(hash, it))).toList();
    }

    /** Duels on items of a supply, from the side of the first, in the order of the items. */
    List<Outcome> duels(Artifact first, Artifact second, List<Long> items, Supply supply)
            throws InterruptedException, Ended {
        Map<String, Artifact> artifacts = Map.of(first.hash(), first, second.hash(), second);
        var wanted = new LinkedHashSet<Key>();
        for (long item : items) {
            wanted.add(new Key(first.hash(), item));
            wanted.add(new Key(second.hash(), item));
        }
        wanted.removeAll(kept.keySet());
        Map<Key, Attempted<Run>> runs = made(artifacts, List.copyOf(wanted));
        if (supply.size().isPresent()) {
            kept.putAll(runs);
        }
        var pieces = new ArrayList<Work.Piece<Outcome>>();
        for (long item : items) {
            var one = new Key(first.hash(), item);
            var other = new Key(second.hash(), item);
            Attempted<Run> mine = runs.getOrDefault(one, kept.get(one));
            Attempted<Run> theirs = runs.getOrDefault(other, kept.get(other));
            pieces.add(new Work.Piece<>(
                    "duel of %s and %s on item %d".formatted(one.artifact(), other.artifact(), item),
                    turn -> outcome(mine, theirs, turn)));
        }
        return work.all(Work.Kind.VERDICT, pieces).stream().map(Runs::known).toList();
    }

    private Outcome outcome(Attempted<Run> mine, Attempted<Run> theirs, io.agon.policy.Turn turn) throws Exception {
        return switch (mine) {
            case Attempted.Missing<Run>(String reason) -> new Outcome.Missing(reason);
            case Attempted.Done<Run>(Run first) ->
                switch (theirs) {
                    case Attempted.Missing<Run>(String reason) -> new Outcome.Missing(reason);
                    case Attempted.Done<Run>(Run second) -> task.duel(first, second, turn);
                };
        };
    }

    private static Outcome known(Attempted<Outcome> verdict) {
        return switch (verdict) {
            case Attempted.Done<Outcome>(Outcome outcome) -> outcome;
            case Attempted.Missing<Outcome>(String reason) -> new Outcome.Missing(reason);
        };
    }

    private Map<Key, Attempted<Run>> made(Map<String, Artifact> artifacts, List<Key> keys)
            throws InterruptedException, Ended {
        List<Attempted<Run>> done = work.all(
                Work.Kind.RUN,
                keys.stream()
                        .map(it -> new Work.Piece<>(
                                it.place(), turn -> task.run(artifacts.get(it.artifact()), it.item(), turn)))
                        .toList());
        var made = new HashMap<Key, Attempted<Run>>();
        for (int i = 0; i < keys.size(); i++) {
            made.put(keys.get(i), done.get(i));
        }
        return made;
    }
}
