package io.agon.train.file;

import io.agon.budget.Purse;
import io.agon.config.ProviderSource;
import io.agon.decide.Agent;
import io.agon.decide.Environment;
import io.agon.decide.language.LanguagePlay;
import io.agon.decide.language.Transcript;
import io.agon.experiment.Estimate;
import io.agon.experiment.Estimate.Range;
import io.agon.judge.Program;
import io.agon.loop.KeptReplies;
import io.agon.model.ContentHash;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Limits;
import io.agon.model.Model;
import io.agon.model.ModelId;
import io.agon.model.Price;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.model.provider.Models;
import io.agon.model.provider.PriceTable;
import io.agon.policy.LlmPolicy;
import io.agon.policy.Prompt;
import io.agon.policy.Query;
import io.agon.policy.Workflow;
import io.agon.train.FineTuner;
import io.agon.train.LoopOptions;
import io.agon.train.Split;
import io.agon.train.file.TrainSpec.Policy;
import io.agon.train.file.TrainSpec.Tuner;
import io.agon.train.language.ChatLines;
import io.agon.train.language.CommandFineTuner;
import io.agon.train.language.LanguageRollouts;
import io.agon.train.language.Lora;
import io.agon.train.language.ModelRef;
import io.agon.train.language.OpenAiFineTuner;
import io.agon.train.language.OpenAiTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/** What a loop over language models is made of. */
final class LanguageTrainings {

    /** Instances whose texts an estimate is made of. */
    private static final int MEASURED = 20;

    private static final String WORDS = "{{prompt}}";
    private static final Prompt PROMPT = Prompt.of("agon train", WORDS);
    private static final Duration FIRST_POLL = Duration.ofSeconds(5);
    private static final Duration LONGEST_POLL = Duration.ofMinutes(1);
    private static final Duration LONGEST_JOB = Duration.ofDays(2);

    private final TrainSpec spec;
    private final Policy.Language policy;
    private final ProviderSource provider;
    private final io.agon.model.provider.Environment keys;
    private final Path home;

    LanguageTrainings(TrainSpec spec, Policy.Language policy) {
        this.spec = spec;
        this.policy = policy;
        home = Optional.ofNullable(spec.file().toAbsolutePath().getParent()).orElse(Path.of(""));
        provider = policy.provider();
        keys = io.agon.model.provider.Environment.ofProcess(home);
    }

    <A extends Agent> Recipe<A, ModelRef, Transcript> recipe(Split<A> parts) {
        return new Recipe<>(
                "%s, %s".formatted(provider.id(), policy.telling().description()),
                shaping(parts.training()),
                parts,
                folder -> workshop(parts, folder),
                new ModelRef(
                        provider.id().toString(), provider.options().baseUrl().orElse(null)),
                ModelRef.class,
                Transcript.class,
                Optional.empty(),
                (file, model) -> Files.writeString(file, JsonMapper.shared().writeValueAsString(model) + "\n"));
    }

    /** The prompt by what it says in the middle of instance 0. */
    private Map<String, String> shaping(Environment<?> played) {
        return Map.of(
                "trainer",
                switch (policy.tuner()) {
                    case Tuner.OpenAi it ->
                        "openai, %s epochs, batch %s, rate %s"
                                .formatted(said(it.epochs()), said(it.batch()), said(it.rate()));
                    case Tuner.Command it ->
                        "%s, %s".formatted(it.words(), Lora.usual(spec.loop().seed()));
                },
                "decoding",
                decoding().toString(),
                "parameters",
                new TreeMap<>(provider.options().parameters()).toString(),
                "baseUrl",
                provider.options().baseUrl().orElse("the provider's own"),
                "prompt",
                ContentHash.of(
                        WORDS,
                        new LanguagePlay(played, policy.telling())
                                .typical(0)
                                .vars()
                                .toString()));
    }

    private static String said(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : "usual";
    }

    private static String said(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(value.getAsDouble()) : "usual";
    }

    private Decoding decoding() {
        return LanguageRollouts.decoding(provider.decoding().maxTokens());
    }

    private Workshop<ModelRef, Transcript> workshop(Split<?> parts, Path folder) {
        long seed = spec.loop().seed();
        PriceTable prices = new TrainingPrices(provider).table();
        Limits limits = provider.limits().orElse(Limits.DEFAULT);
        var models = new Models(keys, prices, name -> limits);
        OptionalDouble usd = policy.usd();
        var purse = new Purse(usd.isPresent() ? (Double) usd.getAsDouble() : null);
        FineTuner<ModelRef, Transcript> tuner = tuner(folder, limits, purse, seed);
        var replies = new KeptReplies(folder.resolve("replies.jsonl"));
        purse.carry(replies.usd());
        var speakers = LanguageRollouts.speakers(models, provider.options(), PROMPT, decoding());
        return new Workshop<>(
                rollouts(parts.training(), speakers, replies, purse, seed),
                rollouts(parts.heldOut(), speakers, replies, purse, ~seed),
                rollouts(parts.duels(), speakers, replies, purse, ~seed),
                new PaidTuner(tuner, it -> usd.isEmpty() || prices.of(it).isPresent(), purse, replies),
                () -> Optional.of(spent(replies, purse)),
                replies::close);
    }

    /** What models and jobs cost, in this and earlier processes; free where nobody knows. */
    private String spent(KeptReplies replies, Purse purse) {
        return String.format(
                Locale.ROOT,
                "spent: %,d calls answered, $%,.4f%s",
                replies.answered(),
                purse.spent(),
                costsAreKnown() ? "" : "; what has no known price is not in it");
    }

    private boolean costsAreKnown() {
        var prices = new TrainingPrices(provider);
        return prices.base().isPresent()
                && prices.tuned().isPresent()
                && policy.tuner() instanceof Tuner.OpenAi it
                && it.price().isPresent();
    }

    /** What it takes to train so, as plays are long in the middle. */
    Forecast forecast(Split<?> split, LoopOptions loop) {
        var prices = new TrainingPrices(provider);
        io.agon.policy.Policy base = planned(provider.id(), prices.base());
        io.agon.policy.Policy tuned =
                planned(new ModelId(provider.id().provider(), provider.id().name() + ", fine-tuned"), prices.tuned());
        long learning = (long) loop.scenarios() * loop.rollouts();
        long lessons = (long) loop.rounds() * loop.scenarios() * loop.keep();
        var parts = List.of(
                part("rollouts", split.training(), base, learning, tuned, learning * (loop.rounds() - 1)),
                part("held out", split.heldOut(), base, loop.heldOut(), tuned, (long) loop.heldOut() * loop.rounds()),
                part(
                        "duels, at most",
                        split.duels(),
                        base,
                        0,
                        tuned,
                        2L * spec.choice().duels()));
        Optional<Integer> epochs = Optional.empty();
        OptionalDouble price = OptionalDouble.empty();
        if (policy.tuner() instanceof Tuner.OpenAi it) {
            epochs = it.epochs().isPresent() ? Optional.of(it.epochs().getAsInt()) : epochs;
            price = it.price();
        } else {
            epochs = Optional.of(Lora.usual(spec.loop().seed()).epochs());
        }
        Estimate learnt = takes(split.training(), base, (long) (lessons / (1 - loop.replay())));
        Range trained = learnt.input().plus(learnt.output()).times(epochs.orElse(1));
        Optional<Range> training =
                price.isPresent() ? Optional.of(trained.times(price.getAsDouble() / 1e6)) : Optional.empty();
        return new Forecast(parts, trained, epochs, training, policy.usd(), policy.concurrency());
    }

    private Forecast.Part part(
            String name,
            Environment<?> where,
            io.agon.policy.Policy base,
            long first,
            io.agon.policy.Policy tuned,
            long later) {
        Estimate takes = first == 0
                ? takes(where, tuned, later)
                : later == 0
                        ? takes(where, base, first)
                        : takes(where, base, first).plus(takes(where, tuned, later));
        return new Forecast.Part(name, first + later, takes);
    }

    private Estimate takes(Environment<?> where, io.agon.policy.Policy speaker, long plays) {
        var play = new LanguagePlay(where, policy.telling());
        List<Query> queries = LongStream.range(
                        0, Math.min(MEASURED, where.size().orElse(MEASURED)))
                .mapToObj(play::typical)
                .toList();
        return Estimate.of(speaker, queries, (double) plays * play.horizon());
    }

    /** A model that is never asked: it needs no key. */
    private io.agon.policy.Policy planned(ModelId id, Optional<Price> price) {
        return new LlmPolicy(PROMPT, new Endpoint(new Planned(id), price), decoding(), new Workflow.Direct());
    }

    private record Planned(ModelId id) implements Model {
        @Override
        public Reply complete(Request request, long seed, String key) {
            throw new IllegalStateException("%s is only planned with.".formatted(id));
        }
    }

    private LanguageRollouts rollouts(
            Environment<?> environment,
            Function<ModelRef, io.agon.policy.Policy> speakers,
            KeptReplies replies,
            Purse purse,
            long seed) {
        return new LanguageRollouts(
                new LanguagePlay(environment, policy.telling()), speakers, replies, purse, policy.concurrency(), seed);
    }

    private FineTuner<ModelRef, Transcript> tuner(Path folder, Limits limits, Purse purse, long seed) {
        return switch (policy.tuner()) {
            case Tuner.OpenAi it ->
                new OpenAiFineTuner(
                        keys,
                        new OpenAiTraining(
                                provider.id().provider(),
                                provider.options(),
                                limits,
                                it.epochs().isPresent() ? (Integer) it.epochs().getAsInt() : null,
                                it.batch().isPresent() ? (Integer) it.batch().getAsInt() : null,
                                it.rate().isPresent() ? (Double) it.rate().getAsDouble() : null,
                                seed,
                                0,
                                it.price().isPresent() ? (Double) it.price().getAsDouble() : null,
                                FIRST_POLL,
                                LONGEST_POLL),
                        new ChatLines(PROMPT, ChatLines.Unit.ROUND, true),
                        purse,
                        said -> {});
            case Tuner.Command it ->
                new CommandFineTuner(
                        new Program(it.words(), home, LONGEST_JOB),
                        folder.resolve("jobs"),
                        new ChatLines(PROMPT, ChatLines.Unit.ROUND, false),
                        Lora.usual(seed));
        };
    }
}
