package io.agon.config;

import io.agon.config.PolicySource.Gaps;
import io.agon.judge.AnsweringArena;
import io.agon.judge.Arena;
import io.agon.judge.HumanVoter;
import io.agon.judge.Judge;
import io.agon.judge.OutcomeTable;
import io.agon.judge.ScoreTable;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import io.agon.policy.RecordedPolicy;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the data that an experiment file names, and loads its classes. */
public final class ArenaLoader {

    private final ExperimentSpec spec;
    private final HumanVoter voter;

    private final Endpoints endpoints;
    private final List<String> notices;
    private FeatureSource features;

    private ArenaLoader(ExperimentSpec spec, HumanVoter voter) {
        this.spec = spec;
        this.voter = voter;
        endpoints = new Endpoints(
                spec.file(),
                spec.policies()
                        .candidates()
                        .map(PolicySource.Candidates::providers)
                        .orElse(List.of()),
                spec.settings().budget(),
                "experiment.budget.usd");
        notices = new ArrayList<>(spec.notices());
        features = spec.features();
    }

    /**
     * An experiment of which all is read.
     *
     * @param spec with what its policies share
     * @param arena where its duels are fought
     * @param obstacles what this machine lacks to run it: keys and addresses of models
     * @param notices what was overlooked, for people
     */
    public record Loaded(ExperimentSpec spec, Arena arena, List<Problem> obstacles, List<String> notices) {
        public Loaded {
            obstacles = List.copyOf(obstacles);
            notices = List.copyOf(notices);
        }
    }

    /**
     * All that an experiment names.
     *
     * @throws ConfigException with the problems of its data
     */
    public static Loaded open(ExperimentSpec spec) {
        return open(spec, HumanVoter.nobody());
    }

    /**
     * The same, with somebody to ask when people judge.
     *
     * @param voter whom to ask when a person judges
     * @throws ConfigException with the problems of its data
     */
    public static Loaded open(ExperimentSpec spec, HumanVoter voter) {
        var loader = new ArenaLoader(spec, voter);
        Arena arena = loader.load();
        Csv.raise(loader.endpoints.problems());
        return new Loaded(spec.with(loader.features), arena, loader.endpoints.obstacles(), loader.notices);
    }

    /**
     * The arena of an experiment.
     *
     * @throws ConfigException with the problems of its data
     */
    public static Arena load(ExperimentSpec spec) {
        return open(spec).arena();
    }

    private Arena load() {
        return switch (spec.policies()) {
            case PolicySource.Scores it -> scores(it, (JudgeSource.Scores) spec.judge());
            case PolicySource.Outcomes it -> outcomes(it, (JudgeSource.Recorded) spec.judge());
            case PolicySource.Matrix it -> MatrixTable.read(it);
            case PolicySource.Rates it -> RateTable.read(it).arena();
            case PolicySource.Answers it -> answers(it);
            case PolicySource.Classes it -> classes(it);
            case PolicySource.Candidates it -> candidates(it);
            case PolicySource.Players it -> players(it);
        };
    }

    private Arena scores(PolicySource.Scores source, JudgeSource.Scores judge) {
        Csv csv = Csv.read(source.file());
        List<String> itemColumns =
                source.item().isEmpty() ? List.of(csv.header().get(0)) : source.item();
        List<Integer> items = Cells.columns(csv, itemColumns);
        List<String> candidates = new ArrayList<>(csv.header());
        candidates.removeAll(itemColumns);
        List<String> policies = Cells.select(csv.file(), source.selection(), candidates);
        int[] columns = policies.stream().mapToInt(csv::column).toArray();
        var problems = new ArrayList<Problem>();
        var names = new ArrayList<String>();
        var seen = new HashMap<String, Integer>();
        var scores = new double[csv.rows().size()][columns.length];
        for (int r = 0; r < scores.length; r++) {
            Csv.Row row = csv.rows().get(r);
            String name = item(row, items);
            Integer before = seen.putIfAbsent(name, row.line());
            if (before != null) {
                problems.add(csv.problem(
                        row,
                        items.get(0),
                        "the item '%s' stands in line %d already; one row per item".formatted(name, before)));
            }
            names.add(name);
            for (int k = 0; k < columns.length; k++) {
                scores[r][k] = Cells.score(csv, row, columns[k], policies.get(k), source.gaps(), problems);
            }
        }
        Csv.raise(problems);
        return new ScoreTable(policies, names, scores, judge.higherIsBetter(), judge.tie());
    }

    private Arena outcomes(PolicySource.Outcomes source, JudgeSource.Recorded judge) {
        Csv csv = Csv.read(source.file());
        boolean arena = csv.column("arm_a") < 0 && csv.column("model_a") >= 0;
        List<Integer> sides = Cells.columns(
                csv, arena ? List.of("model_a", "model_b", "winner") : List.of("arm_a", "arm_b", "outcome"));
        List<Integer> items = source.item().isEmpty() && csv.column("item") < 0
                ? List.of()
                : Cells.columns(csv, source.item().isEmpty() ? List.of("item") : source.item());
        int judgeColumn = judge.judges().isEmpty()
                ? -1
                : Cells.columns(csv, List.of("judge")).get(0);
        var candidates = new LinkedHashSet<String>();
        var judges = new LinkedHashSet<String>();
        for (Csv.Row row : csv.rows()) {
            candidates.add(row.cells().get(sides.get(0)));
            candidates.add(row.cells().get(sides.get(1)));
            if (judgeColumn >= 0) {
                judges.add(row.cells().get(judgeColumn));
            }
        }
        for (String name : judge.judges()) {
            if (!judges.contains(name)) {
                throw Problems.of(
                        csv.file(),
                        "judge.recorded.judges: there is no judge '%s'%s".formatted(name, Suggestion.of(name, judges)));
            }
        }
        List<String> policies = Cells.select(
                csv.file(), source.selection(), candidates.stream().sorted().toList());
        var problems = new ArrayList<Problem>();
        var table = new OutcomeTable.Builder(policies);
        for (Csv.Row row : csv.rows()) {
            if (judgeColumn >= 0 && !judge.judges().contains(row.cells().get(judgeColumn))) {
                continue;
            }
            String a = row.cells().get(sides.get(0));
            String b = row.cells().get(sides.get(1));
            if (a.isBlank() || b.isBlank() || a.equals(b)) {
                problems.add(csv.problem(
                        row,
                        sides.get(1),
                        "a duel needs two different policies, but here are '%s' and '%s'".formatted(a, b)));
                continue;
            }
            int first = policies.indexOf(a);
            int second = policies.indexOf(b);
            Outcome outcome = outcome(csv, row, sides.get(2), problems);
            if (first >= 0 && second >= 0) {
                table.add(new Duel(first, second), items.isEmpty() ? "line " + row.line() : item(row, items), outcome);
            }
        }
        Csv.raise(problems);
        OutcomeTable done = table.build(judge.judgments() == JudgeSource.Judgments.AVERAGE);
        requireQueries(csv.file(), done, "was never judged; leave one of the two out with exclude");
        return done.knowing(new RecordedJudges(csv, policies, sides, items, judge).qualities());
    }

    static Outcome outcome(Csv csv, Csv.Row row, int column, List<Problem> problems) {
        String cell = row.cells().get(column).strip();
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "a", "model_a", "arm_a" -> Outcome.WIN;
            case "b", "model_b", "arm_b" -> Outcome.LOSS;
            case "tie", "tie (bothbad)", "both", "neither" -> Outcome.TIE;
            default -> {
                problems.add(csv.problem(row, column, "the outcome '%s' must be a, b or tie".formatted(cell)));
                yield Outcome.TIE;
            }
        };
    }

    private Arena answers(PolicySource.Answers source) {
        JsonLines.Answers answers = JsonLines.answers(source.file());
        List<String> names = Cells.select(
                source.file(), source.selection(), answers.byPolicy().keySet());
        var policies = new ArrayList<RecordedPolicy>();
        for (String name : names) {
            policies.add(new RecordedPolicy(answers.byPolicy().getOrDefault(name, Map.of())));
        }
        List<Query> items = List.copyOf(answers.items().values());
        if (source.gaps() == Gaps.REFUSE) {
            var problems = new ArrayList<Problem>();
            for (int k = 0; k < names.size(); k++) {
                for (Query item : items) {
                    if (!policies.get(k).has(item)) {
                        problems.add(new Problem(
                                source.file(),
                                0,
                                0,
                                "",
                                "'%s' has no answer to '%s'; add it, or write missing: skip when holes do not depend on who would win"
                                        .formatted(names.get(k), item.id())));
                    }
                }
            }
            Csv.raise(problems);
        }
        Judge judge = judge(items, endpoints);
        Map<Long, List<Query>> shared = new ConcurrentHashMap<>();
        AnsweringArena.Availability availability = duel -> {
            int low = Math.min(duel.first(), duel.second());
            int high = Math.max(duel.first(), duel.second());
            return shared.computeIfAbsent(
                    (long) low * names.size() + high,
                    key -> items.stream()
                            .filter(item -> policies.get(low).has(item)
                                    && policies.get(high).has(item))
                            .toList());
        };
        boolean instant = JudgeLoader.instant(spec.judge());
        var arena = new AnsweringArena(names, List.copyOf(policies), judge, availability, instant)
                .watching(endpoints.models()::guards);
        requireQueries(source.file(), arena, "has no item that both answered; leave one of the two out with exclude");
        return arena;
    }

    private Arena classes(PolicySource.Classes source) {
        List<Query> queries = TestLoader.load(spec.tests().orElseThrow(), notices);
        var loader = new JavaClasses(spec.file(), source.classpath());
        var policies = new ArrayList<Policy>();
        for (int i = 0; i < source.policies().size(); i++) {
            PolicySource.JavaPolicy it = source.policies().get(i);
            policies.add(loader.create(Policy.class, it.className(), it.options(), "policies[%d].java".formatted(i)));
        }
        List<String> names =
                source.policies().stream().map(PolicySource.JavaPolicy::id).toList();
        return new AnsweringArena(names, policies, judge(queries, endpoints), duel -> queries, false)
                .watching(endpoints.models()::guards);
    }

    private Arena candidates(PolicySource.Candidates source) {
        List<Query> queries = TestLoader.load(spec.tests().orElseThrow(), notices);
        CandidateLoader.Loaded loaded = CandidateLoader.load(spec, source, queries, endpoints, 2);
        notices.addAll(loaded.notices());
        features = loaded.features();
        return new AnsweringArena(loaded.names(), loaded.policies(), judge(queries, endpoints), duel -> queries, false)
                .watching(endpoints.models()::guards);
    }

    private Arena players(PolicySource.Players source) {
        PlayersLoader.Loaded loaded = new PlayersLoader(spec, source, endpoints).load();
        notices.addAll(loaded.notices());
        features = loaded.features();
        return loaded.arena().watching(endpoints.models()::guards);
    }

    /**
     * Who decides.
     *
     * @param models those of the experiment; a judge that asks one opens it there
     */
    private Judge judge(List<Query> queries, Endpoints models) {
        return new JudgeLoader(spec.file(), spec.settings().seed(), queries, dataFile(), models, voter)
                .load(spec.judge());
    }

    private Path dataFile() {
        return spec.policies() instanceof PolicySource.Answers answers
                ? answers.file()
                : spec.tests()
                        .map(TestSource::files)
                        .filter(it -> it.size() == 1)
                        .map(List::getFirst)
                        .orElse(spec.file());
    }

    private static void requireQueries(Path file, Arena arena, String mend) {
        List<String> names = arena.policies();
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (arena.queries(new Duel(j, i)).isEmpty()) {
                    problems.add(new Problem(
                            file, 0, 0, "", "the pair '%s', '%s' %s".formatted(names.get(j), names.get(i), mend)));
                }
            }
        }
        Csv.raise(problems);
    }

    static String item(Csv.Row row, List<Integer> columns) {
        var name = new StringBuilder();
        for (int column : columns) {
            name.append(name.isEmpty() ? "" : "/").append(row.cells().get(column));
        }
        return name.toString();
    }
}
