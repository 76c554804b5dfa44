package io.agon.cli;

import io.agon.experiment.Results;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code agon show}: a stored run. */
@Command(
        name = "show",
        description = "Prints how a stored run stands or ended.",
        footer = {"", "Examples:", "  agon show", "  agon show examples/inventory --json", "  agon show 251121-101500"})
final class ShowCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    RunOption chosen = new RunOption();

    @Override
    public Integer call() {
        try (Store store = chosen.open()) {
            RunRecord run = chosen.run(store);
            Session.print(main.console(), Results.of(store, run), chosen.words(store, run));
        }
        return Exit.OK;
    }
}
