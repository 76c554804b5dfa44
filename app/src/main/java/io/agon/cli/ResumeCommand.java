package io.agon.cli;

import io.agon.experiment.Experiment;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon resume}: goes on with a stored run. */
@Command(
        name = "resume",
        description = "Goes on with a run that was stopped, or whose budget is larger now.",
        footer = {"", "Examples:", "  agon resume", "  agon resume 7f3a --in examples/inventory"})
final class ResumeCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "Id of a run, or its beginning. Default: the newest.")
    @Nullable
    String run;

    @Mixin
    StoreOption stored = new StoreOption();

    @Override
    public Integer call() throws InterruptedException {
        try (Store store = stored.open()) {
            RunRecord record = StoreOption.run(store, run);
            Experiment experiment = Experiment.load(Path.of(record.file()));
            return new Session(main.console()).run(experiment, store, runner -> runner.resume(record.id()));
        }
    }
}
