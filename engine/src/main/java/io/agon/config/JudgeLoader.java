package io.agon.config;

import io.agon.judge.Chain;
import io.agon.judge.CommandLook;
import io.agon.judge.EmbeddingJudge;
import io.agon.judge.ExactJudge;
import io.agon.judge.Exam;
import io.agon.judge.ExaminedJudge;
import io.agon.judge.HumanLook;
import io.agon.judge.HumanVoter;
import io.agon.judge.Judge;
import io.agon.judge.Jury;
import io.agon.judge.LlmLook;
import io.agon.judge.Look;
import io.agon.judge.NearestJudge;
import io.agon.judge.Program;
import io.agon.judge.RegexJudge;
import io.agon.judge.ShowingJudge;
import io.agon.model.Embedder;
import io.agon.model.Endpoint;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.policy.Query;
import io.agon.procedure.Randomness;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;

/** Makes the judge of answers that an experiment file names. */
final class JudgeLoader {

    private final Path file;
    private final long seed;
    private final List<Query> queries;
    private final Path data;
    private final Endpoints models;
    private final HumanVoter voter;
    private final Set<String> names = new HashSet<>();

    /**
     * A loader.
     *
     * @param file that names the judge
     * @param seed of the choice among labelled pairs
     * @param queries that will be judged
     * @param data where they stand, for messages
     * @param models those of the experiment
     * @param voter whom to ask when a person judges
     */
    JudgeLoader(Path file, long seed, List<Query> queries, Path data, Endpoints models, HumanVoter voter) {
        this.file = file;
        this.seed = seed;
        this.queries = queries;
        this.data = data;
        this.models = models;
        this.voter = voter;
    }

    /** Whether judges of this kind compute their verdict at once and ask nobody. */
    static boolean instant(JudgeSource source) {
        return switch (source) {
            case JudgeSource.Scores it -> true;
            case JudgeSource.Regret it -> true;
            case JudgeSource.Recorded it -> true;
            case JudgeSource.Exact it -> true;
            case JudgeSource.Nearest it -> true;
            case JudgeSource.Regex it -> true;
            case JudgeSource.Embedding it -> false;
            case JudgeSource.JavaClass it -> false;
            case JudgeSource.Llm it -> false;
            case JudgeSource.Command it -> false;
            case JudgeSource.Human it -> false;
            case JudgeSource.Panel it -> it.judges().stream().allMatch(JudgeLoader::instant);
            case JudgeSource.Sequence it -> it.judges().stream().allMatch(JudgeLoader::instant);
        };
    }

    /** Files that shape its verdicts: classes, labels, and what a command names beside the experiment file. */
    static List<Path> files(JudgeSource source, Path home) {
        var files = new ArrayList<Path>();
        switch (source) {
            case JudgeSource.JavaClass it -> files.addAll(it.classpath());
            case JudgeSource.Recorded it -> it.labels().ifPresent(files::add);
            case JudgeSource.Llm it -> it.labels().ifPresent(labels -> files.add(labels.file()));
            case JudgeSource.Command it -> {
                it.labels().ifPresent(labels -> files.add(labels.file()));
                for (String word : it.command()) {
                    try {
                        Path file = home.resolveSibling(word);
                        if (Files.isRegularFile(file)) {
                            files.add(file);
                        }
                    } catch (InvalidPathException e) {
                        // an argument that names no file
                    }
                }
            }
            case JudgeSource.Panel it -> {
                it.judges().forEach(member -> files.addAll(files(member, home)));
                it.labels().ifPresent(labels -> files.add(labels.file()));
            }
            case JudgeSource.Sequence it -> {
                it.judges().forEach(member -> files.addAll(files(member, home)));
                it.labels().ifPresent(labels -> files.add(labels.file()));
            }
            case JudgeSource.Scores it -> {}
            case JudgeSource.Regret it -> {}
            case JudgeSource.Exact it -> {}
            case JudgeSource.Nearest it -> {}
            case JudgeSource.Regex it -> {}
            case JudgeSource.Embedding it -> {}
            case JudgeSource.Human it -> {}
        }
        return files;
    }

    Judge load(JudgeSource source) {
        return switch (source) {
            case JudgeSource.Exact it -> {
                requireExpected();
                yield new ExactJudge(it.ignoreCase(), it.trim());
            }
            case JudgeSource.Nearest it -> {
                requireExpected();
                yield new NearestJudge(it.tie());
            }
            case JudgeSource.Regex it -> regex(it);
            case JudgeSource.Embedding it -> {
                requireExpected();
                yield new EmbeddingJudge(embedder(it), it.tie());
            }
            case JudgeSource.JavaClass it ->
                new JavaClasses(file, it.classpath())
                        .create(Judge.class, it.className(), it.options(), "judge.java.class");
            case JudgeSource.Llm it -> {
                String name = unique(it.name().orElse(it.provider()));
                yield examined(
                        name, shown(name, new LlmLook(name, endpoint(it), it.rubric()), it.showing()), it.labels());
            }
            case JudgeSource.Command it -> {
                String name = unique("command");
                var program = new Program(it.command(), folder(), it.timeout());
                yield examined(name, shown(name, new CommandLook(program), it.showing()), it.labels());
            }
            case JudgeSource.Human it -> {
                String name = unique("human");
                yield shown(name, new HumanLook(voter), it.showing());
            }
            case JudgeSource.Panel it ->
                examined("jury", new Jury(it.judges().stream().map(this::load).toList(), it.rule()), it.labels());
            case JudgeSource.Sequence it ->
                examined("chain", new Chain(it.judges().stream().map(this::load).toList()), it.labels());
            case JudgeSource.Regret it -> throw new IllegalStateException("Regrets are no answers to be judged here.");
            case JudgeSource.Scores it -> throw new IllegalStateException("Scores judge no answers.");
            case JudgeSource.Recorded it -> throw new IllegalStateException("Recorded outcomes judge no answers.");
        };
    }

    private static Judge shown(String name, Look look, JudgeSource.Showing showing) {
        return new ShowingJudge(name, look, showing.order(), showing.audit());
    }

    /** Names keep the ballots and calls of several judges of one duel apart. */
    private String unique(String name) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = "%s (%d)".formatted(name, i);
        }
        return unique;
    }

    private Judge examined(String name, Judge judge, Optional<JudgeSource.Labels> labels) {
        if (labels.isEmpty()) {
            return judge;
        }
        var pairs = new ArrayList<Exam.Pair>(JsonLines.pairs(labels.get().file()));
        if (pairs.size() > labels.get().most()) {
            Collections.shuffle(pairs, Random.from(Randomness.of(seed, "labels").stream(0)));
            pairs.subList(labels.get().most(), pairs.size()).clear();
        }
        return new ExaminedJudge(name, judge, pairs);
    }

    private RegexJudge regex(JudgeSource.Regex source) {
        var judge = new RegexJudge(source.patterns(), source.matches(), source.ignoreCase());
        for (Query query : queries) {
            for (String variable : judge.variables()) {
                if (!RegexJudge.has(query, variable)) {
                    throw Problems.of(
                            data,
                            "the item '%s' has no '%s', which a pattern of judge.regex names"
                                    .formatted(query.id(), variable));
                }
            }
        }
        return judge;
    }

    private Embedder embedder(JudgeSource.Embedding source) {
        var found = new ArrayList<Embedder>();
        ServiceLoader.load(Embedder.class).forEach(found::add);
        List<String> known = found.stream().map(Embedder::name).toList();
        if (found.isEmpty()) {
            throw wrong(
                    "judge.embedding",
                    "there is no embedder in this installation; put the module agon-local on the class path, or choose"
                            + " another judge");
        }
        String name = source.model().orElse(known.get(0));
        return found.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "judge.embedding.model",
                        "there is no embedder '%s'%s".formatted(name, Suggestion.of(name, known))));
    }

    /** An entry of {@code providers} by its label, or a model about which the file says no more. */
    private Endpoint endpoint(JudgeSource.Llm source) {
        Optional<ProviderSource> known = models.provider(source.provider());
        ModelOptions standard = known.map(ProviderSource::options).orElseGet(() -> ModelOptions.in(folder()));
        var options = new ModelOptions(
                standard.home(),
                source.url().map(Object::toString).or(standard::baseUrl),
                standard.keyVariable(),
                source.timeout().orElse(standard.timeout()),
                standard.parameters());
        try {
            ModelId id = known.isPresent() ? known.get().id() : ModelId.parse(source.provider());
            return models.open(id, options, source.place());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(
                    source.place().problem("%s: %s".formatted(source.place().key(), e.getMessage()))));
        }
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("").toAbsolutePath() : folder;
    }

    private void requireExpected() {
        for (Query query : queries) {
            if (query.expected() == null) {
                throw Problems.of(
                        data,
                        "the item '%s' has no expected answer, which this judge compares with; add one, or name a judge that needs none, such as judge: {llm: {provider: ...}}"
                                .formatted(query.id()));
            }
        }
    }

    private ConfigException wrong(String key, String message) {
        return new ConfigException(List.of(new Problem(file, 0, 0, key, key + ": " + message)));
    }
}
