package io.agon.improve.task;

import io.agon.config.AnswerSource;
import io.agon.config.ConfigException;
import io.agon.config.JudgeSource;
import io.agon.config.Problem;
import io.agon.config.Problems;
import io.agon.config.ProviderSource;
import io.agon.config.Section;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.code.Language;
import io.agon.model.ContentHash;
import io.agon.model.Endpoint;
import io.agon.model.Message.Role;
import io.agon.policy.Prompt;
import io.agon.policy.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/**
 * A task of answers as a file says it: {@code answers: {tests: file://queries.jsonl, provider: openai:gpt-4o-mini,
 * check: bbeh}}, with {@code judge}, {@code frame: {system: ..., user: ...}}, {@code keep: [input]} and {@code split:
 * {training: 15, validation: 10, acceptance: 100, fresh: 200, order: shuffled}} where they are needed.
 *
 * @param source queries, model and judge
 * @param check scores an answer
 * @param frame conversation; empty for the usual one
 * @param keep variables that prompts must keep; empty for all
 * @param division of the queries
 */
public record AnswerSpec(
        AnswerSource source, Check check, Optional<Prompt> frame, Set<String> keep, Division division) {

    private static final Map<String, Boolean> ORDERS = new TreeMap<>(Map.of("dataset", false, "shuffled", true));

    /** Reads a section to its end; empty when something is wrong, which {@code problems} hold then. */
    public static Optional<AnswerSpec> read(Section it, Problems problems, Path file) {
        Optional<AnswerSource> source = AnswerSource.read(it, problems, file);
        Optional<Check> check = check(it);
        Optional<Prompt> frame = it.section("frame").flatMap(AnswerSpec::frame);
        var keep = new LinkedHashSet<>(it.texts("keep"));
        Optional<Division> division =
                it.section("split").map(AnswerSpec::division).orElse(Optional.of(Division.USUAL));
        it.close(Map.of(
                "prompts", "prompts are components of the artifact",
                "providers", "one model answers: write provider",
                "assert", "write check"));
        return source.isEmpty() || check.isEmpty() || division.isEmpty() || !problems.none()
                ? Optional.empty()
                : Optional.of(new AnswerSpec(source.get(), check.get(), frame, keep, division.get()));
    }

    private static Optional<Check> check(Section it) {
        if (!it.isMapping("check")) {
            Optional<String> word = it.name("check");
            if (!it.present().contains("check")) {
                it.wrongAsWhole("%s is missing: what scores an answer, exact, number, bbeh or {regex: {pattern: ...}}"
                        .formatted(it.at("check")));
            }
            Optional<Check> found = word.flatMap(text -> switch (text) {
                case "exact" -> Optional.of(new Check.Exact(false, true));
                case "number" -> Optional.of(new Check.Number(0));
                case "bbeh" -> Optional.of(new Check.Bbeh());
                default -> Optional.<Check>empty();
            });
            if (word.isPresent() && found.isEmpty()) {
                it.wrong(
                        "check",
                        "%s cannot be '%s'; write exact, number, bbeh or {regex: {pattern: ...}}"
                                .formatted(it.at("check"), word.get()));
            }
            return found;
        }
        Section check = it.section("check").orElseThrow();
        var found = new ArrayList<Check>();
        check.section("exact").ifPresent(one -> {
            found.add(new Check.Exact(one.flag("ignoreCase", false), one.flag("trim", true)));
            one.close();
        });
        check.section("number").ifPresent(one -> {
            attempt(
                    one,
                    "tolerance",
                    () -> found.add(new Check.Number(one.number("tolerance").orElse(0))));
            one.close();
        });
        check.section("regex").ifPresent(one -> {
            attempt(
                    one,
                    "pattern",
                    () -> found.add(new Check.Patterns(one.texts("pattern"), one.flag("ignoreCase", false))));
            one.close();
        });
        check.close();
        if (check.present().size() != 1) {
            check.wrongAsWhole("%s needs exactly one of exact, number and regex".formatted(it.at("check")));
        }
        return found.stream().findFirst();
    }

    private static void attempt(Section it, String key, Runnable reading) {
        try {
            reading.run();
        } catch (PatternSyntaxException e) {
            it.wrong(key, "%s is no regular expression: %s".formatted(it.at(key), e.getDescription()));
        } catch (IllegalArgumentException e) {
            it.wrong(key, "%s: %s".formatted(it.at(key), e.getMessage()));
        }
    }

    private static Optional<Prompt> frame(Section it) {
        var parts = new ArrayList<Prompt.Part>();
        for (Map.Entry<String, Role> one : List.of(Map.entry("system", Role.SYSTEM), Map.entry("user", Role.USER))) {
            it.text(one.getKey())
                    .ifPresent(text ->
                            attempt(it, one.getKey(), () -> parts.add(Prompt.Part.of(one.getValue(), text))));
        }
        it.close();
        var frame = new ArrayList<Prompt>();
        attempt(it, "user", () -> frame.add(new Prompt("frame", parts)));
        return frame.stream().findFirst();
    }

    private static Optional<Division> division(Section it) {
        OptionalInt training = size(it, "training");
        OptionalInt validation = size(it, "validation");
        OptionalInt acceptance = size(it, "acceptance");
        OptionalInt fresh = size(it, "fresh");
        boolean shuffled = it.choice("order", ORDERS, false);
        it.close();
        return Optional.of(new Division(
                training.orElse(Division.USUAL.training()),
                validation.orElse(Division.USUAL.validation()),
                acceptance,
                fresh,
                shuffled));
    }

    private static OptionalInt size(Section it, String key) {
        OptionalLong size = it.integer(key);
        if (size.isPresent() && (size.getAsLong() < 1 || size.getAsLong() > 10_000_000)) {
            it.wrong(key, "%s is %d, but each purpose needs at least 1 query".formatted(it.at(key), size.getAsLong()));
            return OptionalInt.empty();
        }
        return size.isPresent() ? OptionalInt.of((int) size.getAsLong()) : OptionalInt.empty();
    }

    /**
     * A task that is ready, or that can be planned with where a key is missing.
     *
     * @param task what it is
     * @param others models of further providers, in order
     * @param models what shapes the replies of each model of the file, that of a judge among them
     * @param obstacles what this machine lacks to run it: keys and addresses
     * @param notices what was overlooked in the data, for people
     */
    public record Opened(
            AnswerTask task,
            List<Endpoint> others,
            List<String> models,
            List<Problem> obstacles,
            List<String> notices) {
        public Opened {
            models = List.copyOf(models);
            others = List.copyOf(others);
            obstacles = List.copyOf(obstacles);
            notices = List.copyOf(notices);
        }
    }

    /** What shapes the task beside its description, by name: another one is not continued in the same folder. */
    public Map<String, String> contents(AnswerTask task) {
        var queries = new ArrayList<String>();
        task.queries().forEach(it -> {
            queries.add(it.id());
            queries.add(it.vars().toString());
            queries.add(it.accepted().toString());
        });
        var frame = new ArrayList<String>();
        task.frame().parts().forEach(it -> {
            frame.add(it.role().name());
            frame.add(it.text().source());
        });
        return Map.of(
                "queries", ContentHash.of(queries.toArray(String[]::new)),
                "items", ContentHash.of(task.items().toString()),
                "frame", ContentHash.of(frame.toArray(String[]::new)),
                "the model that answers", task.endpoint().identity(),
                "decoding", task.decoding().toString(),
                "judge",
                        source.judge()
                                .map(AnswerSpec::apart)
                                .map(ContentHash::of)
                                .orElse("none"));
    }

    /** What a judge is, wherever it stands in the file. */
    private static String apart(JudgeSource judge) {
        return judge.toString().replaceAll("Place\\[[^\\]]*]", "");
    }

    /**
     * Reads the queries and opens the models.
     *
     * @param start the starting artifact
     * @param language of its code; empty when it has none
     * @param more further models of the file, such as that of an optimizer: they share guards, prices and keys
     * @param usd a budget, which needs every price; empty for none
     * @param seed of the division
     * @throws ConfigException with what is wrong
     */
    public Opened open(
            Artifact start, Optional<Language> language, List<ProviderSource> more, OptionalDouble usd, long seed) {
        var notices = new ArrayList<String>();
        List<Query> queries = source.queries(notices);
        AnswerSource.Opened opened = source.open(queries, more, usd, seed);
        AnswerTask task;
        try {
            task = new AnswerTask(
                    start,
                    frame.orElseGet(() -> AnswerTask.frame(start)),
                    queries,
                    division.items(queries.size(), seed),
                    opened.endpoint(),
                    source.provider().decoding(),
                    check,
                    opened.judge(),
                    language,
                    keep);
        } catch (IllegalArgumentException e) {
            throw Problems.of(source.file(), String.valueOf(e.getMessage()));
        }
        for (Component it : start.components()) {
            task.refusal(it, it.body()).ifPresent(why -> {
                throw Problems.of(source.file(), "artifact: " + why);
            });
        }
        return new Opened(task, opened.others(), opened.models(), opened.obstacles(), notices);
    }
}
