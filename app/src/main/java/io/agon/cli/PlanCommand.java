package io.agon.cli;

import io.agon.lab.BadMatrixException;
import io.agon.lab.Entrant;
import io.agon.lab.Rules;
import io.agon.lab.Simulation;
import io.agon.lab.Summary;
import io.agon.limit.CharacteristicTime;
import io.agon.limit.CharacteristicTime.Assumption;
import io.agon.preference.PreferenceMatrix;
import io.agon.preference.Winners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code agon plan}: what is needed when preferences are as supposed. */
@Command(
        name = "plan",
        description =
                "Says how many comparisons are needed, and between whom, if the preferences are as in a matrix, or"
                        + " as factors or features make them.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  agon plan --matrix examples/matrices/inventorybench.csv",
            "  agon plan --instance bt10-.60 --delta 0.01 --strict",
            "  agon plan --instance fact2^5                    # 32 combinations of five factors",
            "  agon plan --linear instance.json --json",
            "  agon plan --matrix mu.csv --cost costs.csv      # lines: policy,cost of one answer"
        })
final class PlanCommand implements Callable<Integer> {

    /** Expected comparisons of Agon are simulated where that takes a moment only. */
    static final int REPLICATIONS = 40;

    private static final double LONGEST_LIMIT = 20_000;
    private static final int MOST_POLICIES = 64;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    @Nullable
    MatrixOption matrix;

    @Option(
            names = "--delta",
            paramLabel = "DELTA",
            defaultValue = "0.05",
            description = "Error probability. Default: 0.05.")
    double delta;

    @Option(
            names = "--cost",
            paramLabel = "FILE|NAME=COST,..",
            description = "What an answer of each policy costs, as lines 'policy,cost' or as NAME=COST,NAME=COST; a"
                    + " comparison costs the sum of its two. All limits are then in that unit.")
    @Nullable
    String cost;

    @Option(names = "--strict", description = "Do not assume that some policy beats all others.")
    boolean strict;

    @Override
    public Integer call() throws BadMatrixException, IOException, InterruptedException {
        if (!(delta > 0 && delta < 0.5)) {
            throw new UsageException("--delta must lie in (0, 0.5), but it is %s.".formatted(delta));
        }
        Console console = main.console();
        if (matrix == null) {
            throw new UsageException(MatrixOption.MISSING + " See 'agon plan --help'.");
        }
        MatrixOption.Known known = matrix.read();
        if (known.linear().isPresent()) {
            if (strict || cost != null) {
                throw new UsageException(
                        "%s has no meaning for a linear instance: %s. Leave it out, or plan for the matrix of its win probabilities (--matrix)."
                                .formatted(
                                        strict ? "--strict" : "--cost",
                                        strict
                                                ? "strengths always have a best policy"
                                                : "its limit is known in comparisons only"));
            }
            new LinearPlan(console, known.linear().get(), known.matrix(), delta).print();
            return Exit.OK;
        }
        PreferenceMatrix truth = known.matrix();
        String name = known.name();
        Assumption assumption = strict ? Assumption.NONE : Assumption.WINNER_EXISTS;
        double[] costs = cost == null ? null : costs(cost, truth);
        CharacteristicTime time = (costs == null
                        ? CharacteristicTime.unstructured(truth, assumption)
                        : CharacteristicTime.unstructured(truth, pairCosts(costs), assumption))
                .orElseThrow(() -> new UsageException(noWinner(name, truth)));
        double limit = time.expectedComparisons(delta);
        String winner = truth.names().get(time.winner());
        console.document(Json.fields()
                .with("space", strict ? "unstructured-strict" : "unstructured")
                .with("winner", winner)
                .with("characteristicTime", time.value())
                .with("limit", limit)
                .with(
                        "proportions",
                        time.proportions().stream()
                                .map(p -> Json.fields()
                                        .with("first", truth.names().get(p.first()))
                                        .with("second", truth.names().get(p.second()))
                                        .with("weight", p.weight()))
                                .toList())
                .with("gap", time.gap())
                .toString());
        if (!console.json()) {
            print(console, truth, time, limit, winner, costs != null);
        }
        return Exit.OK;
    }

    private void print(
            Console console,
            PreferenceMatrix truth,
            CharacteristicTime time,
            double limit,
            String winner,
            boolean costly)
            throws InterruptedException {
        String unit = costly ? "in units of cost" : "comparisons";
        console.line("%d policies, best: %s%s"
                .formatted(
                        truth.size(),
                        Console.harmless(winner),
                        strict ? ", shown without assuming that a best one exists" : ""));
        console.line("T* = %s %s a nat; limit at delta %s: %s %s on average, whatever the procedure"
                .formatted(number(time.value()), unit, delta, number(limit), unit));
        if (!costly && !strict) {
            console.line(expected(
                    Simulation.of(truth, delta, REPLICATIONS, 1),
                    Rules.entrant(Rules.DEFAULT, Optional.empty(), OptionalDouble.empty()),
                    limit));
        }
        console.line("");
        console.line("The best way to spend them: compare each policy with the one that beats it most clearly.");
        console.line("");
        var table = new TextTable(List.of(0, 1), "policy", "against", "loses with", "share");
        time.proportions().stream()
                .sorted(Comparator.comparingDouble(CharacteristicTime.Proportion::weight)
                        .reversed())
                .forEach(p -> table.row(
                        Console.harmless(truth.names().get(p.first())),
                        Console.harmless(truth.names().get(p.second())),
                        String.format(Locale.ROOT, "%.3f", truth.get(p.second(), p.first())),
                        String.format(Locale.ROOT, "%.1f %%", 100 * p.weight())));
        List<String> lines = table.lines();
        console.line(console.styled(Console.Style.STRONG, lines.getFirst()));
        lines.stream().skip(1).forEach(console::line);
    }

    /** What Agon itself needs, simulated where that takes a moment only. */
    static String expected(Simulation simulation, Entrant agon, double limit) throws InterruptedException {
        if (limit > LONGEST_LIMIT || simulation.truth().size() > MOST_POLICIES) {
            return "agon: 'agon simulate' says what it needs here (it takes a while)";
        }
        Summary summary = simulation.run(agon);
        return "agon: about %s comparisons (%d simulated experiments; 95 %% of them below %s)"
                .formatted(number(summary.mean()), simulation.replications(), number(summary.p95()));
    }

    private static String noWinner(String name, PreferenceMatrix truth) {
        List<String> names = truth.names().stream().map(Console::harmless).toList();
        String cycle = Winners.cycle(truth).stream().map(names::get).collect(Collectors.joining(" beats "));
        double[] lottery = Winners.maximalLottery(truth);
        String shares = IntStream.range(0, lottery.length)
                .filter(k -> lottery[k] > 0.005)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -lottery[k]))
                .limit(4)
                .map(k -> "%s %.0f %%".formatted(names.get(k), 100 * lottery[k]))
                .collect(Collectors.joining(", "));
        return "%s: no policy beats every other one, so there is no best one to plan for%s. Ways to choose all the same: most wins (Copeland) %s; highest mean win rate (Borda) %s; maximal lottery %s."
                .formatted(
                        Console.harmless(name),
                        cycle.isEmpty()
                                ? ""
                                : " (" + cycle + " beats "
                                        + names.get(Winners.cycle(truth).getFirst()) + ")",
                        Winners.copelandSet(truth).stream()
                                .limit(4)
                                .map(names::get)
                                .collect(Collectors.joining(", ")),
                        names.get(Winners.bordaRanking(truth).getFirst()),
                        shares);
    }

    private static double[] costs(String given, PreferenceMatrix truth) throws IOException {
        boolean inline = given.contains("=");
        Path file = Path.of(inline ? "" : given);
        if (!inline && !Files.isRegularFile(file)) {
            throw new UsageException("--cost: there is no file '%s', and no NAME=COST in it.".formatted(given));
        }
        List<String> lines = inline ? Arrays.asList(given.split(",", -1)) : Files.readAllLines(file);
        double[] costs = new double[truth.size()];
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int cut = line.lastIndexOf(inline ? '=' : ',');
            String name = cut < 0 ? line : line.substring(0, cut).strip();
            int policy = truth.names().indexOf(name);
            double value = parsed(cut < 0 ? "" : line.substring(cut + 1));
            if (policy < 0 && line.equals(lines.getFirst()) && Double.isNaN(value) && !inline) {
                continue; // the heading
            }
            if (policy < 0) {
                throw new UsageException("--cost: '%s' is not a policy of the matrix.".formatted(name));
            }
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new UsageException("--cost: the cost of '%s' must be a number above 0.".formatted(name));
            }
            costs[policy] = value;
        }
        for (int k = 0; k < costs.length; k++) {
            if (costs[k] == 0) {
                throw new UsageException("--cost: there is no cost for '%s'."
                        .formatted(truth.names().get(k)));
            }
        }
        return costs;
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double[][] pairCosts(double[] costs) {
        double[][] pairs = new double[costs.length][costs.length];
        for (int i = 0; i < costs.length; i++) {
            for (int j = 0; j < costs.length; j++) {
                pairs[i][j] = costs[i] + costs[j];
            }
        }
        return pairs;
    }

    /** A figure as people read it. */
    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }
}
