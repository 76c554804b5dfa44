package io.agon.improve.file;

import static io.agon.improve.file.Figures.whole;

import io.agon.config.Section;
import io.agon.config.Suggestion;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.Batching.Order;
import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.LearningLoop.Feedback.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The keys {@code batch}, {@code credit} and {@code feedback}: what an optimizer is shown and told. */
final class LoopSections {

    static final int SIZE = 5;

    private static final int MOST = 100_000;
    private static final Map<String, Template> TEMPLATES = new TreeMap<>(
            Map.of("interactive", Template.INTERACTIVE, "batch", Template.BATCH, "episodic", Template.EPISODIC));
    private static final Map<String, Order> ORDERS =
            new TreeMap<>(Map.of("dataset", Order.DATASET, "shuffled", Order.SHUFFLED, "curriculum", Order.CURRICULUM));
    private static final Map<String, Scope> SCOPES = new TreeMap<>(Map.of("steps", Scope.STEPS, "run", Scope.RUN));
    private static final Map<String, Feedback> PARTS = new TreeMap<>(Map.of(
            "score", new Feedback.Score(),
            "notes", new Feedback.Notes(),
            "reference", new Feedback.Reference(),
            "improvement", new Feedback.Improvement()));

    /** What is told when a file says nothing: all that a task has to say. */
    private static final List<Feedback> USUAL =
            List.of(new Feedback.Score(), new Feedback.Notes(), new Feedback.Reference());

    private LoopSections() {}

    static Optional<Batching> batch(Section root) {
        if (!root.present().contains("batch")) {
            return Optional.empty();
        }
        if (!root.isMapping("batch")) {
            OptionalInt size = whole(root, "batch", 1, MOST);
            return Optional.of(new Batching(size.orElse(SIZE), Template.BATCH, Order.SHUFFLED, false));
        }
        Section it = root.section("batch").orElseThrow();
        int size = whole(it, "size", 1, MOST).orElse(SIZE);
        Template template = it.choice("template", TEMPLATES, Template.BATCH);
        Order order = it.choice("order", ORDERS, Order.SHUFFLED);
        boolean replacement = it.flag("replacement", false);
        it.close();
        try {
            return Optional.of(new Batching(size, template, order, replacement));
        } catch (IllegalArgumentException e) {
            it.wrong("replacement", "%s: %s".formatted(it.at("replacement"), e.getMessage()));
            return Optional.empty();
        }
    }

    static Optional<CreditHorizon> credit(Section root) {
        return root.section("credit").map(it -> {
            OptionalInt steps = OptionalInt.empty();
            if (!it.isText("trace", "all")) {
                steps = whole(it, "trace", 1, MOST);
            }
            Scope scope = it.choice("feedback", SCOPES, Scope.STEPS);
            it.close();
            return new CreditHorizon(steps, scope);
        });
    }

    static List<Feedback> feedback(Section root) {
        if (!root.present().contains("feedback")) {
            return USUAL;
        }
        List<Feedback> parts = new ArrayList<>();
        for (Section it : root.entries("feedback")) {
            if (it.isMapping("feedback")) {
                parts.add(staged(it.section("feedback").orElseThrow()));
                continue;
            }
            it.text("feedback").ifPresent(word -> {
                Feedback part = PARTS.get(word);
                if (part == null) {
                    it.wrong(
                            "feedback",
                            "%s cannot be '%s'%s"
                                    .formatted(it.at("feedback"), word, Suggestion.of(word, PARTS.keySet())));
                } else if (parts.contains(part)) {
                    it.wrong("feedback", "%s names '%s' twice; keep one".formatted(it.at("feedback"), word));
                } else {
                    parts.add(part);
                }
            });
        }
        return parts;
    }

    private static Feedback staged(Section it) {
        List<Stage> stages = new ArrayList<>();
        for (Section entry : it.entries("staged")) {
            entry.section("staged").ifPresent(stage -> {
                OptionalDouble below = stage.number("below");
                Optional<String> say = stage.name("say");
                for (String key : List.of("below", "say")) {
                    if (!stage.present().contains(key)) {
                        stage.wrongAsWhole(
                                "%s is missing, as in {below: 0.5, say: \"too low\"}".formatted(stage.at(key)));
                    }
                }
                stage.close();
                if (below.isPresent() && say.isPresent()) {
                    double before = stages.isEmpty()
                            ? Double.NEGATIVE_INFINITY
                            : stages.getLast().below();
                    if (below.getAsDouble() > before) {
                        stages.add(new Stage(below.getAsDouble(), say.get()));
                    } else {
                        stage.wrong(
                                "below",
                                "%s is %s, but thresholds must rise from stage to stage"
                                        .formatted(stage.at("below"), below.getAsDouble()));
                    }
                }
            });
        }
        if (stages.isEmpty() && !it.present().contains("staged")) {
            it.wrongAsWhole("%s is missing, as in {staged: [{below: 0.5, say: \"too low\"}], otherwise: \"good\"}"
                    .formatted(it.at("staged")));
        }
        var feedback = new Feedback.Staged(stages, it.text("otherwise").orElse(""));
        it.close();
        return feedback;
    }
}
