package io.agon.train.file;

import io.agon.decide.Agent;
import io.agon.decide.BanditAgent;
import io.agon.decide.Catalogue;
import io.agon.decide.Description;
import io.agon.decide.Environment;
import io.agon.decide.play.Plays;
import io.agon.decide.play.Replications;
import io.agon.loop.LoopFolder;
import io.agon.train.Checkpoint;
import io.agon.train.Journal;
import io.agon.train.LoopListener;
import io.agon.train.LoopOptions;
import io.agon.train.LoopResult;
import io.agon.train.Ranking;
import io.agon.train.RegretLoop;
import io.agon.train.Selection;
import io.agon.train.SoftSelection;
import io.agon.train.TrainingException;
import io.agon.train.choice.CheckpointChoice;
import io.agon.train.choice.CheckpointChoice.Choice;
import io.agon.train.scenario.Mopps;
import io.agon.train.scenario.PromptCurriculum;
import io.agon.train.scenario.ReferenceTarget;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A training from file to answer: the agents of comparison play fresh scenarios, the loop trains, Agon chooses among
 * its checkpoints, and what it chose plays the scenarios of the others. The same file gives the same answer; one that
 * is stopped or killed goes on where it was.
 *
 * @param <A> agents of the environment
 * @param <M> a model
 * @param <E> what can be learnt from one rollout
 */
public final class Training<A extends Agent, M, E> {

    /** The file of the chosen checkpoint in the folder of a training. */
    public static final String AGENT = "agent.json";

    /** The folder of rounds in the folder of a training. */
    public static final String ROUNDS = "rounds";

    private static final String GREEDY = "greedy";
    private static final int STOCK = 10;
    private static final int POOL = 4;
    private static final int REFERENCE_PLAYS = 8;
    private static final double USUAL_INDIFFERENCE = 0.01;

    private final TrainSpec spec;
    private final Catalogue catalogue;
    private final Recipe<A, M, E> recipe;
    private final int arms;
    private final int threads;

    Training(TrainSpec spec, Catalogue catalogue, Recipe<A, M, E> recipe, int arms, int threads) {
        this.spec = spec;
        this.catalogue = catalogue;
        this.recipe = recipe;
        this.arms = arms;
        this.threads = threads;
    }

    /** Who hears how it goes on. */
    public interface Listener extends LoopListener {

        /** Agents play fresh scenarios: so many of so many. */
        default void tested(long played, int of) {}

        /** The agents of comparison have played, before the loop begins. */
        default void compared(List<Plays> plays) {}

        /** Agon begins to choose among so many checkpoints. */
        default void choosing(int checkpoints) {}
    }

    /** What the loop will do; the limit of suffix failures is known when the agents of comparison have played. */
    public LoopOptions options() {
        return spec.loop().options(arms, language(), spec.evaluation().scenarios(), 1);
    }

    private boolean language() {
        return spec.policy() instanceof TrainSpec.Policy.Language;
    }

    /** Calls, tokens and money that it will take; empty where it costs none. */
    public Optional<Forecast> forecast() {
        return spec.policy() instanceof TrainSpec.Policy.Language it
                ? Optional.of(new LanguageTrainings(spec, it).forecast(recipe.parts(), options()))
                : Optional.empty();
    }

    /** Whether what is chosen plays as {@code trained(file=...)}. */
    public boolean playable() {
        return recipe.agent().isPresent();
    }

    /** Rounds that a folder already holds. */
    public int roundsIn(Path folder) {
        return Math.max(0, journal(folder).checkpoints().size() - 1);
    }

    private Journal<M, E> journal(Path folder) {
        return new Journal<>(folder.resolve(ROUNDS), recipe.model(), recipe.lesson());
    }

    /** What is trained, with its values. */
    public String policy() {
        return recipe.name();
    }

    /**
     * Trains, and keeps what it does in a folder: rounds that are there already are not repeated. Refused when another
     * process is at work there.
     */
    public Trained run(Path folder, Listener listener) throws TrainingException, InterruptedException, IOException {
        try (var lock = new LoopFolder(folder).lock();
                Workshop<M, E> workshop = recipe.workshop().apply(folder)) {
            return run(workshop, folder, listener);
        }
    }

    private Trained run(Workshop<M, E> workshop, Path folder, Listener listener)
            throws TrainingException, InterruptedException, IOException {
        List<Plays> tests = new ArrayList<>(test(against(), listener));
        listener.compared(List.copyOf(tests));
        OptionalDouble limit = limit(listener);
        LoopOptions options =
                spec.loop().options(arms, language(), spec.evaluation().scenarios(), limit.orElse(1));
        LoopResult<M> loop = sampling(
                        new RegretLoop<>(workshop.rollouts().heardBy(listener::played), workshop.tuner(), options))
                .evaluatedBy(workshop.trials().heardBy(listener::played))
                .selecting(selection())
                .heardBy(listener)
                .keptIn(journal(folder), settings())
                .run(recipe.start());
        List<Checkpoint<M>> candidates = candidates(loop);
        CheckpointChoice rule = rule(loop);
        listener.choosing(candidates.size());
        Optional<Choice> choice = candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(rule.among(
                        candidates.stream().map(Checkpoint::model).toList(),
                        workshop.duels().heardBy(listener::played)));
        Checkpoint<M> chosen = choice.map(it -> candidates.get(it.chosen())).orElseGet(() -> leastFailing(loop));
        recipe.save().to(folder.resolve(AGENT), chosen.model());
        if (recipe.agent().isPresent()) {
            var play = recipe.agent().get();
            tests.addAll(test(
                    List.of(
                            new Replications.Entry<>("untrained", play.apply(recipe.start())),
                            new Replications.Entry<>(name(chosen), play.apply(chosen.model()))),
                    listener));
        }
        List<String> notes = new ArrayList<>(notes(limit, rule));
        workshop.spent().get().ifPresent(notes::add);
        return new Trained(
                loop, candidates.stream().map(Checkpoint::round).toList(), rule, choice, chosen.round(), tests, notes);
    }

    /** For when no checkpoint keeps the limit. */
    private Checkpoint<M> leastFailing(LoopResult<M> loop) {
        return loop.checkpoints().stream()
                .min(Comparator.<Checkpoint<M>>comparingDouble(
                                it -> it.heldOut().suffFail())
                        .thenComparingDouble(it -> it.heldOut().mean()))
                .orElseThrow();
    }

    private List<String> notes(OptionalDouble limit, CheckpointChoice rule) {
        var notes = new ArrayList<String>();
        if (bandit() && limit.isEmpty()) {
            notes.add("no arm is the best throughout, so no checkpoint is barred for not finding it (SuffFail)");
        }
        if (rule.criterion() == CheckpointChoice.Criterion.MEAN && range().isEmpty()) {
            notes.add(
                    "%s sets no bound to regret, so in the choice differences above %s count as %2$s; what is lowest is the mean of those"
                            .formatted(recipe.parts().duels().description().name(), shortly(rule.range())));
        }
        if (spec.evaluation().environment().isPresent()
                && recipe.parts().training().size().isPresent()
                && recipe.parts().test().size().isPresent()) {
            notes.add(
                    "environment and evaluate.environment both have so many instances and no more; whether some are in"
                            + " both is not known");
        }
        return notes;
    }

    private static String shortly(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** What the chosen checkpoint is called among agents. */
    static String name(Checkpoint<?> chosen) {
        return "trained, round " + chosen.round();
    }

    private List<Plays> test(List<Replications.Entry<A>> agents, Listener listener) throws InterruptedException {
        int scenarios = spec.evaluation().test();
        return agents.isEmpty()
                ? List.of()
                : new Replications<>(
                                recipe.parts().test(), scenarios, spec.loop().seed(), threads)
                        .play(agents, played -> listener.tested(played, scenarios));
    }

    private List<Replications.Entry<A>> against() {
        return spec.evaluation().against().stream()
                .map(it -> new Replications.Entry<>(
                        it.toString(), catalogue.agent(recipe.parts().test(), it)))
                .toList();
    }

    /**
     * How often greedy play fails to find the best arm: a checkpoint that does worse is not chosen. Empty where there
     * is no such arm.
     */
    private OptionalDouble limit(Listener listener) throws InterruptedException {
        if (!bandit()) {
            return OptionalDouble.empty();
        }
        var greedy = catalogue.agent(recipe.parts().test(), Description.of(GREEDY));
        double share = test(List.of(new Replications.Entry<>(GREEDY, greedy)), listener)
                .getFirst()
                .explored()
                .suffixFailure();
        return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    private boolean bandit() {
        return recipe.parts().test().agents() == BanditAgent.class;
    }

    private Selection selection() {
        return switch (spec.loop().selection()) {
            case TOP -> Ranking.REGRET;
            case REWARD -> Ranking.REWARD;
            case SOFT -> new SoftSelection(spec.loop().temperature());
        };
    }

    /** Scenarios by which sampler; a rollout that regrets no more than the reference agent counts as a success. */
    private RegretLoop<M, E> sampling(RegretLoop<M, E> loop) {
        long seed = spec.loop().seed();
        int wanted = options().scenarios();
        Environment<A> played = recipe.parts().training();
        return switch (spec.loop().sampler()) {
            case UNIFORM -> loop;
            case MOPPS -> loop.sampling(new Mopps(STOCK * wanted, seed), target(played, seed));
            case CURRICULUM ->
                loop.sampling(
                        new PromptCurriculum(POOL, scenario -> Environments.features(played, scenario)),
                        target(played, seed));
        };
    }

    private ReferenceTarget<A> target(Environment<A> played, long seed) {
        A reference = catalogue.agent(played, Environments.reference(played));
        return new ReferenceTarget<>(played, reference, REFERENCE_PLAYS, seed);
    }

    /** What must be the same for rounds that are kept to be gone on from. */
    Map<String, String> settings() {
        Description tested = recipe.parts().test().description();
        var settings = new TreeMap<>(recipe.shaping());
        settings.put("environment", spec.environment().toString());
        settings.put("heldOutEnvironment", tested.toString());
        settings.put("environmentContent", catalogue.version(spec.environment(), tested));
        settings.put("policy", recipe.name());
        settings.put("sampler", spec.loop().sampler().name());
        return settings;
    }

    /** The eligible ones that regret least on held-out scenarios, and the last. */
    private List<Checkpoint<M>> candidates(LoopResult<M> loop) {
        return Stream.concat(
                        loop.eligible().stream()
                                .sorted(Comparator.comparingDouble(
                                        it -> it.heldOut().mean()))
                                .limit(spec.choice().candidates() - 1L),
                        loop.eligible().stream()
                                .filter(it -> it.round() == loop.last().round()))
                .distinct()
                .sorted(Comparator.comparingInt(Checkpoint::round))
                .toList();
    }

    private OptionalDouble range() {
        return recipe.parts().duels().range();
    }

    /** Where the environment sets no bound, regrets are taken to differ by no more than they do when held out. */
    private CheckpointChoice rule(LoopResult<M> loop) {
        TrainSpec.Choice choice = spec.choice();
        boolean mean = choice.criterion() == CheckpointChoice.Criterion.MEAN;
        int horizon = recipe.parts().duels().open(0).task().horizon();
        double indifference =
                choice.indifference().orElse(mean ? horizon * USUAL_INDIFFERENCE : 2 * USUAL_INDIFFERENCE);
        DoubleSummaryStatistics regrets = loop.checkpoints().stream()
                .flatMap(it -> it.heldOut().regrets().stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        double most = Math.max(range().orElse(regrets.getMax() - regrets.getMin()), 2 * indifference);
        return new CheckpointChoice(
                choice.criterion(),
                most > 0 ? most : 1,
                indifference,
                choice.confidence(),
                choice.duels(),
                1,
                spec.loop().seed());
    }
}
