package io.agon.cli;

import io.agon.experiment.Experiment;
import io.agon.experiment.Plan;
import io.agon.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon run}: the main job. */
@Command(
        name = "run",
        description =
                "Compares the policies of an experiment until it is sure which one is best, or the budget is used up.",
        sortOptions = false,
        footer = {
            "",
            "The same file again goes on where it stopped: nothing that was answered is asked again.",
            "",
            "Examples:",
            "  agon run examples/inventory",
            "  agon run --dry-run agon.yaml",
            "  agon run --new --json agon.yaml > result.json"
        })
final class RunCommand implements Callable<Integer> {

    private static final int MOST_NAMES = 20;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "agon.yaml",
            description = "An experiment file, or a folder with an agon.yaml. Default: ./agon.yaml.")
    Path file = Path.of("agon.yaml");

    @Option(names = "--dry-run", description = "Compare nothing: say what would be done and what it would take.")
    boolean dryRun;

    @Option(names = "--new", description = "Start a new run, even if there is one to go on with.")
    boolean fresh;

    @Mixin
    StoreOption stored = new StoreOption();

    @Override
    public Integer call() throws InterruptedException {
        Experiment experiment = Experiment.load(file);
        if (dryRun) {
            plan(main.console(), experiment.plan());
            return Exit.OK;
        }
        try (Store store = stored.create(experiment.defaultStore())) {
            return new Session(main.console(), result -> stored.words(store, result.run(), place()))
                    .run(experiment, store, runner -> fresh ? runner.runNew() : runner.run());
        }
    }

    private static String some(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : "%s and %,d more"
                        .formatted(String.join(", ", names.subList(0, MOST_NAMES)), names.size() - MOST_NAMES);
    }

    /** Where the experiment is, as one would write it in another command. */
    private Path place() {
        Path here = Path.of("");
        return file.equals(Path.of("agon.yaml")) ? here : file;
    }

    private static void plan(Console console, Plan plan) {
        console.document(Json.fields()
                .with("description", plan.description())
                .with("policies", plan.policies())
                .with("shared", plan.shared())
                .with("queries", plan.queries())
                .with("confidence", plan.confidence())
                .with("rule", plan.rule())
                .with("seed", plan.seed())
                .with("concurrency", plan.concurrency())
                .with("lag", plan.lag())
                .with("budget", plan.budget())
                .with("cost", plan.cost())
                .with(
                        "cases",
                        plan.cases().stream()
                                .map(c -> Json.fields()
                                        .with("winRate", c.winRate())
                                        .with("limit", c.limit())
                                        .with("expected", c.expected()))
                                .toList())
                .toString());
        String title = plan.description().isBlank() ? "" : Console.harmless(plan.description()) + ": ";
        console.line(console.styled(
                Console.Style.STRONG,
                "%s%,d policies on %,d queries, %s confidence"
                        .formatted(
                                title,
                                plan.policies().size(),
                                plan.queries(),
                                ValidateCommand.percent(plan.confidence()))));
        console.line("policies   " + Console.harmless(some(plan.policies())));
        if (!plan.shared().isEmpty()) {
            console.line("share      " + Console.harmless(plan.shared()));
        }
        console.line("how        rule %s, seed %d, %d in flight, decisions %d behind"
                .formatted(plan.rule(), plan.seed(), plan.concurrency(), plan.lag()));
        console.line("budget     " + plan.budget());
        console.line(String.format(Locale.ROOT, "cost       $%.2f", plan.cost()));
        console.line("");
        console.line("How many comparisons it takes depends on how clearly the others lose%s:"
                .formatted(plan.shared().isEmpty() ? "" : ", if nothing that they share is used"));
        var table = new TextTable(List.of(), "others lose with", "about", "no procedure below");
        plan.cases()
                .forEach(c -> table.row(
                        "%.0f %%".formatted(100 * c.winRate()),
                        "%,d".formatted(c.expected()),
                        "%,d".formatted(c.limit())));
        table.lines().forEach(line -> console.line("  " + line));
        console.line("");
        console.line("Nothing was compared. 'agon run' starts.");
    }
}
