package io.agon.improve.file;

import io.agon.experiment.Estimate;
import io.agon.improve.Artifact;
import io.agon.improve.LearningGraph;
import io.agon.improve.LearningLoop;
import io.agon.improve.Problem;
import io.agon.improve.Run;
import io.agon.model.Endpoint;
import io.agon.model.ModelException;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The first update of a loop without asking anybody: the start is run on a batch, and what the models would be asked is
 * written down. Their replies are made up, as long as they may be: what a run holds of them is more than it will be.
 *
 * @param endpoint of the model that proposes
 * @param requests to it, in order
 */
record Rehearsal(Endpoint endpoint, List<Request> requests) {

    /** Bytes of a token. */
    private static final int TOKEN = 4;

    /** Solutions that are remembered: more are shown by no form. */
    private static final int HISTORY = 20;

    /** Characters of a reply: no optimizer is shown more of one. */
    private static final int LONGEST = 8_000;

    /** Empty when it fails: what is made up is not what every workflow can read. */
    static Optional<Rehearsal> of(Improving it) {
        LearningLoop loop = it.loop();
        Artifact start = loop.start();
        try {
            List<Run> runs = new ArrayList<>();
            for (long item : it.task().items().training().first(loop.batching().atOnce(), loop.seed())) {
                runs.add(it.task().run(start, item, new Actor(loop.seed())));
            }
            LearningGraph graph = LearningGraph.of(loop);
            var random = Randomness.of(loop.seed(), "windows").stream(0);
            var lesson = graph.lesson(runs, graph.starts(runs, random), OptionalDouble.empty());
            String feedback = lesson.summary().feedback();
            var problem = new Problem(
                    1,
                    it.task().objective(),
                    start,
                    loop.editable(),
                    lesson.summary(),
                    lesson.shown(),
                    Collections.nCopies(loop.memory(), new Problem.Remembered(start, feedback)),
                    Collections.nCopies(Math.min(HISTORY, loop.budget().updates()), new Problem.Scored(start, 0)));
            var actor = new Actor(loop.seed());
            var unused = it.optimizer().propose(problem, actor);
            return actor.endpoints.stream().findFirst().map(endpoint -> new Rehearsal(endpoint, actor.requests));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    /** What so many updates take. */
    Estimate estimate(long updates) {
        return Estimate.of(endpoint, requests, updates);
    }

    /** That a budget in US dollars does not reach for one batch and one proposal, should each cost the most it may. */
    Optional<String> shortage(Improving it) {
        LearningLoop loop = it.loop();
        double call = requests.stream()
                .mapToDouble(
                        one -> endpoint.worst(one.inputBound(), one.decoding().maxTokens()))
                .max()
                .orElse(0);
        double batch = it.task().items().training().first(loop.batching().atOnce(), loop.seed()).stream()
                .mapToDouble(item -> it.task().worstCase(loop.start(), item))
                .sum();
        OptionalDouble usd = loop.budget().usd();
        return usd.isEmpty() || usd.getAsDouble() >= call + batch
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "usd %s may not reach for one update: a batch may cost up to $%.4f, and a call for a proposal"
                                + " up to $%.4f (max_tokens %d); raise usd or lower max_tokens",
                        usd.getAsDouble(),
                        batch,
                        call,
                        requests.getFirst().decoding().maxTokens()));
    }

    /** Writes down what is asked, and replies in its stead. */
    private static final class Actor implements Turn {

        private final RandomGenerator random;
        private final List<Endpoint> endpoints = new ArrayList<>();
        private final List<Request> requests = new ArrayList<>();

        Actor(long seed) {
            random = Randomness.of(seed, "rehearsal").stream(0);
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading) throws ModelException {
            endpoints.add(endpoint);
            requests.add(request);
            String text =
                    "word ".repeat(Math.min(TOKEN * request.decoding().maxTokens(), LONGEST) / "word ".length() + 1);
            return reading.read(new Reply(
                    text, Reply.Finish.STOP, Optional.empty(), endpoint.id().toString(), Optional.empty()));
        }

        @Override
        public void spend(double usd) {}
    }
}
