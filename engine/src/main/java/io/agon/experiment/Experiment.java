package io.agon.experiment;

import io.agon.budget.Budget;
import io.agon.config.ArenaLoader;
import io.agon.config.ConfigException;
import io.agon.config.ExperimentReader;
import io.agon.config.ExperimentSpec;
import io.agon.config.FeatureLoader;
import io.agon.config.Fingerprint;
import io.agon.config.Problem;
import io.agon.config.Settings;
import io.agon.judge.AnsweringArena;
import io.agon.judge.Arena;
import io.agon.judge.HumanVoter;
import io.agon.preference.Duel;
import io.agon.procedure.Lag;
import io.agon.structured.FeatureSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An experiment that is ready to run: the file is checked, its data are read, its classes are loaded. */
public final class Experiment {

    private final ExperimentSpec spec;
    private final Arena arena;
    private final Optional<FeatureSpace> shared;
    private final Optional<FeatureSpace> features;
    private final String fingerprint;
    private final List<Problem> obstacles;
    private final List<String> notices;

    private Experiment(
            ExperimentSpec spec,
            Arena arena,
            Optional<FeatureSpace> shared,
            String fingerprint,
            List<Problem> obstacles,
            List<String> notices) {
        this.obstacles = List.copyOf(obstacles);
        this.notices = List.copyOf(notices);
        this.spec = spec;
        this.arena = arena;
        this.shared = shared;
        features = ProcedureFactory.Design.features(
                spec.settings().space(), shared, arena.policies().size());
        this.fingerprint = fingerprint;
    }

    /**
     * Reads an experiment file with all that it names.
     *
     * @param path a file, or a folder, which means its {@code agon.yaml}
     * @throws ConfigException with every problem found
     */
    public static Experiment load(Path path) {
        return load(path, HumanVoter.nobody());
    }

    /**
     * The same, with somebody to ask when people judge.
     *
     * @throws ConfigException with every problem found
     */
    public static Experiment load(Path path, HumanVoter voter) {
        ArenaLoader.Loaded loaded = ArenaLoader.open(ExperimentReader.read(path, ProcedureFactory.rules()), voter);
        ExperimentSpec spec = loaded.spec();
        return new Experiment(
                spec,
                loaded.arena(),
                FeatureLoader.load(spec, loaded.arena().policies()),
                Fingerprint.of(spec, loaded.arena().versions()),
                loaded.obstacles(),
                loaded.notices());
    }

    /** An experiment put together by a program; the fingerprint names all that shapes its runs. */
    public static Experiment of(ExperimentSpec spec, Arena arena, String fingerprint) {
        return of(spec, arena, Optional.empty(), fingerprint);
    }

    /** The same, with what the policies share. */
    public static Experiment of(ExperimentSpec spec, Arena arena, Optional<FeatureSpace> shared, String fingerprint) {
        return new Experiment(spec, arena, shared, fingerprint, List.of(), List.of());
    }

    /** What the file says. */
    public ExperimentSpec spec() {
        return spec;
    }

    /** Where its duels are fought. */
    public Arena arena() {
        return arena;
    }

    /** What was overlooked in the file, for people. */
    public List<String> notices() {
        return notices;
    }

    /**
     * What this machine lacks to run it, such as keys; everything else works without.
     *
     * @throws ConfigException when there is something
     */
    void requireReady() {
        if (!obstacles.isEmpty()) {
            throw new ConfigException(obstacles);
        }
    }

    /** What the policies share, as the file says; empty when it says nothing. */
    public Optional<FeatureSpace> shared() {
        return shared;
    }

    /** Hash of all that shapes a run: settings, data, policies; not budget and description. */
    public String fingerprint() {
        return fingerprint;
    }

    /** {@code .agon/agon.db} beside the experiment file. */
    public Path defaultStore() {
        return spec.file().toAbsolutePath().resolveSibling(".agon").resolve("agon.db");
    }

    /** Duels in flight. */
    public int concurrency() {
        // A person answers one question at a time, and what is asked ahead is asked without the newest answers.
        return spec.settings().concurrency(arena.instant() || judgedByPeople());
    }

    /** Whether a person is asked, so that somebody has to be there. */
    public boolean judgedByPeople() {
        return spec.judge().asksPeople();
    }

    /** How far behind a decision its newest outcome is. */
    public Lag lag() {
        return Lag.of(concurrency());
    }

    /** All that shapes the decisions. */
    ProcedureFactory.Design design() {
        Settings settings = spec.settings();
        return new ProcedureFactory.Design(
                settings.rule(),
                arena.policies().size(),
                settings.delta(),
                settings.margin(),
                settings.strict(),
                settings.gap().orElse(0),
                settings.seed(),
                lag(),
                settings.space(),
                features);
    }

    /** What a run would do. */
    public Plan plan() {
        Settings settings = spec.settings();
        int size = arena.policies().size();
        var cases = new ArrayList<Plan.Case>();
        for (double winRate : List.of(0.55, 0.6, 0.7, 0.8)) {
            double limit = (size - 1) / Growth.kl(winRate, 0.5) * Growth.kl(settings.delta(), 1 - settings.delta());
            cases.add(new Plan.Case(
                    winRate, Math.round(limit), Math.round(Plan.TYPICAL_RATIO * limit) + lag().most() - 1));
        }
        return new Plan(
                spec.description(),
                arena.policies(),
                shared.map(Experiment::words).orElse(""),
                arena.queryCount(),
                settings.confidence(),
                settings.rule(),
                settings.seed(),
                concurrency(),
                lag().most(),
                words(settings.budget()),
                estimate(),
                cases,
                news());
    }

    /** What was overlooked, then what running still needs. */
    private List<String> news() {
        var news = new ArrayList<>(notices);
        obstacles.forEach(it -> news.add("Needed to run: " + it.message()));
        return news;
    }

    private Optional<Estimate> estimate() {
        return arena instanceof AnsweringArena live && !arena.instant()
                ? Estimate.of(live, live.queries(new Duel(0, 1)))
                : Optional.empty();
    }

    private static String words(FeatureSpace shared) {
        return shared.factors()
                .map(factors -> IntStream.range(0, factors.size())
                        .mapToObj(m -> "%s (%,d)"
                                .formatted(
                                        factors.names().get(m),
                                        factors.levels().get(m).size()))
                        .collect(Collectors.joining(" x ")))
                .orElseGet(() -> shared.dimension() == 1 ? "1 feature" : "%,d features".formatted(shared.dimension()));
    }

    private static String words(Budget budget) {
        var words = new ArrayList<String>();
        if (budget.comparisons() != null) {
            words.add("%,d comparisons".formatted(budget.comparisons()));
        }
        if (budget.usd() != null) {
            words.add("$%.2f".formatted(budget.usd()));
        }
        if (budget.time() != null) {
            words.add("%.1f minutes".formatted(budget.time().toMillis() / 60_000.0));
        }
        return words.isEmpty() ? "unbounded" : String.join(", ", words);
    }
}
