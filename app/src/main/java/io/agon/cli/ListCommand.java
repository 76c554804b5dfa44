package io.agon.cli;

import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon list}: the stored runs. */
@Command(
        name = "list",
        description = "Lists stored runs, newest first.",
        footer = {"", "Examples:", "  agon list", "  agon list examples/inventory --json", "  agon list --store runs.db"
        })
final class ListCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..1",
            defaultValue = "",
            description = "Folder or file of an experiment. Default: the current folder.")
    Path experiment = Path.of("");

    @Mixin
    StoreOption stored = new StoreOption();

    @Override
    public Integer call() {
        Console console = main.console();
        try (Store store = stored.open(experiment)) {
            List<RunRecord> runs = StoreOption.runs(store, experiment);
            console.document(Json.fields()
                    .with(
                            "runs",
                            runs.stream()
                                    .map(r -> Json.fields()
                                            .with("run", r.id())
                                            .with("state", r.state().name().toLowerCase(Locale.ROOT))
                                            .with("description", r.description())
                                            .with("file", r.file())
                                            .with("policies", r.policies().size())
                                            .with("started", r.started().toString())
                                            .with(
                                                    "ended",
                                                    r.ended() == null
                                                            ? null
                                                            : r.ended().toString()))
                                    .toList())
                    .toString());
            var table = new TextTable(List.of(0, 1, 2, 4), "run", "started", "state", "policies", "experiment");
            runs.forEach(r -> table.row(
                    r.id(),
                    TIME.format(r.started()),
                    r.state().name().toLowerCase(Locale.ROOT),
                    Integer.toString(r.policies().size()),
                    Console.harmless(r.description().isBlank() ? r.file() : r.description())));
            List<String> lines = table.lines();
            console.line(console.styled(Console.Style.STRONG, lines.getFirst()));
            lines.stream().skip(1).forEach(console::line);
        }
        return Exit.OK;
    }
}
