package io.agon.cli;

import io.agon.experiment.Results;
import io.agon.improve.report.Lineage;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code agon show}: a stored run, or an improvement. */
@Command(
        name = "show",
        description = "Prints how a stored run stands or ended, or what the folder of an improvement holds.",
        footer = {
            "",
            "Examples:",
            "  agon show",
            "  agon show examples/inventory --json",
            "  agon show 251121-101500",
            "  agon show improved --all",
            "  agon show improved --candidate 7"
        })
final class ShowCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Option(
            names = "--candidate",
            paramLabel = "N",
            description = "Of an improvement: this artifact as a whole, and what changed in it.")
    @Nullable
    Integer candidate;

    @Option(names = "--all", description = "Of an improvement: every candidate, however many there are.")
    boolean all;

    @Mixin
    RunOption chosen = new RunOption();

    @Override
    public Integer call() {
        Optional<StoredImprovement> improvement = StoredImprovement.of(chosen.named);
        if (improvement.isPresent()) {
            return show(improvement.get().lineage(), improvement.get().folder());
        }
        if (candidate != null || all) {
            throw new UsageException("%s needs the folder of an improvement, as in 'agon show improved'."
                    .formatted(all ? "--all" : "--candidate"));
        }
        try (Store store = chosen.open()) {
            RunRecord run = chosen.run(store);
            Session.print(main.console(), Results.of(store, run), chosen.words(store, run));
        }
        return Exit.OK;
    }

    private int show(Lineage lineage, Path folder) {
        Console console = main.console();
        Integer number = candidate;
        if (number != null && !lineage.contains(number)) {
            throw new UsageException("There is no candidate %,d, only 0 to %,d."
                    .formatted(number, lineage.members().size() - 1));
        }
        var report = new ImproveReport(lineage, Terminal.size().columns() - 1);
        if (number == null) {
            console.document(ImprovementFiles.document(lineage.improvement(), lineage)
                    .with(
                            "lineage",
                            lineage.members().stream()
                                    .map(new LineageExport(lineage)::json)
                                    .toList())
                    .toString());
            boolean whole = all || lineage.members().size() <= ImproveReport.MOST_DRAWN;
            (whole ? report.whole() : report.brief("agon show %s --all".formatted(folder))).print(console);
        } else {
            console.document(
                    new LineageExport(lineage).json(lineage.member(number)).toString());
            report.candidate(number).print(console);
        }
        return Exit.OK;
    }
}
