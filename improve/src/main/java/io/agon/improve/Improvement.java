package io.agon.improve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a loop has done: written after each round, so that nothing of it is lost, and complete when {@code ended} says
 * why it ended.
 *
 * @param task in a line
 * @param loop its choices
 * @param rounds in order
 * @param candidates in order of their numbers, the start first
 * @param champion number of the candidate that acceptance stands by
 * @param chosen number of the candidate that selection took; empty while it runs
 * @param selection how it was taken, in words; empty while it runs
 * @param certificate against the start; empty while it runs, and when none was asked for or the start was chosen
 * @param rivals the same claim against each of {@link Task#rivals}, by name, on the same fresh items; each has its own
 *     delta, so that all of them together may be false more often
 * @param spent so far
 * @param ended why it ended, in words; empty while it runs
 * @param description of its file, for people; may be empty
 */
public record Improvement(
        String task,
        LearningLoop loop,
        List<Round> rounds,
        List<Standing> candidates,
        int champion,
        OptionalInt chosen,
        String selection,
        Optional<Certificate> certificate,
        Map<String, Certificate> rivals,
        Spent spent,
        String ended,
        String description) {

    public Improvement {
        rounds = List.copyOf(rounds);
        candidates = List.copyOf(candidates);
        description = Objects.requireNonNullElse(description, ""); // Files of earlier versions have none.
        rivals = Collections.unmodifiableMap(new LinkedHashMap<>(rivals));
    }

    /** Without a description. */
    public Improvement(
            String task,
            LearningLoop loop,
            List<Round> rounds,
            List<Standing> candidates,
            int champion,
            OptionalInt chosen,
            String selection,
            Optional<Certificate> certificate,
            Map<String, Certificate> rivals,
            Spent spent,
            String ended) {
        this(task, loop, rounds, candidates, champion, chosen, selection, certificate, rivals, spent, ended, "");
    }

    /** Without rivals and description. */
    public Improvement(
            String task,
            LearningLoop loop,
            List<Round> rounds,
            List<Standing> candidates,
            int champion,
            OptionalInt chosen,
            String selection,
            Optional<Certificate> certificate,
            Spent spent,
            String ended) {
        this(task, loop, rounds, candidates, champion, chosen, selection, certificate, Map.of(), spent, ended);
    }

    /**
     * One proposal and what became of it.
     *
     * @param update its number, from 1
     * @param parent candidate that was edited
     * @param items of the batch
     * @param score mean of the parent on the batch, in [0, 1]
     * @param feedback that the optimizer was given
     * @param child number of the candidate that came of it; empty when there is none
     * @param nothing why there is none: no change, not readable, refused, known already; or why the child did not enter
     *     the pool
     * @param challenger number of the candidate that challenged the champion when this round had ended: the child in
     *     sequential search, the best of the pool after the last round of a step in others; empty for nobody
     * @param decision of acceptance about the challenger
     */
    public record Round(
            int update,
            int parent,
            List<Long> items,
            double score,
            String feedback,
            OptionalInt child,
            String nothing,
            OptionalInt challenger,
            Optional<Acceptance.Decision> decision) {

        /** The same, after which acceptance decided about a challenger. */
        public Round decided(int number, Acceptance.Decision about) {
            return new Round(
                    update, parent, items, score, feedback, child, nothing, OptionalInt.of(number), Optional.of(about));
        }
    }

    /**
     * A candidate and its scores; means are NaN where there is none.
     *
     * @param training mean score on batches, in [0, 1]
     * @param validation mean score on validation items, in [0, 1]
     * @param runs scores in all
     */
    public record Standing(Candidate candidate, double training, double validation, long runs) {}

    /**
     * The claim that the chosen artifact is better than the start, or than a rival, on queries like the fresh ones.
     *
     * @param better whether it is made: exactly when it is complete and {@code atLeast} is 0 or more
     * @param number of the certificate in the folder of the loop, from 1: each different artifact that was chosen and
     *     certified has one, because a budget was raised after the one before
     * @param delta chance that any certificate of the folder claims falsely
     * @param level share of delta that this one has
     * @param queries that were answered
     * @param missing duels without an outcome, not among the queries
     * @param lead mean of the duels' leads in [-1, 1]: for duels by score, the difference of mean scores; NaN without a
     *     query
     * @param atLeast lower end, in [-1, 1], of a one-sided anytime-valid 1 - level interval for the lead
     * @param low lower end of a two-sided one, which is another statement: it may still hold 0 when the claim is made
     * @param high upper end
     * @param reason why nothing can be said, in words; then the intervals are all of [-1, 1]; empty when complete
     */
    public record Certificate(
            boolean better,
            int number,
            double delta,
            double level,
            long queries,
            long missing,
            double lead,
            double atLeast,
            double low,
            double high,
            String reason) {

        /** Whether enough of the queries were answered to say something. */
        public boolean complete() {
            return reason.isEmpty();
        }
    }

    /**
     * What it took.
     *
     * @param updates proposals
     * @param evaluations runs for batches and validation; a run that is used again is counted once
     * @param missing runs, proposals and verdicts that could not be had: they count for and against nobody
     * @param duels for acceptance, selection and the certificate
     * @param usd that all calls cost, those of earlier processes among them
     */
    public record Spent(int updates, long evaluations, long missing, long duels, double usd) {}
}
