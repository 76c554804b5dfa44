package io.agon.cli;

import io.agon.experiment.Experiment;
import io.agon.store.Store;
import java.nio.file.Path;
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
        var voter = new TerminalVoter(main.console());
        Experiment experiment = Experiment.load(file, voter);
        if (dryRun) {
            new PlanText(main.console()).print(experiment.plan());
            return Exit.OK;
        }
        try (Store store = stored.create(experiment.defaultStore())) {
            return new Session(main.console(), voter, result -> stored.words(store, result.run(), place()))
                    .run(experiment, store, runner -> fresh ? runner.runNew() : runner.run());
        }
    }

    /** Where the experiment is, as one would write it in another command. */
    private Path place() {
        Path here = Path.of("");
        return file.equals(Path.of("agon.yaml")) ? here : file;
    }
}
