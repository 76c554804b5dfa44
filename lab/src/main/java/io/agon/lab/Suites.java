package io.agon.lab;

import io.agon.preference.PreferenceMatrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The named sets of simulations behind the tables of README and docs, as Markdown. */
public final class Suites {

    /** Instances on which the quality of rules is stated, by name or as a file below the data folder. */
    private static final List<String> SYNTHETIC = List.of("bt10-.55", "bt10-.60", "bt16-.60", "cyc10", "flat10");

    private record Source(String name, String file) {}

    private static final List<Source> RECORDED = List.of(
            new Source("arxiv6", "dueling-matrices/arxiv6.csv"),
            new Source("pandalm human", "pandalm/human_matrix.csv"),
            new Source("mtbench human", "mtbench/human_matrix.csv"),
            new Source("inventorybench", "inventorybench/matrix.csv"),
            new Source("guanaco-oa", "guanaco-oa/gpt4_matrix.csv"),
            new Source("rankers136_sub10", "dueling-matrices/rankers136_sub10.csv"),
            new Source("rankers136_sub16", "dueling-matrices/rankers136_sub16.csv"),
            new Source("alpacaeval2 style10", "alpacaeval2/derived_matrix_style10.csv"));

    private static final List<Double> LADDER = List.of(1e-2, 1e-4, 1e-8, 1e-16, 1e-32);

    private final int replications;
    private final long seed;
    private final int threads;
    private final Simulation.Listener listener;

    /** Suites of this many replications a cell. */
    public Suites(int replications, long seed, int threads, Simulation.Listener listener) {
        this.replications = replications;
        this.seed = seed;
        this.threads = threads;
        this.listener = listener;
    }

    private record Instance(String name, PreferenceMatrix matrix) {}

    private static List<Instance> synthetic() {
        return SYNTHETIC.stream()
                .map(name -> new Instance(name, Instances.named(name).orElseThrow()))
                .toList();
    }

    /** Mean comparisons of every rule on the named instances, as ratio to the limit. */
    public String quality(List<String> rules, double delta, Path data) throws BadMatrixException, InterruptedException {
        var instances = new ArrayList<>(synthetic());
        for (Source source : RECORDED) {
            instances.add(new Instance(source.name(), MatrixFile.read(data.resolve(source.file()))));
        }
        var table = new ArrayList<List<String>>();
        table.add(header(List.of("instance", "K", "limit"), rules));
        double[] logs = new double[rules.size()];
        double[] worst = new double[rules.size()];
        boolean[] cut = new boolean[rules.size()];
        double[] worstError = new double[rules.size()];
        for (Instance instance : instances) {
            var row = new ArrayList<String>();
            Simulation simulation =
                    Simulation.of(instance.matrix(), delta, replications, seed).on(threads);
            double limit = limit(instance.matrix(), delta);
            row.add(instance.name());
            row.add(Integer.toString(instance.matrix().size()));
            row.add(format("%,.0f", limit));
            for (int r = 0; r < rules.size(); r++) {
                Summary summary = simulation.run(entrant(rules.get(r)), on(instance.name()));
                double ratio = summary.mean() / limit;
                double error = summary.errorRate() == null ? 0 : summary.errorRate();
                logs[r] += Math.log(ratio);
                worst[r] = Math.max(worst[r], ratio);
                worstError[r] = Math.max(worstError[r], error);
                cut[r] |= summary.undecided() > 0;
                row.add(ratio(summary, ratio));
            }
            table.add(row);
        }
        var mean = new ArrayList<>(List.of("**geometric mean**", "", ""));
        var largest = new ArrayList<>(List.of("**largest**", "", ""));
        var errors = new ArrayList<>(List.of("**largest error rate**", "", ""));
        for (int r = 0; r < rules.size(); r++) {
            String least = cut[r] ? "> " : "";
            mean.add("**" + least + format("%.2f", Math.exp(logs[r] / instances.size())) + "**");
            largest.add(least + format("%.2f", worst[r]));
            errors.add(format("%.3f", worstError[r]));
        }
        table.add(mean);
        table.add(largest);
        table.add(errors);
        return markdown(table);
    }

    /** The ratio to the limit as delta falls. */
    public String ladder(String rule) throws InterruptedException {
        var table = new ArrayList<List<String>>();
        table.add(header(List.of("delta"), append(SYNTHETIC, "geometric mean")));
        for (double delta : LADDER) {
            var row = new ArrayList<String>();
            row.add(format("%.0e", delta));
            double logs = 0;
            for (Instance instance : synthetic()) {
                Simulation simulation = Simulation.of(instance.matrix(), delta, replications, seed)
                        .on(threads);
                Summary summary = simulation.run(entrant(rule), on(instance.name() + " at " + row.getFirst()));
                double ratio = summary.mean() / limit(instance.matrix(), delta);
                logs += Math.log(ratio);
                row.add(ratio(summary, ratio));
            }
            row.add("**" + format("%.2f", Math.exp(logs / SYNTHETIC.size())) + "**");
            table.add(row);
        }
        return markdown(table);
    }

    private record Case(String name, PreferenceMatrix matrix, World world, int lag) {}

    /**
     * How often the claim is false where that is most likely: nothing to find, nearly nothing to find, cycles, ties,
     * graded verdicts, delays, drift, failures. Where all are equal, a claim of any policy but the first is counted as
     * false: by symmetry that is as likely as a false rejection of a given optimal policy.
     */
    public String errors(String rule, double delta, long cap) throws InterruptedException {
        PreferenceMatrix pair = named("null2");
        PreferenceMatrix equals = named("null10");
        PreferenceMatrix near = named("near4-.02");
        PreferenceMatrix cycle = named("cyc10");
        PreferenceMatrix ladder = named("bt10-.60");
        List<Case> cases = List.of(
                new Case("two equal policies", pair, World.of(pair), 1),
                new Case("ten equal policies", equals, World.of(equals), 1),
                new Case("near-tie: .52 against the second best", near, World.of(near), 1),
                new Case("a winner above a cycle (cyc10)", cycle, World.of(cycle), 1),
                new Case("a ladder (bt10-.60)", ladder, World.of(ladder), 1),
                new Case("ladder, 40 % ties", ladder, World.withTies(ladder, 0.4), 1),
                new Case("ladder, graded verdicts", ladder, World.graded(ladder), 1),
                new Case("ladder, 16 in flight, heavy-tailed delays", ladder, World.of(ladder), 16),
                new Case("two equal policies, 16 in flight", pair, World.of(pair), 16),
                new Case("ladder, gaps that drift", ladder, World.drifting(ladder, 500), 1),
                new Case(
                        "ladder, 10 % of the calls fail",
                        ladder, World.of(ladder).failing(0.1), 1));
        var table = new ArrayList<List<String>>();
        table.add(List.of("case", "false claims", "of", "error rate", "99 % upper bound", "undecided at the cap"));
        for (Case c : cases) {
            Simulation simulation = Simulation.of(c.matrix(), delta, replications, seed)
                    .in(c.world())
                    .inFlight(c.lag())
                    .on(threads);
            Summary summary =
                    simulation.cappedAt(Math.min(cap, simulation.cap())).run(entrant(rule), on(c.name()));
            double rate = summary.errorRate() == null ? 0 : summary.errorRate();
            long errors = Math.round(rate * replications);
            table.add(List.of(
                    c.name(),
                    format("%,d", errors),
                    format("%,d", replications),
                    format("%.4f", rate),
                    format("%.4f", upperBound(errors, replications, 0.01)),
                    format("%,d", summary.undecided())));
        }
        return markdown(table);
    }

    /** Clopper-Pearson: the rate at which so few errors, or fewer, have probability {@code alpha}. */
    static double upperBound(long errors, int of, double alpha) {
        if (errors >= of) {
            return 1;
        }
        double low = (double) errors / of;
        double high = 1;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            double log = of * Math.log1p(-middle);
            double sum = Math.exp(log);
            for (long k = 1; k <= errors; k++) {
                log += Math.log((double) (of - k + 1) / k) + Math.log(middle) - Math.log1p(-middle);
                sum += Math.exp(log);
            }
            if (sum > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private Simulation.Listener on(String instance) {
        return (rule, done, of) -> listener.done(instance + ", " + rule, done, of);
    }

    private static Entrant entrant(String rule) {
        return Rules.entrant(rule, Optional.empty(), OptionalDouble.empty());
    }

    private static PreferenceMatrix named(String name) {
        return Instances.named(name).orElseThrow();
    }

    private static double limit(PreferenceMatrix matrix, double delta) {
        Double limit = Simulation.Truth.of(matrix, delta).limit();
        if (limit == null) {
            throw new IllegalArgumentException("A suite needs matrices with a Condorcet winner.");
        }
        return limit;
    }

    private static String ratio(Summary summary, double ratio) {
        return (summary.undecided() > 0 ? "> " : "")
                + format("%.2f ± %.2f", ratio, ratio * summary.meanError() / summary.mean());
    }

    private static List<String> header(List<String> first, List<String> rest) {
        var header = new ArrayList<>(first);
        header.addAll(rest);
        return header;
    }

    private static List<String> append(List<String> list, String last) {
        return header(list, List.of(last));
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    /** A table whose first column is text and whose others are numbers. */
    private static String markdown(List<List<String>> rows) {
        var out = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            out.append("| ").append(String.join(" | ", rows.get(r))).append(" |\n");
            if (r == 0) {
                out.append("|---").append("|--:".repeat(rows.get(r).size() - 1)).append("|\n");
            }
        }
        return out.toString();
    }
}
