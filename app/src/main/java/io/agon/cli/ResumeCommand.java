package io.agon.cli;

import io.agon.experiment.Experiment;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code agon resume}: goes on with a stored run. */
@Command(
        name = "resume",
        description = "Goes on with a run that was stopped, or whose budget is larger now.",
        footer = {"", "Examples:", "  agon resume", "  agon resume examples/inventory", "  agon resume 251121-101500"})
final class ResumeCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    RunOption chosen = new RunOption();

    @Override
    public Integer call() throws InterruptedException {
        try (Store store = chosen.open()) {
            RunRecord record = chosen.run(store);
            var voter = new TerminalVoter(main.console());
            Experiment experiment = Experiment.load(Path.of(record.file()), voter);
            if (!experiment.fingerprint().equals(record.fingerprint())) {
                throw new UsageException(
                        "The experiment file or its data changed since run %s: it cannot go on. 'agon run %s' starts a new one."
                                .formatted(record.id(), record.file()));
            }
            if (record.state() == RunRecord.State.ABANDONED) {
                throw new UsageException(
                        "Run %s was begun by a version of Agon that decides differently: it cannot go on. 'agon run %s' starts a new one."
                                .formatted(record.id(), record.file()));
            }
            return new Session(main.console(), voter, result -> chosen.words(store, record))
                    .run(experiment, store, runner -> runner.resume(record.id()));
        }
    }
}
