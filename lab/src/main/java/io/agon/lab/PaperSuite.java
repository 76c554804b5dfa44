package io.agon.lab;

import static io.agon.lab.Table.format;
import static io.agon.lab.Table.join;

import io.agon.config.Settings.Space;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What the LLM-PO paper compares, on instances of the sizes that it has: 16 policies with nothing in common, and 32
 * that are the combinations of five factors. Baselines stop by the same generalised likelihood ratio as {@code llm-po}
 * does, so that they differ from it in what they ask only.
 */
final class PaperSuite {

    private static final String UNSTRUCTURED = "bt16-random-6";
    private static final String STRUCTURED = "fact2^5-random-31";
    private static final List<String> BASELINES =
            List.of("round-robin", "random-pair", "epsilon-greedy", "thompson", "rucb");

    /** Comparisons after which an experiment is given up, unless the options say otherwise. */
    private static final long CAP = 50_000;

    /** Where tables say what would be taken, and between which the picture draws in steps of a tenth of a decade. */
    private static final List<Long> READ = List.of(100L, 200L, 500L, 1_000L, 2_000L, 5_000L, 10_000L, 20_000L, 50_000L);

    private static final List<Long> STEPS = List.of(10L, 13L, 16L, 20L, 25L, 32L, 40L, 50L, 63L, 80L);

    private record Result(Contender contender, Summary summary, double[] shares) {

        /** How it is called where the space goes without saying, or is a part of the name. */
        String name(Space usual) {
            return contender.rule() + (contender.space() == usual ? "" : ", " + contender.spaceName());
        }

        /** More false claims than are allowed are no merit: they are said beside the figure. */
        LineChart.Line line(Space usual, double delta) {
            double wrong = (double) summary.errors() / summary.comparisons().length;
            return new LineChart.Line(
                    name(usual),
                    shares,
                    summary.mean(),
                    summary.meanError(),
                    summary.undecided() > 0,
                    wrong > delta ? format("%.0f %% wrong", 100 * wrong) : "");
        }
    }

    /**
     * An instance.
     *
     * @param usual the space whose limit this is
     */
    private record Part(String instance, String caption, Space usual, double limit, List<Result> results) {

        /** That of this rule in the usual space. */
        Result of(String rule) {
            return results.stream()
                    .filter(result -> result.contender().rule().equals(rule)
                            && result.contender().space() == usual)
                    .findFirst()
                    .orElseThrow();
        }

        /** Whoever supposes what may be supposed, and Agon also where it supposes nothing. */
        List<Result> drawn() {
            return results.stream()
                    .filter(result -> result.contender().space() == usual
                            || result.contender().space() == Space.AUTO)
                    .toList();
        }
    }

    private final Suites.Options options;
    private final Simulation.Listener listener;
    private final long cap;

    /** Where what would be taken is looked at. */
    private final long[] points;

    PaperSuite(Suites.Options options, Simulation.Listener listener) {
        this.options = options;
        this.listener = listener;
        cap = options.cap().orElse(CAP);
        points = LongStream.iterate(10, decade -> decade <= cap, decade -> 10 * decade)
                .flatMap(decade -> STEPS.stream().mapToLong(step -> step * decade / 10))
                .filter(at -> at >= READ.getFirst() && at <= cap)
                .toArray();
    }

    /** Agon, the paper's rule and the baselines in this space. */
    private static List<Contender> all(Space space, FeatureSpace features) {
        var all = new ArrayList<>(List.of(
                Contender.of("agon", "e-process", space, features), Contender.of("llm-po", "glr", space, features)));
        BASELINES.forEach(rule -> all.add(Contender.of(rule, "glr", space, features)));
        return all;
    }

    Suites.Page page() throws InterruptedException {
        QualityInstance plain = QualityInstance.named(UNSTRUCTURED);
        StructuredInstance factorial = StructuredInstance.named(STRUCTURED);
        double delta = options.delta();
        Simulation first = options.applied(Simulation.of(plain.matrix(), delta, options.replications(), options.seed()))
                .cappedAt(cap);
        Simulation second = factorial.simulation(options).cappedAt(cap);
        FeatureSpace features = factorial.features();
        var contenders = new ArrayList<>(all(Space.LINEAR, features));
        contenders.add(Contender.of("agon", "e-process", Space.AUTO, features));
        contenders.addAll(all(Space.UNSTRUCTURED, features));
        // The features of 16 policies that share nothing are not looked at.
        var parts = List.of(
                new Part(
                        UNSTRUCTURED,
                        "16 policies that share nothing: 120 pairs",
                        Space.UNSTRUCTURED,
                        plain.limit(delta),
                        run(UNSTRUCTURED, first, all(Space.UNSTRUCTURED, FeatureSpace.bradleyTerry(16)))),
                new Part(
                        STRUCTURED,
                        "32 combinations of five factors: 496 pairs",
                        Space.LINEAR,
                        factorial.limit(delta),
                        run(STRUCTURED, second, contenders)));
        var chart = new LineChart(
                "Taking the best policy, and knowing that it is",
                "share of %,d experiments that would take it, and when they stop on average (\u03b4 = %s)"
                        .formatted(options.replications(), delta));
        return new Suites.Page(
                String.join("\n", parts.stream().map(this::markdown).toList()),
                points.length < 2
                        ? Optional.empty()
                        : Optional.of(chart.svg(parts.stream().map(this::panel).toList())));
    }

    private List<Result> run(String instance, Simulation simulation, List<Contender> contenders)
            throws InterruptedException {
        var results = new ArrayList<Result>();
        int best = simulation.known().winner().orElseThrow();
        for (Contender contender : contenders) {
            var course = new Course(options.replications(), points, contender.recommendation(), best);
            String what = "%s, %s, %s".formatted(instance, contender.rule(), contender.spaceName());
            Summary summary =
                    simulation.run(contender.entrant(), (rule, done, of) -> listener.done(what, done, of), course);
            results.add(new Result(contender, summary, course.shares()));
        }
        return results;
    }

    private String markdown(Part part) {
        return format("%s: %s, limit %,.0f.%n%n", part.instance(), part.caption(), part.limit())
                + stops(part)
                + "\n"
                + courses(part);
    }

    private String stops(Part part) {
        var table = new Table(List.of(
                "rule", "space", "stops by", "mean", "median", "95th percentile", "× limit", "× llm-po", "errors"));
        double paper = part.of("llm-po").summary().mean();
        for (Result result : part.results()) {
            Summary summary = result.summary();
            String least = summary.undecided() > 0 ? "> " : "";
            var ratios = new Ratios();
            ratios.add(summary, part.limit());
            table.row(List.of(
                    result.contender().rule(),
                    result.contender().spaceName(),
                    result.contender().stopping().orElse(""),
                    least + format("%,.0f ± %,.0f", summary.mean(), summary.meanError()),
                    format("%,.0f", summary.median()),
                    format("%,.0f", summary.p95()),
                    ratios.lastWithError(),
                    least + format("%.2f", summary.mean() / paper),
                    format("%d of %,d", summary.errors(), options.replications())));
        }
        return table.markdown();
    }

    private String courses(Part part) {
        List<Result> drawn = part.drawn();
        var table = new Table(join(
                List.of("best taken after"),
                drawn.stream().map(result -> result.name(part.usual())).toList()));
        for (long comparisons : READ) {
            int point = Arrays.binarySearch(points, comparisons);
            if (point >= 0) {
                table.row(join(
                        List.of(format("%,d", comparisons)),
                        drawn.stream()
                                .map(result -> format("%.0f %%", 100 * result.shares()[point]))
                                .toList()));
            }
        }
        return table.markdown();
    }

    private LineChart.Panel panel(Part part) {
        return new LineChart.Panel(
                part.caption(),
                points,
                part.limit(),
                part.drawn().stream()
                        .map(result -> result.line(part.usual(), options.delta()))
                        .toList());
    }
}
