package io.agon.cli;

import io.agon.experiment.Results;
import io.agon.page.ImprovementPages;
import io.agon.page.RunPages;
import io.agon.page.Site;
import io.agon.page.Viewer;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code agon view}: a run or an improvement in the browser, live. */
@Command(
        name = "view",
        description = "Shows a run, or the folder of an improvement, in the browser of this machine, while it goes on;"
                + " ends with Ctrl-C.",
        sortOptions = false,
        footer = {
            "",
            "The address that is printed holds a secret: without it nothing is shown, and other machines see nothing.",
            "",
            "Examples:",
            "  agon view improved",
            "  agon view examples/inventory --port 8080"
        })
final class ViewCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of this machine alone. Default: any that is free.")
    int port;

    @Mixin
    RunOption chosen = new RunOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port must lie between 0 and 65,535, but it is %,d.".formatted(port));
        }
        Optional<StoredImprovement> improvement = StoredImprovement.of(chosen.named);
        if (improvement.isPresent()) {
            return show(path ->
                    new ImprovementPages(improvement.get().lineage()).site().page(path));
        }
        try (Store store = chosen.open()) {
            String run = chosen.run(store).id();
            return show(new RunPages(() -> {
                RunRecord now = store.run(run).orElseThrow();
                return Results.of(store, now);
            }));
        }
    }

    private int show(Site site) throws IOException, InterruptedException {
        Viewer viewer = ServiceLoader.load(Viewer.class)
                .findFirst()
                .orElseThrow(() -> new IOException("this jar lacks what serves pages; build it anew"));
        try (Viewer.Showing showing = viewer.show(site, port)) {
            Console console = main.console();
            console.document(
                    Json.fields().with("address", showing.address().toString()).toString());
            console.line(showing.address().toString());
            console.note("open this address in a browser of this machine; Ctrl-C ends");
            System.out.flush();
            new CountDownLatch(1).await();
            return Exit.OK;
        } catch (BindException e) {
            throw new UsageException(
                    "port %d is taken; name another one with --port, or none for any that is free.".formatted(port));
        }
    }
}
