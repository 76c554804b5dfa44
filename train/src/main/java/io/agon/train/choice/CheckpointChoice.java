package io.agon.train.choice;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.procedure.Identification;
import io.agon.procedure.Randomness;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.Verdict;
import io.agon.train.Rollouts;
import io.agon.train.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Chooses among models, such as the checkpoints of a loop, by Agon: a duel is a fresh scenario that both play. Held-out
 * means are noisy, and the lowest of many flatters itself; here the choice comes with an error probability. Scenarios
 * are drawn anew, independent of training; where an environment has only so many instances, give {@code trials} a part
 * of their own ({@link io.agon.train.Split}), and the verdict is about that part.
 *
 * <p>Guarantee: that of {@link EvidenceStopping}: the verdict is false with probability at most {@code 1 - confidence}.
 * By {@link Criterion#MEAN}, where no two regrets in a scenario differ by more than {@code range}, the best one always
 * exists and has the lowest mean regret, because a model's mean outcome against another is a function of their two mean
 * regrets. Where some do, the differences count as {@code range}: then the verdict is about means of such cut
 * differences, the winner can be one whose mean regret is higher, and that there is a best one is an assumption. By
 * {@link Criterion#OFTEN} there need not be one, and none is assumed: a winner is shown to beat each other model, and
 * {@link Verdict.NoWinner} says that none does.
 *
 * @param criterion what makes a model the better one
 * @param range largest difference of two regrets in one scenario, above 0: {@link io.agon.decide.Environment#range}
 *     where there is one; larger ones count as this
 * @param indifference models whose mean regrets differ by less are equally good, in [0, range); with
 *     {@link Criterion#OFTEN} a share of scenarios, in [0, 1/2). 0 for none
 * @param confidence in (0, 1)
 * @param most duels before it ends undecided, at least 1
 * @param concurrency duels at a time, at least 1
 * @param seed of scenarios and decisions
 */
public record CheckpointChoice(
        Criterion criterion,
        double range,
        double indifference,
        double confidence,
        int most,
        int concurrency,
        long seed) {

    /** What a duel says. */
    public enum Criterion {

        /**
         * The lower regret by how much it is lower: within the range the one with the lowest mean regret is the best.
         * The default, since a policy that commits early can regret less than a careful one in most scenarios and much
         * more in the rest: with 4 arms, gap 0.5 and 100 rounds greedy beats UCB in most scenarios, and its mean regret
         * is a third higher.
         */
        MEAN,

        /** The lower regret wins, equal ones tie: for those who count scenarios. */
        OFTEN
    }

    /**
     * What came of it.
     *
     * @param verdict about the models by their places
     * @param chosen place of the model to use; when the verdict is undecided the one with the best outcomes so far
     *     among the possible, without a guarantee
     * @param possible places of models that may be the best
     * @param duels that were played
     */
    public record Choice(Verdict verdict, int chosen, List<Integer> possible, long duels) {}

    public CheckpointChoice {
        if (!(range > 0) || most < 1 || concurrency < 1) {
            throw new IllegalArgumentException(
                    "A choice needs a range above 0, and at least 1 duel and 1 at a time, but it has %s, %d and %d."
                            .formatted(range, most, concurrency));
        }
        if (!(indifference >= 0 && indifference < (criterion == Criterion.MEAN ? range : 0.5))) {
            throw new IllegalArgumentException("The indifference must lie in [0, %s), but it is %s."
                    .formatted(criterion == Criterion.MEAN ? range : 0.5, indifference));
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "The confidence must lie in (0, 1), but it is %s; 0.95 is usual.".formatted(confidence));
        }
    }

    /** By mean regret at confidence 0.95, one duel at a time, at most 20,000. */
    public static CheckpointChoice byMean(double range, double indifference, long seed) {
        return new CheckpointChoice(Criterion.MEAN, range, indifference, 0.95, 20_000, 1, seed);
    }

    /**
     * Chooses.
     *
     * @param models at least one
     * @param trials play them
     */
    public <M> Choice among(List<M> models, Rollouts<M, ?> trials) throws TrainingException, InterruptedException {
        if (models.size() == 1) {
            return new Choice(new Verdict.Winner(0), 0, List.of(0), 0);
        }
        double margin = criterion == Criterion.MEAN ? indifference / (2 * range) : indifference;
        boolean circles = criterion == Criterion.OFTEN;
        var identification = new Identification(
                new EvidenceStopping(margin, circles, circles), 1 - confidence, most, concurrency, seed);
        try (ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
            var found = identification.<TrainingException>among(
                    models.size(), batch -> outcomes(batch, models, trials, threads));
            return new Choice(found.verdict(), found.chosen(), found.possible(), found.duels());
        }
    }

    private <M> List<Outcome> outcomes(
            List<Dispatch> batch, List<M> models, Rollouts<M, ?> trials, ExecutorService threads)
            throws TrainingException, InterruptedException {
        List<Callable<Outcome>> duels = batch.stream()
                .<Callable<Outcome>>map(it -> () -> outcome(it.duel(), it.index(), models, trials))
                .toList();
        var outcomes = new ArrayList<Outcome>();
        for (Future<Outcome> it : threads.invokeAll(duels)) {
            try {
                outcomes.add(it.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof TrainingException failed
                        ? failed
                        : new TrainingException("a duel of two checkpoints failed: " + e.getCause(), e);
            }
        }
        return outcomes;
    }

    private <M> Outcome outcome(Duel duel, long index, List<M> models, Rollouts<M, ?> trials)
            throws TrainingException, InterruptedException {
        List<Long> scenario =
                List.of(Randomness.of(seed, "scenarios of duels").stream(index).nextLong(Long.MAX_VALUE));
        double first = trials.play(models.get(duel.first()), scenario, 1, index)
                .getFirst()
                .regret();
        double second = trials.play(models.get(duel.second()), scenario, 1, index)
                .getFirst()
                .regret();
        return switch (criterion) {
            case MEAN -> Outcome.of(0.5 + Math.clamp((second - first) / range, -1, 1) / 2);
            case OFTEN -> first < second ? Outcome.WIN : first > second ? Outcome.LOSS : Outcome.TIE;
        };
    }
}
