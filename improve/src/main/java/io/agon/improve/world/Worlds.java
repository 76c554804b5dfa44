package io.agon.improve.world;

import io.agon.config.Suggestion;
import io.agon.decide.Description;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CreditHorizon;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/** Worlds by the names that files use, such as {@code landscape(kind=coupled, components=many)}. */
public final class Worlds {

    private static final CreditHorizon WHOLE = new CreditHorizon(OptionalInt.empty(), CreditHorizon.Scope.RUN);

    private record Entry(String line, Function<Description, World> made) {}

    private static final Map<String, Entry> ALL = all();

    private Worlds() {}

    private static Map<String, Entry> all() {
        var all = new LinkedHashMap<String, Entry>();
        all.put(
                "landscape",
                new Entry(
                        "decisions, separable or coupled, in one or many components: which start is better?",
                        Worlds::landscape));
        all.put(
                "paddleball",
                new Entry(
                        "a game whose immediate reward agrees with the final score: short traces suffice",
                        it -> game(it, new PaddleBall(), "stay", 0.5)));
        all.put(
                "shooter",
                new Entry(
                        "a game whose reward comes late and is at first opposite: long traces are needed",
                        it -> game(it, new Shooter(), "fire", 0.12)));
        all.put("rules", new Entry("a mixture of rules to be found: which batch size is best?", Worlds::rules));
        all.put("equal", new Entry("every edit is as good as what it edits, scores are noisy", Worlds::equal));
        all.put("gains", new Entry("some edits help by a known amount, some harm, scores are noisy", Worlds::gains));
        return all;
    }

    /** A line on each world, by name. */
    public static SequencedMap<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        ALL.forEach((name, entry) -> names.put(name, entry.line()));
        return Collections.unmodifiableSequencedMap(names);
    }

    /**
     * The world that is described.
     *
     * @throws IllegalArgumentException with one line that names the mend
     */
    public static World of(String text) {
        Description description = Description.parse(text);
        Entry entry = ALL.get(description.name());
        if (entry == null) {
            throw new IllegalArgumentException("There is no world '%s'%s"
                    .formatted(description.name(), Suggestion.of(description.name(), ALL.keySet())));
        }
        return entry.made().apply(description);
    }

    private static Batching batches(int size, Batching.Template template) {
        return new Batching(size, template, Batching.Order.SHUFFLED, false);
    }

    private static World landscape(Description description) {
        Description.Reader reader = description.reader();
        boolean coupled = reader.choice("kind", "separable", Set.of("separable", "coupled"))
                .equals("coupled");
        boolean many = reader.choice("components", "one", Set.of("one", "many")).equals("many");
        int pairs = reader.count("pairs", 4, 1, 50);
        double noise = reader.number("noise", 0.1, 0, 1);
        var editor = new LandscapeEditor(reader.number("slip", 0.03, 0, 1), reader.number("enough", 0.8, 0, 1));
        int seed = reader.count("seed", 1, 0, Integer.MAX_VALUE);
        String name = reader.close().toString();
        var task = new Landscape(name, coupled, many, 2 * pairs, noise, seed);
        return new World(name, task, task.start(), editor, batches(1, Batching.Template.BATCH), WHOLE, 40, task::truth);
    }

    private static World game(Description description, Game game, String start, double enough) {
        Description.Reader reader = description.reader();
        int steps = reader.count("steps", 48, 8, 10_000);
        double slip = reader.number("slip", 0.1, 0, 1);
        var judge = new StepJudge(game.actions(), reader.number("enough", enough, 0, 1));
        String name = reader.close().toString();
        var task = new GameTask(name, game, steps, slip);
        return new World(
                name, task, task.start(start), judge, batches(1, Batching.Template.EPISODIC), WHOLE, 60, task::truth);
    }

    private static World rules(Description description) {
        Description.Reader reader = description.reader();
        int m = reader.count("m", 6, 1, 100);
        int training = reader.count("training", 15, 1, 10_000);
        var repairer = new RuleRepairer(
                reader.number("skill", 0.9, 0, 1),
                reader.number("attention", 2, 0.01, 100),
                reader.number("overfit", 0.6, 0, 1));
        String name = reader.close().toString();
        var task = new RuleMixture(name, m, training);
        return new World(
                name, task, task.start(), repairer, batches(3, Batching.Template.BATCH), WHOLE, 15, task::truth);
    }

    private static World equal(Description description) {
        Description.Reader reader = description.reader();
        double noise = reader.number("noise", 0.3, 0, 0.5);
        String name = reader.close().toString();
        return versions(new Versions(name, 0.5, 0, noise), new Versions.Editor(0, 0));
    }

    private static World gains(Description description) {
        Description.Reader reader = description.reader();
        double noise = reader.number("noise", 0.3, 0, 0.5);
        double base = reader.number("base", 0.35, 0, 1);
        double gain = reader.number("gain", 0.1, 0, 1);
        double better = reader.number("better", 0.3, 0, 1);
        double worse = reader.number("worse", 0.3, 0, 1 - better);
        String name = reader.close().toString();
        return versions(new Versions(name, base, gain, noise), new Versions.Editor(better, worse));
    }

    private static World versions(Versions task, Versions.Editor editor) {
        return new World(
                task.name(),
                task,
                Versions.start(),
                editor,
                batches(5, Batching.Template.BATCH),
                WHOLE,
                40,
                task::truth);
    }
}
