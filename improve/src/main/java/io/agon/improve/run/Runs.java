package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.accept.Duels.Meeting;
import io.agon.policy.Turn;
import io.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Runs of artifacts: each artifact once on an item, and that run is used again. Runs on items that cannot come again
 * are not remembered; they would come out the same.
 */
final class Runs {

    private final Task task;
    private final Work work;
    private final Artifact start;
    private final Map<Artifact, Task.Rival> rivals = new HashMap<>();
    private final Map<Key, Attempted<Run>> kept = new HashMap<>();

    private record Key(Artifact artifact, long item) {}

    /** @param start its runs are those that a loop cannot do without */
    Runs(Task task, Work work, Artifact start) {
        this.task = task;
        this.start = start;
        this.work = work;
        task.rivals().forEach((name, rival) -> rivals.put(rival(name).artifact(), rival));
    }

    /** A rival of the task by its name, to meet candidates: an artifact that says no more than who it is. */
    static Candidate rival(String name) {
        var component = new Component("rival", Component.Kind.CONFIG, "", "", "", name);
        return new Candidate(-1, OptionalInt.empty(), 0, new Artifact(List.of(component)), "");
    }

    /** Those of these items that the artifact did not run on. */
    List<Long> fresh(Artifact artifact, List<Long> items) {
        return items.stream()
                .distinct()
                .filter(it -> !kept.containsKey(new Key(artifact, it)))
                .toList();
    }

    /** Runs on items, which are remembered; one an item, in their order. */
    List<Attempted<Run>> of(Artifact artifact, List<Long> items) throws InterruptedException, Ended {
        kept.putAll(made(
                fresh(artifact, items).stream().map(it -> new Key(artifact, it)).toList(), "runs"));
        return items.stream()
                .map(it -> Objects.requireNonNull(kept.get(new Key(artifact, it))))
                .toList();
    }

    /**
     * Duels, from the side of the first, in the order asked for.
     *
     * @param remembered whether their runs can be needed again
     */
    List<Outcome> fight(List<Meeting> meetings, boolean remembered) throws InterruptedException, Ended {
        var wanted = new LinkedHashSet<Key>();
        for (Meeting it : meetings) {
            wanted.add(new Key(it.first().artifact(), it.item()));
            wanted.add(new Key(it.second().artifact(), it.item()));
        }
        wanted.removeAll(kept.keySet());
        Map<Key, Attempted<Run>> made = made(List.copyOf(wanted), "");
        if (remembered) {
            kept.putAll(made);
        }
        var places = new HashMap<List<Artifact>, String>();
        var pieces = new ArrayList<Work.Piece<Outcome>>();
        for (Meeting it : meetings) {
            Artifact one = it.first().artifact();
            Artifact other = it.second().artifact();
            Attempted<Run> mine = known(new Key(one, it.item()), made);
            Attempted<Run> theirs = known(new Key(other, it.item()), made);
            String duel = places.computeIfAbsent(
                    List.of(one, other), pair -> "duel of %s and %s on item ".formatted(one.hash(), other.hash()));
            pieces.add(new Work.Piece<>(duel + it.item(), "", turn -> outcome(mine, theirs, turn)));
        }
        return work.all(Work.Kind.VERDICT, pieces).stream().map(Runs::verdict).toList();
    }

    private Attempted<Run> known(Key key, Map<Key, Attempted<Run>> made) {
        Attempted<Run> run = made.get(key);
        return run == null ? Objects.requireNonNull(kept.get(key)) : run;
    }

    private Outcome outcome(Attempted<Run> mine, Attempted<Run> theirs, Turn turn) throws Exception {
        return switch (mine) {
            case Attempted.Missing<Run>(String reason) -> new Outcome.Missing(reason);
            case Attempted.Done<Run>(Run first) ->
                switch (theirs) {
                    case Attempted.Missing<Run>(String reason) -> new Outcome.Missing(reason);
                    case Attempted.Done<Run>(Run second) -> task.duel(first, second, turn);
                };
        };
    }

    private static Outcome verdict(Attempted<Outcome> verdict) {
        return switch (verdict) {
            case Attempted.Done<Outcome>(Outcome outcome) -> outcome;
            case Attempted.Missing<Outcome>(String reason) -> new Outcome.Missing(reason);
        };
    }

    private Run run(Key key, Turn turn) throws Exception {
        Task.Rival rival = rivals.get(key.artifact());
        return rival == null ? task.run(key.artifact(), key.item(), turn) : rival.run(key.item(), turn);
    }

    private Map<Key, Attempted<Run>> made(List<Key> keys, String what) throws InterruptedException, Ended {
        var places = new HashMap<Artifact, String>();
        List<Attempted<Run>> done = work.all(
                Work.Kind.RUN,
                keys.stream()
                        .map(it -> new Work.Piece<>(
                                places.computeIfAbsent(it.artifact(), one -> "run of %s on item ".formatted(one.hash()))
                                        + it.item(),
                                it.artifact().equals(start) ? "" : it.artifact().hash(),
                                turn -> run(it, turn)))
                        .toList(),
                what);
        var made = new HashMap<Key, Attempted<Run>>();
        for (int i = 0; i < keys.size(); i++) {
            made.put(keys.get(i), done.get(i));
        }
        return made;
    }
}
