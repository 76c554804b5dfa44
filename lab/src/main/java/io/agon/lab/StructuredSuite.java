package io.agon.lab;

import static io.agon.lab.Table.format;
import static io.agon.lab.Table.join;

import io.agon.config.Settings.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What rules need where strengths add up, in times what is needed by whoever may suppose that. */
final class StructuredSuite {

    private static final List<String> INSTANCES = Stream.of(
                    Stream.of("fact2^5", "fact2^5-even"),
                    IntStream.rangeClosed(1, 4).mapToObj(seed -> "fact4x4x2-random-" + seed),
                    IntStream.rangeClosed(1, 4).mapToObj(seed -> "fact3x3x3-random-" + seed),
                    IntStream.rangeClosed(1, 3).mapToObj(seed -> "linear20-5-random-" + seed))
            .flatMap(names -> names)
            .toList();

    private static final List<String> RUNGS = List.of("fact2^5", "fact2^5-even");
    private static final List<Double> LADDER = List.of(1e-2, 1e-4, 1e-8, 1e-16);
    private static final List<String> NULLS = List.of("fact2^5-near", "fact2^5-flat");

    /** Comparisons after which an experiment without an end in sight is over, unless the options say otherwise. */
    private static final long ENDLESS_CAP = 2_000;

    /** No more replications than these of rules that solve a program at nearly every decision. */
    private static final int SLOW = 10;

    private final Suites.Options options;
    private final Simulation.Listener listener;

    StructuredSuite(Suites.Options options, Simulation.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    private record Column(String rule, Space space, String heading) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("agon", Space.LINEAR, "agon"),
            new Column("agon", Space.AUTO, "agon, auto"),
            new Column("llm-po", Space.LINEAR, "llm-po"));

    String markdown() throws InterruptedException {
        return quality() + "\n" + ladder() + "\n" + nulls();
    }

    private String quality() throws InterruptedException {
        var header = new ArrayList<>(List.of("instance", "K", "d", "limit"));
        for (Column column : COLUMNS) {
            header.addAll(List.of(column.heading() + ": × limit", "errors"));
        }
        var table = new Table(header);
        List<Ratios> ratios = COLUMNS.stream().map(column -> new Ratios()).toList();
        for (String name : INSTANCES) {
            StructuredInstance instance = StructuredInstance.named(name);
            double limit = instance.limit(options.delta());
            var row = new ArrayList<>(List.of(
                    name,
                    Integer.toString(instance.matrix().size()),
                    Integer.toString(instance.features().rank()),
                    format("%,.0f", limit)));
            for (int r = 0; r < COLUMNS.size(); r++) {
                Summary summary = run(instance, COLUMNS.get(r), options);
                ratios.get(r).add(summary, limit);
                row.add(ratios.get(r).lastWithError());
                row.add(format("%d of %,d", summary.errors(), summary.comparisons().length));
            }
            table.row(row);
        }
        var means = new ArrayList<>(List.of("**geometric mean**", "", "", ""));
        var largest = new ArrayList<>(List.of("largest", "", "", ""));
        for (Ratios r : ratios) {
            means.addAll(List.of("**" + r.geometricMean() + "**", ""));
            largest.addAll(List.of(r.largest(), r.largestError()));
        }
        table.row(means);
        table.row(largest);
        return table.markdown();
    }

    private String ladder() throws InterruptedException {
        var table = new Table(join(
                List.of("delta"),
                RUNGS.stream()
                        .flatMap(name -> COLUMNS.stream().map(column -> name + ": " + column.heading()))
                        .toList()));
        List<StructuredInstance> instances =
                RUNGS.stream().map(StructuredInstance::named).toList();
        for (double delta : LADDER) {
            var row = new ArrayList<>(List.of(format("%.0e", delta)));
            for (StructuredInstance instance : instances) {
                for (Column column : COLUMNS) {
                    var ratios = new Ratios();
                    ratios.add(run(instance, column, options.at(delta)), instance.limit(delta));
                    row.add(ratios.lastWithError());
                }
            }
            table.row(row);
        }
        return table.markdown();
    }

    /** How often the best policy is rejected, at any time up to the cap, where factors matter next to nothing. */
    private String nulls() throws InterruptedException {
        var table = new Table(List.of("effects of .001", "rule", "errors", "error rate", "99 % upper bound", "cap"));
        int of = options.replications();
        for (String name : NULLS) {
            StructuredInstance instance = StructuredInstance.named(name);
            long cap = options.cap().orElse(ENDLESS_CAP);
            for (Column column : COLUMNS) {
                Contender contender = contender(instance, column);
                if (contender.slow()) {
                    continue;
                }
                Summary summary = instance.simulation(options)
                        .cappedAt(cap)
                        .run(contender.entrant(), on(name + ", " + column.heading()));
                table.row(List.of(
                        name,
                        column.heading(),
                        format("%,d of %,d", summary.optimumLost(), of),
                        format("%.4f", (double) summary.optimumLost() / of),
                        format("%.4f", ErrorSuite.upperBound(summary.optimumLost(), of, 0.01)),
                        format("%,d", cap)));
            }
        }
        return table.markdown();
    }

    private Summary run(StructuredInstance instance, Column column, Suites.Options with) throws InterruptedException {
        Contender contender = contender(instance, column);
        int replications = contender.slow() ? Math.min(SLOW, with.replications()) : with.replications();
        return instance.simulation(with.times(replications))
                .run(contender.entrant(), on(instance.name() + ", " + column.heading()));
    }

    private static Contender contender(StructuredInstance instance, Column column) {
        return Contender.of(column.rule(), column.space(), instance.features());
    }

    private Simulation.Listener on(String what) {
        return (rule, done, of) -> listener.done(what, done, of);
    }
}
