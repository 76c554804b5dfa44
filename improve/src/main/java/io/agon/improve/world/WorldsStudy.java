package io.agon.improve.world;

import io.agon.budget.Purse;
import io.agon.improve.Acceptance;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.LearningLoop.LoopBudget;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.LoopListener;
import io.agon.improve.run.ImprovementLoop;
import io.agon.improve.run.Means;
import io.agon.improve.world.Effect.Claim;
import io.agon.improve.world.Effect.Setting;
import io.agon.loop.KeptReplies;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * Measures what choices of a learning loop do in worlds whose truth is known: each setting of an effect is run with the
 * same seeds, and settings are compared seed by seed.
 *
 * @param scratch folder for a file that stays empty: nothing is bought
 */
public record WorldsStudy(Path scratch) {

    private static final String REPLIES = "replies.jsonl";

    /** Runs an effect's settings with seeds 1 to {@code seeds}. */
    public Measured measure(Effect effect, int seeds) throws InterruptedException {
        if (seeds < 2) {
            throw new IllegalArgumentException("A study needs at least 2 seeds, but it has %d.".formatted(seeds));
        }
        try (Means means = means()) {
            var figures = new LinkedHashMap<String, List<Double>>();
            var runs = new LinkedHashMap<String, Double>();
            for (Setting setting : effect.settings()) {
                var own = new ArrayList<Double>();
                long all = 0;
                for (int seed = 1; seed <= seeds; seed++) {
                    World world = Worlds.of(setting.world().replace("SEED", String.valueOf(seed)));
                    Improvement done = improve(loop(setting, world, seed), world, means);
                    own.add(figure(effect, world, done));
                    all += runs(done);
                }
                figures.put(setting.name(), List.copyOf(own));
                runs.put(setting.name(), (double) all / seeds);
            }
            return new Measured(effect, figures, runs);
        }
    }

    private Means means() {
        return new Means(
                Optional.empty(),
                Map.of(),
                new KeptReplies(scratch.resolve(REPLIES)),
                new Purse(null),
                1,
                InstantSource.system(),
                LoopListener.SILENT);
    }

    /** Runs one loop of a setting to its end. */
    Improvement improve(Setting setting, long seed) throws InterruptedException {
        World world = Worlds.of(setting.world().replace("SEED", String.valueOf(seed)));
        try (Means means = means()) {
            return improve(loop(setting, world, seed), world, means);
        }
    }

    private static Improvement improve(LearningLoop loop, World world, Means means) throws InterruptedException {
        return new ImprovementLoop(loop, world.task(), world.optimizer(), means).run();
    }

    /** The loop of a setting: the champion is edited and taken at the end, and the score is all that is told. */
    static LearningLoop loop(Setting setting, World world, long seed) {
        return new LearningLoop(
                world.start(),
                world.start().components().stream().map(Component::name).toList(),
                setting.credit(),
                setting.batching(world),
                List.of(new Feedback.Score()),
                0,
                setting.acceptance(),
                new SelectionRule.Last(),
                new SearchRule.Sequential(),
                new CertificateRule(0.05, 0),
                new LoopBudget(world.updates(), OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                "synthetic",
                seed);
    }

    private static double figure(Effect effect, World world, Improvement done) {
        return switch (effect.figure()) {
            case FINAL_SCORE -> world.truth().applyAsDouble(chosen(done));
            case ANNOUNCED ->
                done.rounds().stream().flatMap(it -> it.decision().stream()).anyMatch(Acceptance.Decision::announced)
                        ? 1
                        : 0;
        };
    }

    /** Runs of artifacts; a duel takes two, since it has items of its own. */
    private static long runs(Improvement done) {
        return done.spent().evaluations() + 2 * done.spent().duels();
    }

    private static Artifact chosen(Improvement done) {
        int number = done.chosen().orElse(done.champion());
        return done.candidates().stream()
                .map(Improvement.Standing::candidate)
                .filter(it -> it.number() == number)
                .findFirst()
                .orElseThrow()
                .artifact();
    }

    /**
     * What came of an effect's settings.
     *
     * @param figures by setting, one a seed, in the order of the seeds
     * @param runs of artifacts in a loop of a setting, on average
     */
    public record Measured(
            Effect effect, SequencedMap<String, List<Double>> figures, SequencedMap<String, Double> runs) {

        public Measured {
            figures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(figures));
            runs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(runs));
        }

        /** Mean figure of a setting. */
        public double mean(String setting) {
            return of(setting).stream().mapToDouble(it -> it).average().orElseThrow();
        }

        /** Standard error of that mean. */
        public double standardError(String setting) {
            double mean = mean(setting);
            double squares = of(setting).stream()
                    .mapToDouble(it -> (it - mean) * (it - mean))
                    .sum();
            int count = of(setting).size();
            return Math.sqrt(squares / (count - 1) / count);
        }

        private List<Double> of(String setting) {
            List<Double> own = figures.get(setting);
            if (own == null) {
                throw new IllegalArgumentException(
                        "There is no setting '%s', only %s.".formatted(setting, figures.keySet()));
            }
            return own;
        }

        /** All claims against the figures. */
        public List<Comparison> comparisons() {
            return effect.claims().stream().map(this::compare).toList();
        }

        private Comparison compare(Claim claim) {
            int wins = 0;
            int losses = 0;
            for (int i = 0; i < of(claim.higher()).size(); i++) {
                int sign = Double.compare(
                        of(claim.higher()).get(i), of(claim.than()).get(i));
                wins += sign > 0 ? 1 : 0;
                losses += sign < 0 ? 1 : 0;
            }
            return new Comparison(
                    claim, wins, losses, mean(claim.higher()) - mean(claim.than()), signTest(wins, losses));
        }

        /** Lines of a table in Markdown: means with their standard errors, then what was claimed. */
        public List<String> lines() {
            var lines = new ArrayList<String>();
            lines.add("**" + effect.name() + "**: " + effect.why());
            lines.add("");
            lines.add("| setting | runs | %s |"
                    .formatted(
                            switch (effect.figure()) {
                                case FINAL_SCORE -> "final score";
                                case ANNOUNCED -> "loops that announce an improvement";
                            }));
            lines.add("|---|---|---|");
            for (String setting : figures.sequencedKeySet()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %,.0f | %.3f ± %.3f |",
                        setting,
                        runs.getOrDefault(setting, Double.NaN),
                        mean(setting),
                        standardError(setting)));
            }
            lines.add("");
            comparisons().forEach(it -> lines.add("* " + it));
            return lines;
        }
    }

    /**
     * A claim against the figures of equal seeds.
     *
     * @param wins seeds in which it holds
     * @param losses seeds in which the opposite holds
     * @param lead difference of the means
     * @param p one-sided, of the exact sign test
     */
    public record Comparison(Claim claim, int wins, int losses, double lead, double p) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s above %s by %.3f: in %d seeds, the other way in %d; sign test p = %.2g",
                    claim.higher(),
                    claim.than(),
                    lead,
                    wins,
                    losses,
                    p);
        }
    }

    /** Probability of so many wins or more when wins and losses are equally likely: exact. */
    static double signTest(int wins, int losses) {
        int n = wins + losses;
        double mass = Math.pow(0.5, n);
        double tail = 0;
        for (int k = n; k >= wins; k--) {
            tail += mass;
            mass *= k / (double) (n - k + 1);
        }
        return Math.min(1, tail);
    }
}
