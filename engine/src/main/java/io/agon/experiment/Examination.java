package io.agon.experiment;

import io.agon.budget.Allotment;
import io.agon.budget.BudgetSpentException;
import io.agon.budget.Purse;
import io.agon.judge.Agreement;
import io.agon.judge.Ballot.Choice;
import io.agon.judge.Exam;
import io.agon.model.Reply;
import io.agon.policy.Answer;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import io.agon.store.RunRecord;
import io.agon.store.StoreWriter;
import io.agon.store.StoredCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries a judge on labelled pairs before the duels begin. Replies are paid and kept as in duels, under places below 0;
 * what was asked before a stop or a crash is not asked again. Which answer is shown first is tossed.
 */
final class Examination {

    /** The event that keeps the result. */
    static final String EVENT = "labelled";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Exam exam;
    private final RunRecord run;
    private final StoreWriter writer;
    private final Replies replies;
    private final Purse purse;
    private final RunnerOptions options;
    private final Agreement.Tally tally = new Agreement.Tally();
    private final LinkedBlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private int failed;
    private boolean unpaid;

    /** A pair that was judged; null when it was not, and will be when the run is resumed. */
    private record Done(
            int index, @Nullable Outcome outcome, @Nullable Throwable broken) {}

    Examination(Exam exam, RunRecord run, StoreWriter writer, Replies replies, Purse purse, RunnerOptions options) {
        this.exam = exam;
        this.run = run;
        this.writer = writer;
        this.replies = replies;
        this.purse = purse;
        this.options = options;
    }

    /** Agreement by judge, from the text of an event. */
    static Map<String, Agreement> parse(String text) {
        JsonNode json = JSON.readTree(text);
        var counts = new ArrayList<Long>();
        json.path("counts").forEach(it -> counts.add(it.asLong()));
        return Map.of(json.path("judge").asString(""), new Agreement(counts));
    }

    /**
     * Judges all pairs and keeps the result.
     *
     * @param stopped whether to stop; then nothing is kept but what was paid for
     */
    void hold(BooleanSupplier stopped) throws InterruptedException {
        boolean whole = true;
        int running = 0;
        try {
            for (int i = 0; i < exam.pairs().size() && whole; i++) {
                double worst = exam.judge().worstCase(exam.pairs().get(i).query(), Integer.MAX_VALUE);
                while (running >= run.concurrency() || !purse.reserve(worst)) {
                    if (running == 0) {
                        whole = false; // the duels will find that the money is spent
                        break;
                    }
                    if (!take(stopped)) {
                        return;
                    }
                    running--;
                }
                if (whole) {
                    start(i, new Allotment(purse, worst));
                    running++;
                }
            }
            for (; running > 0; running--) {
                if (!take(stopped)) {
                    return;
                }
            }
        } finally {
            end();
        }
        if (whole && !unpaid) {
            ObjectNode json = JSON.createObjectNode();
            json.put("judge", exam.name());
            ArrayNode counts = json.putArray("counts");
            tally.agreement().counts().forEach(counts::add);
            json.put("failed", failed);
            writer.event(run.id(), EVENT, json.toString());
            writer.flush();
        }
    }

    /** What is under way gets a while to end, because it is paid for, then it is cut off. */
    private void end() throws InterruptedException {
        long deadline = System.nanoTime() + options.grace().toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(2));
        }
    }

    private boolean take(BooleanSupplier stopped) throws InterruptedException {
        Done next = null;
        while (next == null) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            next = done.poll(options.glance().toMillis(), TimeUnit.MILLISECONDS);
        }
        switch (next.broken()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        Outcome outcome = next.outcome();
        if (outcome == null) {
            unpaid = true;
        } else if (outcome instanceof Outcome.Missing) {
            failed++;
        } else {
            tally.add(Choice.of(outcome), exam.pairs().get(next.index()).label());
        }
        return true;
    }

    private void start(int index, Allotment money) {
        threads.add(Thread.ofVirtual().name("labelled-" + index).start(() -> {
            Done result;
            try (money) {
                result = new Done(index, judge(index, money), null);
            } catch (InterruptedException | BudgetSpentException e) {
                result = new Done(index, null, null);
            } catch (RuntimeException | Error e) {
                result = new Done(index, null, e);
            }
            done.add(result);
        }));
    }

    private Outcome judge(int index, Allotment money) throws InterruptedException {
        Exam.Pair pair = exam.pairs().get(index);
        RandomGenerator random = Randomness.of(run.seed(), EVENT).stream(index);
        boolean swapped = random.nextBoolean();
        var first = new Answer.Given(swapped ? pair.second() : pair.first());
        var second = new Answer.Given(swapped ? pair.first() : pair.second());
        var bought = new ConcurrentHashMap<String, Reply>();
        Outcome outcome = new Outcome.Missing("never tried");
        for (int attempt = 0; attempt < options.attempts() && outcome instanceof Outcome.Missing; attempt++) {
            if (attempt > 0) {
                Thread.sleep(options.backoff().multipliedBy(1L << Math.min(10, attempt - 1)));
            }
            var place = new DuelTurn.Place(run.id(), run.seed(), -1 - index, attempt, true);
            var turn = new DuelTurn(place, StoredCall.JUDGE, random, writer, replies, money, new ArrayList<>(), bought);
            try {
                outcome = exam.judge().judge(pair.query(), first, second, turn);
            } catch (InterruptedException | BudgetSpentException e) {
                throw e;
            } catch (Exception | LinkageError | StackOverflowError e) {
                outcome = new Outcome.Missing(String.valueOf(e.getMessage()));
            }
        }
        return swapped ? outcome.swapped() : outcome;
    }
}
