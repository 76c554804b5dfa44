package io.agon.lab;

import static io.agon.lab.Table.format;
import static io.agon.lab.Table.join;

import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

    /**
     * One row.
     *
     * @param stopping as {@link Rules} names it
     * @param features that it is told, if any
     * @param drawn whether the picture shows it
     */
    private record Contender(String rule, String stopping, Optional<FeatureSpace> features, boolean drawn) {

        Entrant entrant() {
            return Rules.entrant(rule, Optional.of(stopping), OptionalDouble.empty(), features);
        }

        Recommendation recommendation() {
            return features.map(Recommendation::linear).orElseGet(Recommendation::leader);
        }

        String supposes() {
            return features.isPresent() ? "strengths add up" : "nothing";
        }
    }

    private record Result(Contender contender, Summary summary, double[] shares) {
        LineChart.Line line() {
            return new LineChart.Line(
                    contender.rule(), shares, summary.mean(), summary.meanError(), summary.undecided() > 0);
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

    private static List<Contender> unstructured() {
        var all = new ArrayList<Contender>();
        all.add(new Contender("agon", "e-process", Optional.empty(), true));
        all.add(new Contender("llm-po", "glr", Optional.empty(), true));
        BASELINES.forEach(rule -> all.add(new Contender(rule, "glr", Optional.empty(), true)));
        return all;
    }

    private static List<Contender> structured(Optional<FeatureSpace> features) {
        boolean linear = Rules.linear("agon");
        var all = new ArrayList<Contender>();
        if (linear) {
            all.add(new Contender("agon", "e-process", features, true));
        }
        all.add(new Contender("agon", "e-process", Optional.empty(), !linear));
        all.add(new Contender("llm-po", "glr-linear", features, true));
        BASELINES.forEach(rule -> all.add(new Contender(rule, "glr-linear", features, true)));
        all.add(new Contender("llm-po", "glr", Optional.empty(), false));
        BASELINES.forEach(rule -> all.add(new Contender(rule, "glr", Optional.empty(), false)));
        return all;
    }

    Suites.Page page() throws InterruptedException {
        QualityInstance plain = QualityInstance.named(UNSTRUCTURED);
        StructuredInstance factorial = StructuredInstance.named(STRUCTURED);
        double delta = options.delta();
        Simulation first = options.applied(Simulation.of(plain.matrix(), delta, options.replications(), options.seed()))
                .cappedAt(cap);
        Simulation second = factorial.simulation(options).cappedAt(cap);
        List<Result> without = run(UNSTRUCTURED, first, unstructured());
        List<Result> with = run(STRUCTURED, second, structured(Optional.of(factorial.features())));
        double plainLimit = plain.limit(delta);
        double factorialLimit = factorial.limit(delta);
        String markdown = heading(UNSTRUCTURED, plain.matrix().size(), plainLimit)
                + stops(without, plainLimit)
                + "\n"
                + courses(without)
                + "\n"
                + heading(STRUCTURED, factorial.matrix().size(), factorialLimit)
                + stops(with, factorialLimit)
                + "\n"
                + courses(with);
        var chart = new LineChart(
                "Taking the best policy, and knowing that it is",
                "share of %,d experiments that would take it, and when they stop on average (δ = %s)"
                        .formatted(options.replications(), delta));
        Optional<String> picture = points.length < 2
                ? Optional.empty()
                : Optional.of(chart.svg(List.of(
                        panel("16 policies with nothing in common, 120 pairs", without, plainLimit),
                        panel("32 combinations of five factors, 496 pairs", with, factorialLimit))));
        return new Suites.Page(markdown, picture);
    }

    private static String heading(String instance, int policies, double limit) {
        return format("%s: %d policies, limit %,.0f.%n%n", instance, policies, limit);
    }

    private List<Result> run(String instance, Simulation simulation, List<Contender> contenders)
            throws InterruptedException {
        var results = new ArrayList<Result>();
        int best = simulation.known().winner().orElseThrow();
        for (Contender contender : contenders) {
            var course = new Course(options.replications(), points, contender.recommendation(), best);
            Summary summary = simulation.run(
                    contender.entrant(),
                    (rule, done, of) ->
                            listener.done("%s, %s, %s".formatted(instance, rule, contender.stopping()), done, of),
                    course);
            results.add(new Result(contender, summary, course.shares()));
        }
        return results;
    }

    private String stops(List<Result> results, double limit) {
        var table = new Table(List.of(
                "rule", "supposes", "stops by", "mean", "median", "95th percentile", "× limit", "× llm-po", "errors"));
        // The first of two is the paper's own on this instance: it supposes what may be supposed.
        double paper = results.stream()
                .filter(result -> result.contender().rule().equals("llm-po"))
                .findFirst()
                .orElseThrow()
                .summary()
                .mean();
        for (Result result : results) {
            Summary summary = result.summary();
            String least = summary.undecided() > 0 ? "> " : "";
            var ratios = new Ratios();
            ratios.add(summary, limit);
            table.row(List.of(
                    result.contender().rule(),
                    result.contender().supposes(),
                    result.contender().stopping(),
                    least + format("%,.0f ± %,.0f", summary.mean(), summary.meanError()),
                    format("%,.0f", summary.median()),
                    format("%,.0f", summary.p95()),
                    ratios.lastWithError(),
                    least + format("%.2f", summary.mean() / paper),
                    format("%d of %,d", summary.errors(), options.replications())));
        }
        return table.markdown();
    }

    /** The share of experiments that would take the best policy, in per cent. */
    private String courses(List<Result> results) {
        var table = new Table(join(
                List.of("best taken after"),
                results.stream()
                        .map(result -> result.contender().rule() + ", "
                                + result.contender().stopping())
                        .toList()));
        for (long comparisons : READ) {
            int point = Arrays.binarySearch(points, comparisons);
            if (point < 0) {
                continue;
            }
            table.row(join(
                    List.of(format("%,d", comparisons)),
                    results.stream()
                            .map(result -> format("%.0f %%", 100 * result.shares()[point]))
                            .toList()));
        }
        return table.markdown();
    }

    private LineChart.Panel panel(String heading, List<Result> results, double limit) {
        return new LineChart.Panel(
                heading,
                points,
                limit,
                results.stream()
                        .filter(result -> result.contender().drawn())
                        .map(Result::line)
                        .toList());
    }
}
