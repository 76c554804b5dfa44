package io.agon.experiment;

import io.agon.budget.Allotment;
import io.agon.experiment.DuelTurn.Place;
import io.agon.judge.Arena;
import io.agon.judge.Ballot;
import io.agon.judge.Bout;
import io.agon.judge.Hearing;
import io.agon.model.Fault;
import io.agon.model.Reply;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.policy.Turn;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.procedure.Dispatch;
import io.agon.store.RunRecord;
import io.agon.store.StoreWriter;
import io.agon.store.StoredCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Fights one duel until there is an outcome, or attempts are used up; keeps every answer that is paid for. */
final class Fight {

    private final RunRecord run;
    private final Dispatch dispatch;
    private final Query query;
    private final RandomGenerator random;
    private final Arena arena;
    private final StoreWriter writer;
    private final Replies replies;
    private final Allotment money;
    private final RunnerOptions options;
    private final boolean again;
    private final Map<Integer, Answer.Given> answers = new ConcurrentHashMap<>();
    private final List<Ballot> ballots = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Reply> bought = new ConcurrentHashMap<>();
    private int attempts;

    /**
     * A duel to be fought.
     *
     * @param random the stream of its attempts
     * @param money what it may spend
     * @param again whether an earlier process may have begun it
     */
    Fight(
            RunRecord run,
            Dispatch dispatch,
            Query query,
            RandomGenerator random,
            Arena arena,
            StoreWriter writer,
            Replies replies,
            Allotment money,
            RunnerOptions options,
            boolean again) {
        this.run = run;
        this.dispatch = dispatch;
        this.query = query;
        this.random = random;
        this.arena = arena;
        this.writer = writer;
        this.replies = replies;
        this.money = money;
        this.options = options;
        this.again = again;
    }

    long index() {
        return dispatch.index();
    }

    /** @throws io.agon.budget.BudgetSpentException when there is no money to go on */
    Outcome run() throws InterruptedException {
        Outcome outcome = new Outcome.Missing("never tried");
        Outcome.Missing asked = null;
        while (attempts < options.attempts()) {
            if (attempts > 0 && !arena.instant()) {
                Thread.sleep(options.backoff().multipliedBy(1L << Math.min(10, attempts - 1)));
            }
            outcome = arena.fight(new Attempt(attempts++, random.nextLong()));
            if (!(outcome instanceof Outcome.Missing missing)) {
                return outcome;
            }
            if (!missing.reason().contains(Fault.Resting.WORDS)) {
                asked = missing;
            }
        }
        return asked == null ? outcome : asked; // a provider that rested afterwards excuses no failure
    }

    int attempts() {
        return attempts;
    }

    /** What judges said, over all attempts. */
    List<Ballot> ballots() {
        return List.copyOf(ballots);
    }

    private final class Attempt implements Bout {
        private final Place place;
        private final RandomGenerator own;
        private final RandomGenerator forFirst;
        private final RandomGenerator forSecond;
        private final RandomGenerator forJudge;

        Attempt(int number, long seed) {
            place = new Place(run.id(), run.seed(), dispatch.index(), number, again);
            own = new SplittableRandom(seed);
            var seeds = new SplittableRandom(new SplittableRandom(seed).nextLong());
            forFirst = seeds.split();
            forSecond = seeds.split();
            forJudge = seeds.split();
        }

        @Override
        public Duel duel() {
            return dispatch.duel();
        }

        @Override
        public Query query() {
            return query;
        }

        @Override
        public RandomGenerator random() {
            return own;
        }

        @Override
        public Turn turn(int policy) {
            return turn(policy, policy == duel().first() ? forFirst : forSecond);
        }

        @Override
        public Hearing hearing() {
            return turn(StoredCall.JUDGE, forJudge);
        }

        private DuelTurn turn(int party, RandomGenerator random) {
            return new DuelTurn(place, party, random, writer, replies, money, ballots, bought);
        }

        @Override
        public Optional<Answer.Given> find(int policy) {
            Answer.Given answer = answers.get(policy);
            if (answer == null && again && !arena.instant()) {
                Optional<Answer.Given> kept = writer.answer(run.id(), dispatch.index(), policy);
                kept.ifPresent(it -> answers.put(policy, it));
                return kept;
            }
            return Optional.ofNullable(answer);
        }

        @Override
        public void keep(int policy, Answer.Given answer) {
            answers.put(policy, answer);
            if (!arena.instant()) {
                writer.answer(run.id(), dispatch.index(), policy, answer);
            }
        }
    }
}
