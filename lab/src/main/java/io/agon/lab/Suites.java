package io.agon.lab;

import static io.agon.lab.Table.format;
import static io.agon.lab.Table.join;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The named sets of simulations behind the tables of README and docs, as Markdown. */
public final class Suites {

    /** Suites by the names that users write. */
    public enum Suite {
        /** Agon against the limit. */
        QUALITY,
        /** All rules, or those asked for, on the same instances. */
        RULES,
        /** Agon against the limit as delta falls. */
        LADDER,
        /** How often Agon is wrong where that is most likely. */
        ERRORS,
        /** Agon told nothing, and told a gap, beside published procedures. */
        PEERS,
        /** What it costs to have several comparisons in flight. */
        LAG,
        /** Agon with one thing changed at a time. */
        ABLATION,
        /**
         * What the LLM-PO paper compares: comparisons until the claim, and correct selections before it; has a picture.
         */
        PAPER,
        /** Rules against the limit where strengths add up. */
        STRUCTURED,
        /** Recorded policies that are made of factors. */
        FACTORIAL;

        /** The suite with this name. */
        public static Suite named(String name) {
            return Arrays.stream(values())
                    .filter(suite -> suite.suiteName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no suite '%s'. The suites are: %s.".formatted(name, names())));
        }

        /** All names, for messages. */
        public static String names() {
            return Arrays.stream(values()).map(Suite::suiteName).collect(Collectors.joining(", "));
        }

        /** Whether its page has one. */
        public boolean hasPicture() {
            return this == PAPER;
        }

        /** What users write. */
        public String suiteName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the suites share.
     *
     * @param replications of each cell, at least 2
     * @param delta error probability, in (0, 1/2); the ladder has its own
     * @param seed the same seed gives the same tables
     * @param threads at least 1; the tables do not depend on it
     * @param data folder of recorded matrices that do not ship; empty leaves them out
     * @param cap comparisons after which a replication is given up; empty for each suite's own
     */
    public record Options(
            int replications, double delta, long seed, int threads, Optional<Path> data, OptionalLong cap) {

        public Options {
            if (replications < 2) {
                throw new IllegalArgumentException(
                        "A suite needs at least 2 replications, for standard errors, but it has %d."
                                .formatted(replications));
            }
        }

        Options at(double otherDelta) {
            return new Options(replications, otherDelta, seed, threads, data, cap);
        }

        Options times(int others) {
            return new Options(others, delta, seed, threads, data, cap);
        }

        /** The simulation on these threads and up to this cap, if any. */
        Simulation applied(Simulation simulation) {
            Simulation threaded = simulation.on(threads);
            return cap.isPresent() ? threaded.cappedAt(cap.getAsLong()) : threaded;
        }
    }

    private static final List<Double> LADDER = List.of(1e-2, 1e-4, 1e-8, 1e-16, 1e-32);
    private static final List<String> LAGGING = List.of("bt10-.60", "inventorybench", "pandalm-human");
    private static final List<Integer> CONCURRENCY = List.of(1, 4, 8, 16);

    private final Options options;
    private final Simulation.Listener listener;

    /** Suites with these options. */
    public Suites(Options options, Simulation.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * What a suite found.
     *
     * @param markdown its tables, and notes below them
     * @param picture of them, as SVG; most have none
     */
    public record Page(String markdown, Optional<String> picture) {
        Page(String markdown) {
            this(markdown, Optional.empty());
        }
    }

    /**
     * Runs a suite.
     *
     * @param rules of suite {@code rules}; others have their own
     */
    public Page page(Suite suite, List<String> rules) throws BadMatrixException, InterruptedException {
        return switch (suite) {
            case QUALITY -> new Page(quality() + leftOut());
            case RULES -> new Page(rules(rules) + leftOut());
            case LADDER -> new Page(ladder());
            case ERRORS -> new Page(new ErrorSuite(options, listener).markdown());
            case PEERS -> new Page(new PeerSuite(options, listener).markdown());
            case LAG -> new Page(lag());
            case ABLATION -> new Page(new AblationSuite(options, listener).markdown() + leftOut());
            case PAPER -> new PaperSuite(options, listener).page();
            case STRUCTURED -> new Page(new StructuredSuite(options, listener).markdown());
            case FACTORIAL -> new Page(new FactorialSuite(options, listener).markdown());
        };
    }

    private String leftOut() {
        return options.data().isPresent() ? "" : "\n" + QualityInstance.leftOut();
    }

    private String quality() throws BadMatrixException, InterruptedException {
        var table =
                new Table(List.of("instance", "K", "limit", "mean", "median", "95th percentile", "× limit", "errors"));
        var ratios = new Ratios();
        for (QualityInstance instance : QualityInstance.all(options.data())) {
            Summary summary = run(instance, entrant("agon"), options, listener);
            ratios.add(summary, instance.limit(options.delta()));
            table.row(List.of(
                    instance.name(),
                    Integer.toString(instance.matrix().size()),
                    format("%,.0f", instance.limit(options.delta())),
                    format("%,.0f", summary.mean()),
                    format("%,.0f", summary.median()),
                    format("%,.0f", summary.p95()),
                    ratios.lastWithError(),
                    format("%d of %,d", summary.errors(), options.replications())));
        }
        table.row(List.of("**geometric mean**", "", "", "", "", "", "**" + ratios.geometricMean() + "**", ""));
        table.row(List.of("**largest**", "", "", "", "", "", ratios.largest(), ratios.largestError()));
        return table.markdown();
    }

    private String rules(List<String> rules) throws BadMatrixException, InterruptedException {
        var table = new Table(join(List.of("× limit"), rules));
        List<Ratios> ratios = rules.stream().map(rule -> new Ratios()).toList();
        int[] behind = new int[rules.size()];
        for (QualityInstance instance : QualityInstance.all(options.data())) {
            var row = new ArrayList<>(List.of(instance.name()));
            double first = 0;
            for (int r = 0; r < rules.size(); r++) {
                Summary summary = run(instance, entrant(rules.get(r)), options, listener);
                ratios.get(r).add(summary, instance.limit(options.delta()));
                row.add(ratios.get(r).last());
                first = r == 0 ? summary.mean() : first;
                behind[r] += summary.mean() > first ? 1 : 0;
            }
            table.row(row);
        }
        table.row(cells("**geometric mean**", ratios.stream().map(Ratios::geometricMean)));
        table.row(cells("largest", ratios.stream().map(Ratios::largest)));
        table.row(cells("largest error rate", ratios.stream().map(Ratios::largestError)));
        table.row(cells("largest relative standard error", ratios.stream().map(Ratios::largestDeviation)));
        table.row(cells(
                "instances on which %s needs fewer".formatted(rules.getFirst()),
                IntStream.range(0, rules.size())
                        .mapToObj(r -> r == 0
                                ? ""
                                : "%d of %d".formatted(behind[r], ratios.get(r).size()))));
        return table.markdown();
    }

    private static List<String> cells(String first, Stream<String> rest) {
        return join(List.of(first), rest.toList());
    }

    private String ladder() throws InterruptedException {
        var table = new Table(join(List.of("delta"), join(QualityInstance.SYNTHETIC, List.of("geometric mean"))));
        for (double delta : LADDER) {
            var row = new ArrayList<>(List.of(format("%.0e", delta)));
            var ratios = new Ratios();
            for (QualityInstance instance : QualityInstance.synthetic()) {
                ratios.add(run(instance, entrant("agon"), options.at(delta), listener), instance.limit(delta));
                row.add(ratios.lastWithError());
            }
            row.add("**" + ratios.geometricMean() + "**");
            table.row(row);
        }
        return table.markdown();
    }

    private String lag() throws InterruptedException {
        var table = new Table(join(
                List.of("in flight"),
                LAGGING.stream()
                        .flatMap(name -> List.of(name + ": × limit", "times faster").stream())
                        .toList()));
        double[] alone = new double[LAGGING.size()];
        for (int concurrency : CONCURRENCY) {
            var row = new ArrayList<>(List.of(Integer.toString(concurrency)));
            for (int n = 0; n < LAGGING.size(); n++) {
                QualityInstance instance = QualityInstance.named(LAGGING.get(n));
                Summary summary = simulation(instance, options)
                        .inFlight(concurrency)
                        .run(entrant("agon"), on(instance, listener));
                alone[n] = concurrency == 1 ? summary.time() : alone[n];
                var ratios = new Ratios();
                ratios.add(summary, instance.limit(options.delta()));
                row.add(ratios.lastWithError());
                row.add(format("%.1f", alone[n] / summary.time()));
            }
            table.row(row);
        }
        return table.markdown();
    }

    /** What a suite's entrant does on an instance. */
    static Summary run(QualityInstance instance, Entrant entrant, Options options, Simulation.Listener listener)
            throws InterruptedException {
        return simulation(instance, options).run(entrant, on(instance, listener));
    }

    private static Simulation simulation(QualityInstance instance, Options options) {
        return options.applied(
                Simulation.of(instance.matrix(), options.delta(), options.replications(), options.seed()));
    }

    private static Simulation.Listener on(QualityInstance instance, Simulation.Listener listener) {
        return (rule, done, of) -> listener.done(instance.name() + ", " + rule, done, of);
    }

    private static Entrant entrant(String rule) {
        return Rules.entrant(rule, Optional.empty(), OptionalDouble.empty());
    }
}
