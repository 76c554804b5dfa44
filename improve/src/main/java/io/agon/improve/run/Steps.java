package io.agon.improve.run;

import io.agon.improve.Acceptance;
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
import io.agon.procedure.Randomness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The steps of a loop. Each plans, runs one batch with all candidates to edit, asks for edits, scores what came of them
 * and lets one challenge the champion: in sequential search the child, in others the best mean score of the pool,
 * unless this champion has turned it down before.
 */
final class Steps {

    private static final int ENDLESS_VALIDATION = 20;

    /** Steps in a row without a score after which it is not the items that are at fault. */
    private static final int BARREN = 10;

    private final LearningLoop loop;
    private final Task task;
    private final Optimizer optimizer;
    private final Rules rules;
    private final Work work;
    private final Queries queries;
    private final IntUnaryOperator planned;
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
    private int barren;

    Steps(
            LearningLoop loop,
            Task task,
            Optimizer optimizer,
            Rules rules,
            Work work,
            Scores scores,
            Queries queries,
            IntUnaryOperator planned,
            Runnable publish) {
        this.loop = loop;
        this.task = task;
        this.optimizer = optimizer;
        this.rules = rules;
        this.work = work;
        this.queries = queries;
        this.planned = planned;
        this.publish = publish;
        this.scores = scores;
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

    /** Proposals that could not be had. */
    int unanswered() {
        return unanswered;
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
            int earlier = updates;
            step(step, batches.next());
            minutes.done(step);
            barren = updates > earlier ? 0 : barren + 1;
            if (barren == BARREN) {
                throw new Ended(
                        "no run on any of %d batches in a row gave a score; everything is kept, run again to go on"
                                .formatted(barren));
            }
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
        int earlier = rounds.size();
        for (Search.Expansion it : plan.expansions()) {
            expand(step, candidates.get(it.candidate()), it.proposals(), batch, validation, plan.screened());
        }
        if (rounds.size() > earlier) {
            Optional<Candidate> challenger = challenger(!validation.isEmpty());
            if (challenger.isPresent()) {
                int proposals = plan.expansions().stream()
                        .mapToInt(Search.Expansion::proposals)
                        .sum();
                int left = Math.max(0, planned.applyAsInt(updates) - updates);
                challenge(challenger.get(), validation, 1 + Math.ceilDiv(left, proposals));
            }
            publish.run();
        }
    }

    /** Items on which all candidates are scored; none when neither search nor rules look at them. */
    private List<Long> validation(Search.Plan plan) {
        boolean wanted = loop.acceptance() instanceof AcceptanceRule.Validation
                || loop.selection() instanceof SelectionRule.BestValidation;
        Supply supply = task.items().validation();
        int count = plan.validations() > 0
                ? plan.validations()
                : wanted ? supply.size().orElse(ENDLESS_VALIDATION) : 0;
        return supply.first(count, loop.seed());
    }

    private void validate(Candidate candidate, List<Long> items) throws InterruptedException, Ended {
        scores.of(candidate, items, candidates.tally(candidate).validation());
    }

    private List<Run> train(Candidate candidate, List<Long> items) throws InterruptedException, Ended {
        return scores.of(candidate, items, candidates.tally(candidate).training());
    }

    /** Asks for edits of a candidate from its runs on a batch. */
    private void expand(
            int step, Candidate parent, int proposals, List<Long> batch, List<Long> validation, boolean screened)
            throws InterruptedException, Ended {
        List<Run> done = train(parent, batch);
        if (done.isEmpty()) {
            return;
        }
        var windows = Randomness.of(loop.seed(), "windows of step " + step).stream(parent.number());
        Lesson lesson = rules.graph().lesson(done, rules.graph().starts(done, windows), before);
        double score = done.stream().mapToDouble(Run::score).average().orElseThrow();
        for (int i = 0; i < proposals && updates < loop.budget().updates(); i++) {
            if (i > 0) {
                publish.run();
            }
            scores.requireMore();
            Made made = propose(parent, lesson, batch);
            String nothing = made.nothing();
            try {
                if (made.child().isPresent()) {
                    nothing = enter(parent, made.child().get(), batch, validation, screened);
                }
            } finally {
                rounds.add(new Round(
                        updates,
                        parent.number(),
                        batch,
                        score,
                        lesson.summary().feedback(),
                        made.number(),
                        nothing,
                        OptionalInt.empty(),
                        Optional.empty()));
            }
        }
        remember(new Remembered(parent.artifact(), lesson.summary().feedback()));
        before = OptionalDouble.of(lesson.figure());
    }

    private void remember(Remembered round) {
        memory.add(round);
        while (memory.size() > loop.memory()) {
            memory.remove();
        }
    }

    /** A child, or why there is none. */
    private record Made(Optional<Candidate> child, String nothing) {
        private OptionalInt number() {
            return child.map(it -> OptionalInt.of(it.number())).orElse(OptionalInt.empty());
        }
    }

    private Made propose(Candidate parent, Lesson lesson, List<Long> batch) throws InterruptedException, Ended {
        updates++;
        var problem = new Problem(
                updates,
                task.objective(),
                parent.artifact(),
                loop.editable(),
                lesson.summary(),
                lesson.shown(),
                List.copyOf(memory),
                candidates.history());
        var piece = new Work.Piece<>("proposal " + updates, "", turn -> optimizer.propose(problem, turn));
        return switch (work.all(Work.Kind.PROPOSAL, List.of(piece)).getFirst()) {
            case Attempted.Missing<Proposal>(String reason) -> {
                unanswered++;
                yield new Made(Optional.empty(), "the optimizer did not answer: " + reason);
            }
            case Attempted.Done<Proposal>(Proposal proposal) -> {
                String objection = objection(parent.artifact(), proposal);
                yield objection.isEmpty()
                        ? new Made(Optional.of(child(parent, proposal, batch)), "")
                        : new Made(Optional.empty(), objection);
            }
        };
    }

    private Candidate child(Candidate parent, Proposal proposal, List<Long> batch) {
        Artifact artifact = parent.artifact().with(proposal.bodies());
        return candidates.add(OptionalInt.of(parent.number()), updates, artifact, proposal.reasoning(), batch);
    }

    /** Why a proposal makes no new candidate; empty when it does. */
    private String objection(Artifact parent, Proposal proposal) {
        if (!proposal.nothing().isEmpty()) {
            return proposal.nothing();
        }
        for (var it : proposal.bodies().entrySet()) {
            if (!loop.editable().contains(it.getKey())) {
                return "refused: '%s' may not be changed".formatted(it.getKey());
            }
            Optional<String> refusal = task.refusal(parent.component(it.getKey()), it.getValue());
            if (refusal.isPresent()) {
                return "refused: " + refusal.get();
            }
        }
        Artifact child = parent.with(proposal.bodies());
        if (child.equals(parent)) {
            return "no change";
        }
        OptionalInt known = candidates.known(child);
        return known.isPresent() ? "known already: candidate " + known.getAsInt() : "";
    }

    /** Scores a new candidate; why it stays outside the pool, which is empty when it enters. */
    private String enter(Candidate parent, Candidate child, List<Long> batch, List<Long> validation, boolean screened)
            throws InterruptedException, Ended {
        if (screened) {
            var bout = new Bout(parent, child, batch, validation, scores, candidates, queries, 1);
            double own = bout.batch(child);
            double parents = bout.batch(parent);
            if (!(own > parents)) {
                candidates.forget(child.number());
                return String.format(
                        Locale.ROOT, "kept out: mean score on the batch %.4f, its parent's %.4f", own, parents);
            }
        } else if (!sequential() && validation.isEmpty()) {
            train(child, batch);
        }
        validate(child, validation);
        return "";
    }

    private boolean sequential() {
        return loop.search() instanceof SearchRule.Sequential;
    }

    /** Who challenges the champion after a step. */
    private Optional<Candidate> challenger(boolean validated) {
        OptionalInt best = sequential() ? rounds.getLast().child() : candidates.best(champion, validated);
        return best.isEmpty() || best.getAsInt() == champion || turnedDown.contains(List.of(champion, best.getAsInt()))
                ? Optional.empty()
                : Optional.of(candidates.get(best.getAsInt()));
    }

    /** @param challenges that may still come, this one among them: one a step */
    private void challenge(Candidate challenger, List<Long> validation, int challenges)
            throws InterruptedException, Ended {
        Candidate held = candidates.get(champion);
        List<Long> batch = candidates.tally(challenger).batch();
        queries.begin();
        Acceptance.Decision decision;
        try {
            decision = rules.acceptance()
                    .decide(
                            held,
                            challenger,
                            new Bout(held, challenger, batch, validation, scores, candidates, queries, challenges));
        } catch (InterruptedException | Ended | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        rounds.add(rounds.removeLast().decided(challenger.number(), decision));
        if (decision.accepted()) {
            champion = challenger.number();
        } else {
            turnedDown.add(List.of(champion, challenger.number()));
        }
    }
}
