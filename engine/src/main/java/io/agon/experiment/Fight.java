package io.agon.experiment;

import io.agon.judge.AnswerLog;
import io.agon.judge.Arena;
import io.agon.judge.Bout;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.store.StoreWriter;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Fights one duel until there is an outcome, or attempts are used up; keeps every answer that is paid for. */
final class Fight implements AnswerLog {

    private final String run;
    private final Dispatch dispatch;
    private final Query query;
    private final RandomGenerator random;
    private final Arena arena;
    private final StoreWriter writer;
    private final RunnerOptions options;
    private final boolean again;
    private final Map<Integer, Answer.Given> answers = new ConcurrentHashMap<>();
    private double cost;
    private int attempts;

    Fight(
            String run,
            Dispatch dispatch,
            Query query,
            RandomGenerator random,
            Arena arena,
            StoreWriter writer,
            RunnerOptions options,
            boolean again) {
        this.run = run;
        this.dispatch = dispatch;
        this.query = query;
        this.random = random;
        this.arena = arena;
        this.writer = writer;
        this.options = options;
        this.again = again;
    }

    Outcome run() throws InterruptedException {
        Outcome outcome = new Outcome.Missing("never tried");
        while (attempts < options.attempts()) {
            if (attempts > 0 && !arena.instant()) {
                Thread.sleep(options.backoff().multipliedBy(1L << Math.min(10, attempts - 1)));
            }
            attempts++;
            outcome = arena.fight(new Bout(dispatch.duel(), query, new SplittableRandom(random.nextLong()), this));
            if (!(outcome instanceof Outcome.Missing)) {
                return outcome;
            }
        }
        return outcome;
    }

    int attempts() {
        return attempts;
    }

    /** US dollars that this process spent on it. */
    synchronized double cost() {
        return cost;
    }

    @Override
    public Optional<Answer.Given> find(int policy) {
        Answer.Given answer = answers.get(policy);
        if (answer == null && again && !arena.instant()) {
            Optional<Answer.Given> kept = writer.answer(run, dispatch.index(), policy);
            kept.ifPresent(it -> answers.put(policy, it));
            return kept;
        }
        return Optional.ofNullable(answer);
    }

    @Override
    public synchronized void keep(int policy, Answer.Given answer) {
        answers.put(policy, answer);
        cost += answer.usd();
        if (!arena.instant()) {
            writer.answer(run, dispatch.index(), policy, answer);
        }
    }
}
