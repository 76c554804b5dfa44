package io.agon.train.language;

import io.agon.budget.Allotment;
import io.agon.budget.BudgetSpentException;
import io.agon.budget.Purse;
import io.agon.decide.language.LanguagePlay;
import io.agon.decide.language.Transcript;
import io.agon.decide.language.UnansweredException;
import io.agon.loop.KeptReplies;
import io.agon.loop.KeptTurn;
import io.agon.model.ContentHash;
import io.agon.model.Decoding;
import io.agon.model.ModelException;
import io.agon.model.ModelOptions;
import io.agon.model.Secrets;
import io.agon.model.provider.Models;
import io.agon.policy.LlmPolicy;
import io.agon.policy.Policy;
import io.agon.policy.Prompt;
import io.agon.policy.Workflow;
import io.agon.procedure.Randomness;
import io.agon.train.Rollouts;
import io.agon.train.TrainingException;
import io.agon.train.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Language models play decision problems in words. Rollouts run at once, up to a number, and behind the guards of their
 * providers.
 *
 * <p>Guarantee: replies are kept as they come and not bought again, so that rollouts which were killed, or failed, go
 * on where they were when they are begun again with the same arguments. As far as models draw from their seed alone,
 * the same arguments give the same rollouts at any concurrency.
 */
public final class LanguageRollouts implements Rollouts<ModelRef, Transcript> {

    /** How often a rollout is begun that fails for a reason that may pass. */
    private static final int ATTEMPTS = 3;

    private final LanguagePlay play;
    private final Function<ModelRef, Policy> speakers;
    private final KeptReplies replies;
    private final Purse purse;
    private final int concurrency;
    private final long seed;
    private final Listener listener;

    /**
     * Rollouts of plays.
     *
     * @param speakers what a model is when it plays
     * @param replies where to keep them
     * @param purse money for all that is played
     * @param concurrency rollouts at once, at least 1
     */
    public LanguageRollouts(
            LanguagePlay play,
            Function<ModelRef, Policy> speakers,
            KeptReplies replies,
            Purse purse,
            int concurrency,
            long seed) {
        this(play, speakers, replies, purse, concurrency, seed, (done, of, failed) -> {});
    }

    private LanguageRollouts(
            LanguagePlay play,
            Function<ModelRef, Policy> speakers,
            KeptReplies replies,
            Purse purse,
            int concurrency,
            long seed,
            Listener listener) {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "concurrency of rollouts must be at least 1, but it is %d".formatted(concurrency));
        }
        this.play = play;
        this.speakers = speakers;
        this.replies = replies;
        this.purse = purse;
        this.concurrency = concurrency;
        this.seed = seed;
        this.listener = listener;
    }

    @Override
    public LanguageRollouts heardBy(Listener heard) {
        return new LanguageRollouts(play, speakers, replies, purse, concurrency, seed, heard);
    }

    /** As rollouts need it, which live on variety: temperature 1. */
    public static Decoding decoding(int maxTokens) {
        return new Decoding(1.0, null, null, maxTokens, List.of());
    }

    /**
     * Models that answer one prompt.
     *
     * @param options of all of them; the base URL of a model goes before
     * @param prompt over the variables of {@link LanguagePlay}, such as <code>{{prompt}}</code>
     */
    public static Function<ModelRef, Policy> speakers(
            Models models, ModelOptions options, Prompt prompt, Decoding decoding) {
        return model -> {
            var at = new ModelOptions(
                    options.home(),
                    Optional.ofNullable(model.baseUrl()).or(options::baseUrl),
                    options.keyVariable(),
                    options.timeout(),
                    options.parameters());
            return new LlmPolicy(prompt, models.endpoint(model.id(), at), decoding, new Workflow.Direct());
        };
    }

    @Override
    public List<Trajectory<Transcript>> play(ModelRef model, List<Long> scenarios, int rollouts, long round)
            throws TrainingException, InterruptedException {
        Policy speaker = speakers.apply(model);
        var places = new Semaphore(concurrency);
        var progress = new Progress(listener, scenarios.size() * rollouts);
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("rollout-", 0).factory())) {
            var futures = new ArrayList<Future<Trajectory<Transcript>>>();
            try {
                for (long scenario : scenarios) {
                    for (int i = 0; i < rollouts; i++) {
                        int rollout = i;
                        places.acquire();
                        futures.add(threads.submit(() -> {
                            try {
                                return one(speaker, scenario, rollout, round, progress);
                            } finally {
                                places.release();
                            }
                        }));
                        throwIfFailed(futures);
                    }
                }
                var played = new ArrayList<Trajectory<Transcript>>();
                for (Future<Trajectory<Transcript>> future : futures) {
                    played.add(future.get());
                }
                return played;
            } catch (ExecutionException e) {
                threads.shutdownNow(); // what they were told so far is kept
                if (e.getCause() instanceof TrainingException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException | RuntimeException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    /** Begins nothing more once something has failed. */
    private static void throwIfFailed(List<Future<Trajectory<Transcript>>> futures)
            throws ExecutionException, InterruptedException {
        for (Future<Trajectory<Transcript>> future : futures) {
            if (future.state() == Future.State.FAILED) {
                future.get();
            }
        }
    }

    private Trajectory<Transcript> one(Policy speaker, long scenario, int rollout, long round, Progress progress)
            throws TrainingException, InterruptedException {
        String place = "seed %d, round %d, scenario %d, rollout %d".formatted(seed, round, scenario, rollout);
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS;
            try (var money = new Allotment(purse, 0)) {
                var turn = new KeptTurn(
                        place,
                        Randomness.of(seed, "rollout of " + round + " " + scenario).stream(rollout),
                        replies,
                        money);
                Transcript told = play.play(speaker, scenario, turn);
                var played = Trajectory.of(scenario, rollout, told.episode(), imprint(told), told);
                progress.done();
                return played;
            } catch (BudgetSpentException e) {
                throw TrainingException.spent(
                        "the money is spent: %s; raise the budget to go on".formatted(clause(e)), e);
            } catch (ModelException e) {
                progress.failed();
                if (last || !e.fault().passing()) {
                    throw failed(place, e);
                }
            } catch (UnansweredException e) {
                progress.failed();
                if (last) {
                    throw failed(place, e);
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw failed(place, e);
            }
        }
    }

    /** How far the rollouts of one call are. */
    private static final class Progress {

        private final Listener listener;
        private final int of;
        private int done;
        private int failed;

        Progress(Listener listener, int of) {
            this.listener = listener;
            this.of = of;
            listener.played(0, of, 0);
        }

        synchronized void done() {
            listener.played(++done, of, failed);
        }

        synchronized void failed() {
            listener.played(done, of, ++failed);
        }
    }

    private static TrainingException failed(String place, Exception e) {
        return new TrainingException(
                "the rollout of %s failed: %s; what was played is kept, run again to go on".formatted(place, clause(e)),
                e);
    }

    /** Its message, to stand within a sentence. */
    private static String clause(Exception e) {
        return Secrets.redact(String.valueOf(e.getMessage())).strip().replaceFirst("\\.$", "");
    }

    /** Of what was played, whatever was said about it. */
    private static long imprint(Transcript told) {
        String played = told.rounds().stream().map(Transcript.Round::choice).collect(Collectors.joining("\n"));
        return Long.parseUnsignedLong(ContentHash.of(played).substring(0, 16), 16);
    }
}
