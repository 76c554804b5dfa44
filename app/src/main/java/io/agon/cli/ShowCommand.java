package io.agon.cli;

import io.agon.experiment.Results;
import io.agon.store.Store;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon show}: a stored run. */
@Command(
        name = "show",
        description = "Prints how a stored run stands or ended.",
        footer = {"", "Examples:", "  agon show", "  agon show 7f3a --in examples/inventory --json"})
final class ShowCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "Id of a run, or its beginning. Default: the newest.")
    @Nullable
    String run;

    @Mixin
    StoreOption stored = new StoreOption();

    @Override
    public Integer call() {
        try (Store store = stored.open()) {
            Session.print(main.console(), Results.of(store, StoreOption.run(store, run)));
        }
        return Exit.OK;
    }
}
