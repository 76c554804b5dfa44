package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Improvement.Round;
import io.agon.improve.LearningGraph.Lesson;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching.Order;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Problem.Remembered;
import io.agon.improve.Proposal;
import io.agon.improve.Run;
import io.agon.improve.Search;
import io.agon.improve.Supply;
import io.agon.improve.Task;
import io.agon.improve.run.Candidates.Tally;
import io.agon.procedure.Randomness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The steps of a loop. Each plans, runs one batch with all candidates to edit, asks for edits, scores what came of them
 * and lets one challenge the champion: in sequential search the child, in others the best mean score of the pool, unless
 * this champion has turned it down before.
 */
final class Steps {

    private static final int ENDLESS_VALIDATION = 20;

    private final LearningLoop loop;
    private final Task task;
    private final Optimizer optimizer;
    private final Rules rules;
    private final Work work;
    private final Runs runs;
    private final ItemDuels duels;
    private final Runnable publish;

    private final Scores scores;
    private final Candidates candidates;
    private final List<Round> rounds = new ArrayList<>();
    private final Deque<Remembered> memory = new ArrayDeque<>();
    private final Set<List<Integer>> turnedDown = new HashSet<>();
    private OptionalDouble before = OptionalDouble.empty();
    private int champion;
    private int updates;
    private int unanswered;
    private int published;

    Steps(
            LearningLoop loop,
            Task task,
            Optimizer optimizer,
            Rules rules,
            Work work,
            Runs runs,
            ItemDuels duels,
            Runnable publish) {
        this.loop = loop;
        this.task = task;
        this.optimizer = optimizer;
        this.rules = rules;
        this.work = work;
        this.runs = runs;
        this.duels = duels;
        this.publish = publish;
        this.scores = new Scores(runs, loop.budget().evaluations());
        this.candidates = new Candidates(loop.start());
    }

    Candidates candidates() {
        return candidates;
    }

    List<Round> rounds() {
        return rounds;
    }

    int champion() {
        return champion;
    }

    int updates() {
        return updates;
    }

    long evaluations() {
        return scores.count();
    }

    /** Runs and proposals that could not be had. */
    long missing() {
        return scores.missing() + unanswered;
    }

    /** Steps to the end of the budget; why it ended. */
    String run(Minutes minutes) throws InterruptedException, Ended {
        var batches = new Batches(loop.batching(), task.items().training(), ranked(), loop.seed());
        for (int step = 1; ; step++) {
            if (updates >= loop.budget().updates()) {
                return "all %d updates of the budget are done".formatted(updates);
            }
            if (minutes.over(step - 1)) {
                return "the minutes of the budget are over";
            }
            step(step, batches.next());
            minutes.done(step);
        }
    }

    /** Training items by falling score of the start, those without one last; empty when no one needs it. */
    private List<Long> ranked() throws InterruptedException, Ended {
        if (loop.batching().order() != Order.CURRICULUM) {
            return List.of();
        }
        if (!(task.items().training() instanceof Supply.Finite training)) {
            throw new IllegalArgumentException(
                    "A curriculum needs a finite number of training items; shuffle those of an endless supply.");
        }
        Map<Long, Double> start = candidates.tally(candidates.get(0)).training();
        scores.of(candidates.get(0), training.items(), start);
        return training.items().stream()
                .sorted(Comparator.comparingDouble(it -> -start.getOrDefault(it, -1.0)))
                .toList();
    }

    private void step(int step, List<Long> batch) throws InterruptedException, Ended {
        scores.requireMore();
        Search.Plan plan = rules.search()
                .plan(
                        candidates.pool(step, champion, scores.count()),
                        Randomness.of(loop.seed(), "search").stream(step));
        plan.forgotten().forEach(candidates::forget);
        List<Long> validation = validation(plan);
        for (var member : candidates.pool(step, champion, scores.count()).members()) {
            validate(member.candidate(), validation);
        }
        int first = rounds.size();
        for (Search.Expansion expansion : plan.expansions()) {
            expand(step, candidates.get(expansion.candidate()), expansion.proposals(), batch, validation, plan.screened());
        }
        if (rounds.size() > first) {
            challenger(!validation.isEmpty()).ifPresent(it -> turnedDown.contains(List.of(champion, it)) ...);
        }
    }
}
